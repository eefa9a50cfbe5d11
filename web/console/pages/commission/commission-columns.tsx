import type { ReactNode } from 'react';
import type { CommissionLineItem, CommissionOwner, CommissionRuleItem } from '#modules/touchpoints/contract';
import { count, date, yuan } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { usePackages } from '../../parts/choices.ts';
import { Two } from '../../parts/list-parts.tsx';
import type { Column } from '../../parts/list-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { LINE_TONES, rateInWords, RULE_STATES, RULE_TONES } from './commission-words.ts';

export const lineColumns: readonly Column<CommissionLineItem>[] = [
  {
    key: 'owner',
    title: '归谁',
    width: 140,
    always: true,
    render: (row) => <Two first={<strong>{row.ownerName}</strong>} second={row.partyName} />,
  },
  {
    key: 'text',
    title: '怎么算的',
    width: 420,
    always: true,
    render: (row) => <span className="commission-text">{row.text}</span>,
  },
  { key: 'place', title: '小区', width: 120, render: (row) => <Two first={row.communityName} second={row.cityName} /> },
  { key: 'amount', title: '佣金', width: 110, align: 'right', render: (row) => yuan(row.amountFen) },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: (row) => <StateWord tone={LINE_TONES[row.state]}>{row.stateName}</StateWord>,
  },
  { key: 'at', title: '时间', width: 100, render: (row) => <Day at={row.occurredAt} /> },
];
export const linesBesidePanel = lineColumns.filter(({ key }) => ['owner', 'amount', 'state', 'at'].includes(key));

export const ownerColumns: readonly Column<CommissionOwner>[] = [
  {
    key: 'owner',
    title: '归谁',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.ownerName}</strong>} second={row.partyName} />,
  },
  { key: 'payable', title: '可结算', width: 130, align: 'right', always: true, render: (row) => yuan(row.payableFen) },
  { key: 'held', title: '待结算', width: 130, align: 'right', render: (row) => yuan(row.heldFen) },
  { key: 'accrued', title: '挣了', width: 130, align: 'right', render: (row) => yuan(row.accruedFen) },
  {
    key: 'reversed',
    title: '退款扣回',
    width: 130,
    align: 'right',
    render: (row) => (row.reversedFen === 0 ? '—' : yuan(row.reversedFen)),
  },
  { key: 'lines', title: '几笔', width: 90, align: 'right', render: (row) => count(row.lines) },
];
export const ownersBesidePanel = ownerColumns.filter(({ key }) => ['owner', 'payable', 'held'].includes(key));

export const ruleColumns: readonly Column<CommissionRuleItem>[] = [
  {
    key: 'party',
    title: '给谁',
    width: 180,
    always: true,
    render: (row) => (
      <Two
        first={<strong>{row.partyName}</strong>}
        second={row.partyKind === 'role' ? '带来订单的人' : '小区所在的机构'}
      />
    ),
  },
  { key: 'rate', title: '比例', width: 90, align: 'right', render: (row) => rateInWords(row.rateBps) },
  { key: 'package', title: '哪些套餐', width: 160, render: (row) => <PackageName id={row.packageId} /> },
  { key: 'hold', title: '几天后可结', width: 110, align: 'right', render: (row) => `${row.holdDays}天` },
  { key: 'span', title: '什么时候', width: 170, render: (row) => <RuleSpan rule={row} /> },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={RULE_TONES[row.state]}>{RULE_STATES[row.state]}</StateWord>,
  },
  {
    key: 'reason',
    title: '为什么',
    width: 200,
    render: (row) => <span className="commission-text">{row.reason}</span>,
  },
];
export const rulesBesidePanel = ruleColumns.filter(({ key }) => ['party', 'rate', 'package', 'state'].includes(key));

export function PackageName({ id }: { id: string | null }): ReactNode {
  const packages = usePackages();
  return id === null ? '所有套餐' : (packages.find((each) => each.id === id)?.name ?? '一个套餐');
}

export function RuleSpan({ rule }: { rule: Pick<CommissionRuleItem, 'validFrom' | 'validUntil'> }): ReactNode {
  const now = useNow();
  const from = date(rule.validFrom, now);
  // The end is the first moment at which it no longer holds.
  return rule.validUntil === null ? `${from}起` : `${from}到${date(Date.parse(rule.validUntil) - 1, now)}`;
}

function Day({ at }: { at: string }): ReactNode {
  return date(at, useNow());
}
