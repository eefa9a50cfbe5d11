import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { BillItem, DifferencesAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count, dateTime, dayWithWeekday, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { BILLS_KEY, BILLS_PATH, DIFFERENCES_PATH } from '../deals-paths.ts';
import { SandboxWord } from '../sandbox-mark.tsx';
import { DIFFERENCE_TONES, netOf, standOf } from './bill-words.ts';
import { useMayBring, useProviders } from './use-bills.ts';

/** More than these are looked at in the list. */
const SHOWN = 20;

export function OpenBill({ id }: { id: string }): ReactNode {
  const query = useQuery({
    queryKey: [...BILLS_KEY, 'one', id],
    queryFn: ({ signal }) => api.get<BillItem>(`${BILLS_PATH}/${id}`, { signal }),
  });
  return <Await query={query}>{(bill) => <BillBody bill={bill} />}</Await>;
}

function BillBody({ bill }: { bill: BillItem }): ReactNode {
  const now = useNow();
  const stand = standOf(bill);
  return (
    <Panel>
      {bill.failure === null ? null : (
        <p className="deal-next deal-next-held">
          {bill.state === 'failed' ? '' : '最近一次的文件没读成，还按上一份算。'}
          {bill.failure}
        </p>
      )}
      <PanelSection
        title={`${dayWithWeekday(`${bill.day}T12:00:00+08:00`)} · ${bill.providerName}`}
        action={bill.sandbox ? <SandboxWord /> : <StateWord tone={stand.tone}>{stand.words}</StateWord>}
      >
        <dl className="deal-compare">
          <div>
            <dt>收款 {count(bill.payments)}笔</dt>
            <dd>{yuan(bill.paymentsFen)}</dd>
          </div>
          <div>
            <dt>退款 {count(bill.refunds)}笔</dt>
            <dd>{yuan(bill.refundsFen)}</dd>
          </div>
          <div>
            <dt>净收</dt>
            <dd>{netOf(bill)}</dd>
          </div>
        </dl>
        <Facts
          facts={[
            ['待处理', bill.open === 0 ? '没有' : `${count(bill.open)}笔，${yuan(bill.openFen)}`],
            ['已说明', bill.explained === 0 ? undefined : `${count(bill.explained)}笔`],
            ['文件', bill.source === 'upload' ? '人传的' : '向渠道取的'],
            ['对账', bill.matchedAt === null ? '还没对完' : dateTime(bill.matchedAt, now)],
          ]}
        />
        <Again bill={bill} />
      </PanelSection>
      <InBill bill={bill} />
    </Panel>
  );
}

/** The bill of the day once more, compared with our books as they are now. */
function Again({ bill }: { bill: BillItem }): ReactNode {
  const mayBring = useMayBring();
  const hasBills = useProviders().find(({ code }) => code === bill.provider)?.hasBills ?? false;
  const act = useAct(
    (_: undefined, key) =>
      api.post<BillItem>(BILLS_PATH, {
        body: { provider: bill.provider, day: bill.day },
        key,
        timeoutMs: 120_000,
      }),
    { stale: [BILLS_KEY] },
  );
  if (!mayBring || !hasBills) return null;
  return (
    <div>
      <Button size="small" loading={act.busy} onClick={() => void act.run(undefined)}>
        再取一次、重新对
      </Button>
      <ProblemLine problem={act.problem} />
    </div>
  );
}

function InBill({ bill }: { bill: BillItem }): ReactNode {
  const query = useQuery({
    queryKey: [...BILLS_KEY, 'in', bill.billId],
    queryFn: ({ signal }) =>
      api.get<DifferencesAnswer>(DIFFERENCES_PATH, { query: { billId: bill.billId, limit: SHOWN }, signal }),
  });
  return (
    <PanelSection title="差异">
      <Await query={query}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p className="panel-note">这一天都对得上。</p>
          ) : (
            <>
              <ul className="deal-payments">
                {items.map((item) => (
                  <li key={item.differenceNo} className="deal-payment">
                    <p className="deal-payment-head">
                      <Link
                        to="/deals/bills"
                        search={
                          { open: `${item.billId}/${item.differenceNo}`, view: 'differences', state: 'all' } as never
                        }
                      >
                        {item.refundNumber ?? item.paymentNumber}
                      </Link>
                      <StateWord tone={DIFFERENCE_TONES[item.state]}>{item.stateName}</StateWord>
                    </p>
                    <p>{item.sentence}</p>
                  </li>
                ))}
              </ul>
              {nextCursor === null ? null : (
                <Link to="/deals/bills" search={{ bill: bill.billId, view: 'differences', state: 'all' } as never}>
                  看这天全部差异
                </Link>
              )}
            </>
          )
        }
      </Await>
    </PanelSection>
  );
}
