import type { ReactNode } from 'react';
import type { PaymentItem } from '#modules/commerce/contract';
import { relativeTime, yuan } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Two } from '../../../parts/list-parts.tsx';
import type { Column } from '../../../parts/list-table.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { SandboxWord } from '../sandbox-mark.tsx';
import { PAYMENT_TONES } from './payment-words.ts';

export const paymentColumns: readonly Column<PaymentItem>[] = [
  {
    key: 'number',
    title: '订单',
    width: 190,
    always: true,
    render: (row) => <Two first={<strong>{row.orderNumber}</strong>} second={row.communityName} />,
  },
  { key: 'stage', title: '付什么', width: 80, render: (row) => row.stageName },
  {
    key: 'state',
    title: '状态',
    width: 150,
    always: true,
    render: (row) => (
      <Two
        first={<StateWord tone={PAYMENT_TONES[row.state]}>{row.stateName}</StateWord>}
        second={row.state === 'held' ? row.heldWhyName : null}
      />
    ),
  },
  { key: 'asked', title: '应收', width: 110, align: 'right', render: (row) => yuan(row.amountFen) },
  { key: 'received', title: '到账', width: 150, align: 'right', render: (row) => <Received payment={row} /> },
  { key: 'back', title: '退款', width: 140, align: 'right', render: (row) => <Back payment={row} /> },
  {
    key: 'provider',
    title: '渠道',
    width: 120,
    render: (row) => (row.sandbox ? <SandboxWord /> : row.providerName),
  },
  { key: 'paid', title: '到账时间', width: 110, render: (row) => (row.paidAt === null ? '—' : <At at={row.paidAt} />) },
  { key: 'created', title: '发起时间', width: 110, hidden: true, render: (row) => <At at={row.createdAt} /> },
];

/** What there is room for while a payment is open. */
const BESIDE_PANEL = ['number', 'stage', 'state', 'received'];
export const besidePanel = paymentColumns.filter(({ key }) => BESIDE_PANEL.includes(key));

function Received({ payment }: { payment: PaymentItem }): ReactNode {
  const { receivedFen, amountFen } = payment;
  if (receivedFen === 0) return '—';
  const difference = receivedFen - amountFen;
  if (difference === 0) return yuan(receivedFen);
  const word = difference > 0 ? '多' : '少';
  return <Two align="right" first={yuan(receivedFen)} second={`${word}${yuan(Math.abs(difference))}`} />;
}

function Back({ payment }: { payment: PaymentItem }): ReactNode {
  const { refundedFen, refundingFen, refunds } = payment;
  if (refundingFen > 0) return <Two align="right" first={yuan(refundingFen)} second="退款中" />;
  if (refunds.at(-1)?.state === 'failed') return <StateWord tone="bad">没退成</StateWord>;
  return refundedFen === 0 ? '—' : yuan(refundedFen);
}

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
