import { fen, formatYuan, type Fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { PAYMENT_STATES } from '../payment.ts';
import { providerName } from '../providers.ts';
import { REFUND_STATES } from '../refund.ts';
import type { BillItem, DifferenceItem } from './bill-contract.ts';
import { countDifferences } from './bill-store.ts';
import { BILL_STATES, DIFFERENCE_KINDS, DIFFERENCE_STATES, mendOf, type Bill } from './bill.ts';
import type { ListedDifference } from './difference-store.ts';

const NO_DIFFERENCES = { open: 0, explained: 0, openFen: fen(0) };

export async function describeBills(ctx: Context, bills: readonly Bill[]): Promise<BillItem[]> {
  const counts = await countDifferences(
    ctx.db,
    bills.map((bill) => bill.billId),
  );
  return bills.map((bill) => {
    const { loadNo: _load, fileHash: _hash, ...shown } = bill;
    return {
      ...shown,
      ...providerName(bill.provider),
      ...(counts.get(bill.billId) ?? NO_DIFFERENCES),
      stateName: BILL_STATES[bill.state],
      begunAt: bill.begunAt.toISOString(),
      matchedAt: bill.matchedAt?.toISOString() ?? null,
    };
  });
}

const THEIR_STATES: Readonly<Record<string, string>> = { succeeded: '成功', processing: '处理中', failed: '失败' };
const OUR_STATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  payment: PAYMENT_STATES,
  refund: REFUND_STATES,
};

export function describeDifference(it: ListedDifference): DifferenceItem {
  const theirsStateName = it.theirsState === null ? null : (THEIR_STATES[it.theirsState] ?? it.theirsState);
  const oursStateName = it.oursState === null ? null : (OUR_STATES[it.subject]?.[it.oursState] ?? it.oursState);
  return {
    billId: it.billId,
    differenceNo: it.differenceNo,
    provider: it.provider,
    providerName: providerName(it.provider).providerName,
    day: it.day,
    kind: it.kind,
    kindName: DIFFERENCE_KINDS[it.kind],
    subject: it.subject,
    paymentNumber: it.paymentNumber,
    refundNumber: it.refundNumber === '' ? null : it.refundNumber,
    lineNo: it.lineNo,
    providerTrade: it.providerTrade,
    cityId: it.cityId,
    communityId: it.communityId,
    storeId: it.storeId,
    orderId: it.orderId,
    paymentId: it.paymentId,
    theirsFen: it.theirsFen,
    theirsStateName,
    oursFen: it.oursFen,
    oursStateName,
    sentence: sentenceOf(it, theirsStateName, oursStateName),
    state: it.state,
    stateName: DIFFERENCE_STATES[it.state],
    mend: mendOf(it),
    reason: it.reason,
    closedAt: it.closedAt?.toISOString() ?? null,
    foundAt: it.foundAt.toISOString(),
  };
}

function sentenceOf(it: ListedDifference, theirs: string | null, ours: string | null): string {
  const what = it.subject === 'payment' ? '付款' : '退款';
  const money = (amount: Fen | null): string => formatYuan(amount ?? fen(0));
  const name = providerName(it.provider).providerName;
  switch (it.kind) {
    case 'missing_with_us':
      return `${name}账单里有这笔${what} ${money(it.theirsFen)}，我们没有记录`;
    case 'missing_with_them':
      return `我们记了这笔${what} ${money(it.oursFen)}，${name}账单里没有`;
    case 'amount_differs':
      return `${name}记的是 ${money(it.theirsFen)}，我们记的是 ${money(it.oursFen)}`;
    case 'state_differs':
      return `${what} ${money(it.theirsFen)}：${name}显示${theirs ?? '无'}，我们是${ours ?? '无'}`;
  }
}
