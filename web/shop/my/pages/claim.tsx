import { useState, type ReactNode } from 'react';
import type { OwnClaim } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, ProblemLine, Skeleton } from '../../../shared/states.tsx';
import { money } from '../../parts/money.ts';
import { Picture } from '../../parts/picture.tsx';
import { MAX_PHOTOS } from '../goods/claim-draft.ts';
import { nextWords, toneOfClaim } from '../goods/claim-words.ts';
import { specBeside } from '../goods/order-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Card, Facts, MyPage, RowLink } from '../parts/page.tsx';
import { PhotoPicker } from '../parts/photo-picker.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useOwn } from '../use-own.ts';

const STALE = [keyOf('claims'), keyOf('orders')];

/** One claim: how it stands, what was said and decided, and what I can do about it. */
export function ClaimPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useOwn<OwnClaim>('claims', params['claimId'] ?? '');
  return (
    <Await query={query} loading={<Skeleton rows={9} />}>
      {(claim) => (
        <MyPage title={claim.kindName} lead={nextWords(claim)} back="/my/claims">
          <Goods claim={claim} />
          {claim.canAnswer ? (
            <Say
              claim={claim}
              path="answer"
              title="补充一下"
              words="还想说的（可不填）"
              needsWords={false}
              go="补充好了，提交"
            />
          ) : null}
          {claim.canAppeal ? <Appeal claim={claim} /> : null}
          <Timeline claim={claim} />
          <Card>
            <RowLink to={`/my/orders/${claim.orderId}`} title="看订单" hint={claim.orderNumber} />
          </Card>
          {claim.canWithdraw ? <Withdraw claim={claim} /> : null}
        </MyPage>
      )}
    </Await>
  );
}

interface ClaimProps {
  readonly claim: OwnClaim;
}

function Goods({ claim }: ClaimProps): ReactNode {
  return (
    <Card title={claim.reasonName} state={{ words: claim.stateName, tone: toneOfClaim(claim) }}>
      <ul className="my-goods my-goods-small">
        {claim.lines.map((line) => (
          <li key={line.lineNo}>
            <Picture fileId={line.imageId} size={56} />
            <span className="my-goods-facts">
              <strong>{line.name}</strong>
              <small>
                {specBeside(line) === '' ? '' : `${specBeside(line)} · `}
                {line.quantity}
                {line.unit}
              </small>
            </span>
            <span className="my-goods-sum">{money(line.amountFen)}</span>
          </li>
        ))}
      </ul>
      <Facts
        rows={[
          ['申请金额', money(claim.amountFen)],
          ['同意退', claim.approvedFen === null ? null : money(claim.approvedFen)],
          ['已退', claim.refundedFen === 0 ? null : money(claim.refundedFen)],
          ['售后单号', claim.claimNumber],
        ]}
      />
      {claim.photos.length === 0 ? null : (
        <div className="my-photos">
          {claim.photos.map((fileId, at) => {
            const url = `${OWN.claims}/${claim.claimId}/photos/${fileId}`;
            return (
              <a key={fileId} href={url} target="_blank" rel="noreferrer">
                <img src={url} alt={`第 ${at + 1} 张照片`} loading="lazy" width="88" height="88" />
              </a>
            );
          })}
        </div>
      )}
      {claim.automatic ? <p className="my-note">这是系统自动处理的，你不用做什么。</p> : null}
    </Card>
  );
}

function Timeline({ claim }: ClaimProps): ReactNode {
  return (
    <Card title="进度">
      <ol className="my-timeline">
        {claim.timeline.toReversed().map((step) => (
          <li key={step.step}>
            <span>
              {step.moveName}
              {step.reason === null ? '' : `：${step.reason}`}
            </span>
            <small>{dateTime(step.at)}</small>
          </li>
        ))}
      </ol>
    </Card>
  );
}

interface SayProps extends ClaimProps {
  readonly path: 'answer' | 'appeal';
  readonly title: string;
  readonly words: string;
  readonly needsWords: boolean;
  readonly go: string;
}

/** Words and photos for whoever decides. */
function Say({ claim, path, title, words: label, needsWords, go }: SayProps): ReactNode {
  const [words, setWords] = useState('');
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const act = useAct(
    (body: { words: string; photoIds: readonly string[] }, key: string) =>
      api.post<OwnClaim>(`${OWN.claims}/${claim.claimId}/${path}`, { body, key }),
    { stale: STALE },
  );
  const empty = needsWords ? words.trim().length < 2 : words.trim() === '' && photoIds.length === 0;
  const id = `claim-${path}`;
  return (
    <Card title={title}>
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={3} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
      <PhotoPicker most={Math.max(0, MAX_PHOTOS - claim.photos.length)} onChange={setPhotoIds} onBusy={setSending} />
      <ProblemLine problem={act.problem} />
      <button
        type="button"
        className="my-main"
        disabled={act.busy || sending || empty}
        onClick={() => void act.run({ words: words.trim(), photoIds })}
      >
        {act.busy ? '正在提交…' : sending ? '照片还在传…' : go}
      </button>
    </Card>
  );
}

function Appeal({ claim }: ClaimProps): ReactNode {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <Say
        claim={claim}
        path="appeal"
        title="申诉"
        words="为什么不同意？写清楚，换一个人再看"
        needsWords
        go="提交申诉"
      />
    );
  }
  return (
    <button type="button" className="my-second" onClick={() => setOpen(true)}>
      不同意，申诉一次
    </button>
  );
}

function Withdraw({ claim }: ClaimProps): ReactNode {
  const withdraw = useAct(
    (_: object, key: string) => api.post<OwnClaim>(`${OWN.claims}/${claim.claimId}/withdraw`, { key }),
    {
      stale: STALE,
    },
  );
  return (
    <Confirm
      ask="撤回申请"
      means="撤回后这次就不处理了。在售后时间内还可以再申请。"
      stay="先不撤"
      go="撤回"
      busy={withdraw.busy}
      problem={withdraw.problem}
      onGo={() => void withdraw.run({})}
    />
  );
}
