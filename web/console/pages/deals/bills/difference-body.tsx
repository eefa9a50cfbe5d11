import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DifferenceItem, DifferencesAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, Empty, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { ReasonDialog } from '../../../parts/reason-dialog.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { BILLS_KEY, BILLS_PATH, DIFFERENCES_PATH, MONEY_KEYS } from '../deals-paths.ts';
import { DIFFERENCE_TONES, EXPLANATIONS } from './bill-words.ts';

interface OpenDifferenceProps {
  readonly billId: string;
  readonly no: number;
}

const IN_A_PAGE = 200;

/** One of a bill; a day has few. */
export function OpenDifference({ billId, no }: OpenDifferenceProps): ReactNode {
  const query = useQuery({
    queryKey: [...BILLS_KEY, 'in', billId, 'all'],
    queryFn: ({ signal }) =>
      api.get<DifferencesAnswer>(DIFFERENCES_PATH, { query: { billId, limit: IN_A_PAGE }, signal }),
  });
  return (
    <Await query={query}>
      {({ items }) => {
        const found = items.find(({ differenceNo }) => differenceNo === no);
        return found === undefined ? (
          <Empty title="没有找到这笔差异" hint="账单可能重新对过了，回列表再看看。" />
        ) : (
          <DifferenceBody difference={found} />
        );
      }}
    </Await>
  );
}

function DifferenceBody({ difference: it }: { difference: DifferenceItem }): ReactNode {
  const now = useNow();
  return (
    <Panel>
      <p className={it.state === 'open' ? 'deal-next deal-next-held' : 'deal-next'}>{it.sentence}。</p>
      <Mend difference={it} />
      <PanelSection
        title="两边各记了什么"
        action={<StateWord tone={DIFFERENCE_TONES[it.state]}>{it.stateName}</StateWord>}
      >
        <table className="deal-lines">
          <thead>
            <tr>
              <th scope="col">谁记的</th>
              <th scope="col">金额</th>
              <th scope="col">状态</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{it.providerName}</th>
              <td>{it.theirsFen === null ? '没有' : yuan(it.theirsFen)}</td>
              <td>{it.theirsStateName ?? '—'}</td>
            </tr>
            <tr>
              <th scope="row">我们</th>
              <td>{it.oursFen === null ? '没有' : yuan(it.oursFen)}</td>
              <td>{it.oursStateName ?? '—'}</td>
            </tr>
          </tbody>
        </table>
      </PanelSection>
      <PanelSection title="哪一笔">
        <Facts
          facts={[
            [
              '付款单号',
              it.paymentId === null ? (
                it.paymentNumber
              ) : (
                <Link key="payment" to="/deals/payments" search={{ payment: it.paymentId, state: 'all' } as never}>
                  {it.paymentNumber}
                </Link>
              ),
            ],
            ['退款单号', it.refundNumber ?? undefined],
            ['渠道单号', it.providerTrade ?? undefined],
            ['账单第几行', it.lineNo === null ? undefined : String(it.lineNo)],
            [
              '订单',
              it.orderId === null ? undefined : (
                <Link key="order" to="/deals/orders" search={{ order: it.orderId, state: 'all' } as never}>
                  看订单
                </Link>
              ),
            ],
            ['发现', dateTime(it.foundAt, now)],
            ['说明', it.reason ?? undefined],
            ['了结', it.closedAt === null ? undefined : dateTime(it.closedAt, now)],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}

/** What closes it: asked again it may agree, money has its own page, and a person may say how it came. */
function Mend({ difference: it }: { difference: DifferenceItem }): ReactNode {
  const [open, setOpen] = useState(false);
  const path = `${BILLS_PATH}/${it.billId}/differences/${it.differenceNo}`;
  const ask = useAct((_: undefined, key) => api.post<DifferenceItem>(`${path}/ask`, { key, timeoutMs: 60_000 }), {
    stale: [BILLS_KEY, ...MONEY_KEYS],
  });
  const explain = useAct((reason: string, key) => api.post(`${path}/explain`, { body: { reason }, key }), {
    stale: [BILLS_KEY],
    onDone: () => setOpen(false),
  });
  if (it.state !== 'open') return null;
  const still = ask.answer?.state === 'open';
  return (
    <div>
      <div className="deal-acts">
        {it.mend === 'ask' ? (
          <Button type="primary" loading={ask.busy} onClick={() => void ask.run(undefined)}>
            再问一次渠道
          </Button>
        ) : null}
        {(it.mend === 'decide' || it.mend === 'refund') && it.paymentId !== null ? (
          <Link to="/deals/payments" search={{ payment: it.paymentId, state: 'all' } as never}>
            <Button type="primary">{it.mend === 'decide' ? '去核对这笔钱' : '去退这笔钱'}</Button>
          </Link>
        ) : null}
        <Button type={it.mend === 'explain' ? 'primary' : 'default'} onClick={() => setOpen(true)}>
          说明原因，了结
        </Button>
      </div>
      {still ? <p className="panel-note">问过了，两边还是不一样。</p> : null}
      <ProblemLine problem={ask.problem} />
      {open ? (
        <ReasonDialog
          title="这笔差异是怎么来的"
          lead={`${it.sentence}。说明以后就了结了，会记入审计。`}
          frequent={EXPLANATIONS[it.kind]}
          verb="了结"
          placeholder="点上面的，或者自己写一句"
          busy={explain.busy}
          problem={explain.problem}
          onSubmit={(reason) => void explain.run(reason)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
