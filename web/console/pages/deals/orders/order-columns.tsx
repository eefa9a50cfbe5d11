import type { ReactNode } from 'react';
import type { OrderItem } from '#modules/commerce/contract';
import { relativeTime, yuan } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { whoOf } from '../who.ts';
import { nobodyOf, ORDER_TONES } from './order-words.ts';

/** An order: whose it is behind masks, where it stands, and its money. */
export const orderColumns: readonly Column<OrderItem>[] = [
  {
    key: 'who',
    title: '顾客',
    width: 150,
    always: true,
    render: (row) => <Two first={<strong>{whoOf(row, nobodyOf(row))}</strong>} second={row.orderNumber} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 110,
    always: true,
    render: (row) => <StateWord tone={ORDER_TONES[row.state]}>{row.stateName}</StateWord>,
  },
  {
    key: 'channel',
    title: '渠道',
    width: 110,
    render: (row) => <Two first={row.channelName} second={row.external === null ? null : row.external.source} />,
  },
  { key: 'title', title: '买了什么', width: 200, render: (row) => <Two first={row.title} second={null} /> },
  {
    key: 'place',
    title: '小区',
    width: 120,
    render: (row) => (row.communityName === '' ? '—' : <Two first={row.communityName} second={row.cityName} />),
  },
  {
    key: 'seller',
    title: '谁卖的',
    width: 110,
    render: (row) => (row.sellerName === '' ? '—' : <Two first={row.sellerName} second={row.sellerRoleName} />),
  },
  { key: 'total', title: '总价', width: 110, align: 'right', render: (row) => yuan(row.totalFen) },
  { key: 'paid', title: '已收', width: 120, align: 'right', render: (row) => <Paid order={row} /> },
  { key: 'placed', title: '下单时间', width: 110, render: (row) => <At at={row.placedAt} /> },
  { key: 'phone', title: '电话', width: 120, hidden: true, render: (row) => row.customerPhone },
  {
    key: 'deposit',
    title: '定金',
    width: 100,
    align: 'right',
    hidden: true,
    render: (row) => (row.channel === 'service' ? yuan(row.depositFen) : '—'),
  },
];

/** What there is room for while an order is open. */
const BESIDE_PANEL = ['who', 'state', 'channel', 'total', 'paid'];
export const besidePanel = orderColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Paid({ order }: { order: OrderItem }): ReactNode {
  if (order.paidFen === 0) return '—';
  return order.refundedFen === 0 ? (
    yuan(order.paidFen)
  ) : (
    <Two align="right" first={yuan(order.paidFen)} second={`退了${yuan(order.refundedFen)}`} />
  );
}

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
