import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ClaimDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime, timeLeft, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection, Steps } from '../../../parts/panel-section.tsx';
import { ReasonDialog } from '../../../parts/reason-dialog.tsx';
import { nameOfSku } from '../../goods/name-of-sku.ts';
import { Good } from '../../goods/thumb.tsx';
import { CLAIMS_KEY, CLAIMS_PATH, MONEY_KEYS } from '../deals-paths.ts';
import { contactOf } from '../who.ts';
import { moneyOf, SEEN, stepsOf } from './claim-words.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { Decisions } from './decisions.tsx';

/** One claim, whole: what is wrong, what was decided and from what, and what can be done now. */
export function ClaimBody({ claim }: { claim: ClaimDetail }): ReactNode {
  return (
    <Panel>
      <Now claim={claim} />
      <PanelSection title="哪里不对">
        <ul className="claim-lines">
          {claim.lines.map((line) => (
            <li key={line.lineNo}>
              <Good
                imageId={line.imageId}
                name={nameOfSku(line)}
                note={`${count(line.quantity)}${line.unit} · ${yuan(line.amountFen)}`}
              />
            </li>
          ))}
        </ul>
        <Facts
          facts={[
            ['为什么', claim.reasonName],
            ['金额', moneyOf(claim)],
            ['已退', claim.refundedFen === 0 ? undefined : yuan(claim.refundedFen)],
            ['团长看过', claim.seen === null ? undefined : SEEN[claim.seen]],
            ['货', claim.goodsReceived ? '在自提点' : undefined],
          ]}
        />
        <Photos claim={claim} />
        {claim.hasWords ? <Words claimId={claim.claimId} /> : null}
      </PanelSection>
      {claim.decisions.length === 0 ? null : <Decisions decisions={claim.decisions} />}
      <Override claim={claim} />
      <Whose claim={claim} />
      <PanelSection title="经过">
        <Steps steps={stepsOf(claim)} />
      </PanelSection>
    </Panel>
  );
}

/** What it waits for, and the act. */
function Now({ claim }: { claim: ClaimDetail }): ReactNode {
  const now = useNow();
  const mayAct = useMay('claim.act');
  const [deciding, setDeciding] = useState(false);
  if (!claim.canDecide) {
    return claim.decision === null ? null : <p className="deal-next">告诉顾客的话：{claim.decision}</p>;
  }
  const left = claim.dueAt === null ? '' : timeLeft(claim.dueAt, now);
  const words =
    claim.state === 'needs_more'
      ? `等顾客补充。${claim.decision ?? ''}`
      : `${claim.appealed ? '顾客不同意上次的决定，申诉了。' : ''}${claim.overdue ? '过了时限，先定这件。' : left === '' ? '等人定。' : `等人定，${left}。`}`;
  return (
    <div className="claim-now">
      <p className={claim.state === 'opened' ? 'deal-next deal-next-held' : 'deal-next'}>{words}</p>
      {mayAct ? (
        <Button type="primary" onClick={() => setDeciding(true)}>
          定这件售后
        </Button>
      ) : (
        <p className="panel-note">由能处理售后的同事来定。</p>
      )}
      {deciding ? <DecideDialog claim={claim} onClose={() => setDeciding(false)} /> : null}
    </div>
  );
}

function Photos({ claim }: { claim: ClaimDetail }): ReactNode {
  if (claim.photos.length === 0) return <p className="panel-note">没有照片。</p>;
  return (
    <ul className="claim-photos" aria-label="照片">
      {claim.photos.map((fileId, at) => {
        const url = `${CLAIMS_PATH}/${claim.claimId}/photos/${fileId}`;
        return (
          <li key={fileId}>
            <a href={url} target="_blank" rel="noreferrer">
              <img src={url} alt={`照片${at + 1}`} loading="lazy" width="96" height="96" />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** What the customer wrote may name people: reading it is recorded. */
function Words({ claimId }: { claimId: string }): ReactNode {
  const mayAct = useMay('claim.act');
  const act = useAct((_: undefined, key) =>
    api.post<{ words: { step: number; words: string }[] }>(`${CLAIMS_PATH}/${claimId}/words`, { key }),
  );
  if (!mayAct) return <p className="panel-note">顾客写了话，处理售后的同事能看。</p>;
  if (act.answer !== undefined) {
    return (
      <>
        {act.answer.words.map(({ step, words }) => (
          <blockquote key={step} className="claim-words">
            {words}
          </blockquote>
        ))}
      </>
    );
  }
  return (
    <div>
      <Button size="small" loading={act.busy} title="看了会记入审计" onClick={() => void act.run(undefined)}>
        看顾客写的话
      </Button>
      <ProblemLine problem={act.problem} />
    </div>
  );
}

/** A rule granted what it should not have: the money stays with the customer, the rule is stricter with them from now on. */
function Override({ claim }: { claim: ClaimDetail }): ReactNode {
  const mayAct = useMay('claim.act');
  const [open, setOpen] = useState(false);
  const act = useAct(
    (reason: string, key) => api.post(`${CLAIMS_PATH}/${claim.claimId}/override`, { body: { reason }, key }),
    { stale: [CLAIMS_KEY, ...MONEY_KEYS], onDone: () => setOpen(false) },
  );
  if (!claim.canOverride || !mayAct) return null;
  return (
    <div>
      <Button onClick={() => setOpen(true)}>这次不该自动同意</Button>
      {open ? (
        <ReasonDialog
          title="改判这次自动同意"
          lead="退了的钱不追回。这位顾客90天内的售后不再自动同意，都由人定。"
          frequent={['照片和商品对不上', '同一张照片用过', '商品没有问题']}
          verb="改判"
          placeholder="点上面的，或者自己写一句；会记入审计"
          busy={act.busy}
          problem={act.problem}
          onSubmit={(reason) => void act.run(reason)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

function Whose({ claim }: { claim: ClaimDetail }): ReactNode {
  const now = useNow();
  return (
    <PanelSection title="谁的，哪来的">
      <Facts
        facts={[
          ['顾客', contactOf(claim)],
          ['近30天', `${count(claim.orders30)}单，${count(claim.claims30)}次售后`],
          [
            '订单',
            <Link key="order" to="/deals/orders" search={{ order: claim.orderId, state: 'all' } as never}>
              {claim.orderNumber}
            </Link>,
          ],
          ['小区', claim.communityName === '' ? undefined : claim.communityName],
          ['谁提的', claim.automatic ? '系统，按到货和缺货自动提' : '顾客'],
          ['提出', dateTime(claim.openedAt, now)],
          ['决定', claim.decidedAt === null ? undefined : dateTime(claim.decidedAt, now)],
          ['结束', claim.closedAt === null ? undefined : dateTime(claim.closedAt, now)],
        ]}
      />
    </PanelSection>
  );
}
