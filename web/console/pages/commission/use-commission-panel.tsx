import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CommissionAnswer, CommissionLineItem } from '#modules/touchpoints/contract';
import { api, queryString } from '../../../shared/api.ts';
import { date, yuan } from '../../../shared/format.ts';
import { Empty, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useMay } from '../../../shared/session.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { Export } from '../../parts/list-parts.tsx';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../parts/side-panel.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { COMMISSION_KEY, COMMISSION_PATH, LINE_TONES, monthInWords, ownerQuery } from './commission-words.ts';
import { useRulePanel } from './rule-panel.tsx';
import { useLines, type CommissionDesk } from './use-commission.ts';

/** The statement of one owner, or one rule, beside the list. */
export function useCommissionPanel(desk: CommissionDesk): SidePanelProps | undefined {
  const whose = ownerQuery(desk.owner);
  const onClose = (): void => desk.open({});
  const query = { ...desk.query, ...whose };
  const statement = useQuery({
    queryKey: [...COMMISSION_KEY, 'statement', query],
    queryFn: ({ signal }) => api.get<CommissionAnswer>(COMMISSION_PATH, { query: { ...query, limit: 1 }, signal }),
    enabled: whose !== undefined,
  });
  const rule = useRulePanel(desk, onClose);
  if (whose === undefined) return rule;
  const first = statement.data?.items[0];
  const month = desk.filters.month;
  return {
    title: first === undefined ? '对账单' : `${first.ownerName}的对账单`,
    subtitle:
      first === undefined ? '' : `${first.partyName} · ${month === undefined ? '所有月份' : monthInWords(month)}`,
    onClose,
    children: <Statement key={desk.owner} whose={whose} desk={desk} totals={statement.data?.totals} />,
  };
}

interface StatementProps {
  readonly whose: { touchpointId: string } | { partnerId: string };
  readonly desk: CommissionDesk;
  readonly totals: CommissionAnswer['totals'] | undefined;
}

function Statement({ whose, desk, totals }: StatementProps): ReactNode {
  const query = { ...desk.query, ...whose };
  const list = useLines(query);
  if (list.rows === undefined || totals === undefined) {
    return list.problem === undefined ? <Skeleton /> : <ProblemView problem={list.problem} onRetry={list.retry} />;
  }
  if (list.rows.length === 0) return <Empty title="这段时间没有佣金" hint="换个月份看看。" />;
  return (
    <Panel>
      <PanelSection title="合计" action={<Export path={`${COMMISSION_PATH}/export${queryString(query)}`} />}>
        <Facts
          facts={[
            ['可结算', <strong key="payable">{yuan(totals.payableFen)}</strong>],
            ['待结算', yuan(totals.heldFen)],
            ['挣了', yuan(totals.accruedFen)],
            ['退款扣回', totals.reversedFen === 0 ? undefined : yuan(totals.reversedFen)],
            [
              '是谁',
              'touchpointId' in whose ? (
                <Link key="who" to="/touchpoints" search={{ person: whose.touchpointId } as never}>
                  看这位触点
                </Link>
              ) : undefined,
            ],
          ]}
        />
      </PanelSection>
      <PanelSection title="一笔一笔">
        <ul className="commission-lines">
          {list.rows.map((line) => (
            <Line key={line.lineId} line={line} />
          ))}
        </ul>
        {list.hasMore ? (
          <Button block loading={list.loadingMore} onClick={list.loadMore}>
            再看一些
          </Button>
        ) : null}
      </PanelSection>
    </Panel>
  );
}

function Line({ line }: { line: CommissionLineItem }): ReactNode {
  const now = useNow();
  const mayRead = useMay('order.read');
  return (
    <li className={line.amountFen < 0 ? 'commission-line commission-line-back' : 'commission-line'}>
      <p>
        <time dateTime={line.occurredAt}>{date(line.occurredAt, now)}</time>
        <span>{line.communityName}</span>
        <StateWord tone={LINE_TONES[line.state]}>{line.stateName}</StateWord>
        <strong>{yuan(line.amountFen)}</strong>
      </p>
      <p className="commission-why">
        {line.text}
        {mayRead ? (
          <>
            {' '}
            <Link to="/deals/orders" search={{ order: line.orderId, state: 'all' } as never}>
              看订单
            </Link>
          </>
        ) : null}
      </p>
    </li>
  );
}
