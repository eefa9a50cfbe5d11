import type { ReactNode } from 'react';
import type { GroupBuyItem } from '#modules/commerce/contract';
import { count, dateTime, shortTimeLeft, yuan } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { formingOf, toneOf } from './group-buy-words.ts';

/** A group buy: where and whose it is, how it goes, and how long people can still order. */
export const groupBuyColumns: readonly Column<GroupBuyItem>[] = [
  {
    key: 'title',
    title: '团',
    width: 220,
    always: true,
    render: (row) => <Two first={<strong>{row.title}</strong>} second={`${row.kindName} · ${row.groupBuyNumber}`} />,
  },
  { key: 'place', title: '小区', width: 130, render: (row) => <Two first={row.communityName} second={row.cityName} /> },
  {
    key: 'state',
    title: '状态',
    width: 100,
    always: true,
    render: (row) => <StateWord tone={toneOf(row)}>{row.stateName}</StateWord>,
  },
  { key: 'forming', title: '成团', width: 180, render: (row) => <FormingCell row={row} /> },
  { key: 'cutOff', title: '截单', width: 130, always: true, render: (row) => <CutOff row={row} /> },
  { key: 'sold', title: '下单', width: 90, align: 'right', render: (row) => <Sold row={row} /> },
  { key: 'money', title: '卖了', width: 100, align: 'right', render: (row) => yuan(row.goodsFen) },
  { key: 'leader', title: '团长', width: 90, render: (row) => row.leaderName || '总部' },
  { key: 'point', title: '自提点', width: 140, hidden: true, render: (row) => row.pickupPointName },
  {
    key: 'refunded',
    title: '退了',
    width: 90,
    align: 'right',
    hidden: true,
    render: (row) => (row.refundedFen === 0 ? '—' : yuan(row.refundedFen)),
  },
];
export const besidePanel = groupBuyColumns.filter(({ key }) => ['title', 'place', 'state', 'cutOff'].includes(key));

function FormingCell({ row }: { row: GroupBuyItem }): ReactNode {
  const forming = formingOf(row, useNow());
  if (forming === undefined) return <span className="goods-quiet">不限人数</span>;
  return forming.atRisk ? <StateWord tone="warn">{forming.words}</StateWord> : forming.words;
}

function CutOff({ row }: { row: GroupBuyItem }): ReactNode {
  const now = useNow();
  const when = dateTime(row.cutOffAt, now);
  return row.state === 'open' ? <Two first={shortTimeLeft(row.cutOffAt, now)} second={when} /> : when;
}

function Sold({ row }: { row: GroupBuyItem }): ReactNode {
  return row.orders === 0 ? (
    <span className="goods-quiet">没人</span>
  ) : (
    <Two align="right" first={`${count(row.orders)}单`} second={`${count(row.units)}份`} />
  );
}
