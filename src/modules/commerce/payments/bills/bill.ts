import { IllegalMove } from '#kernel/errors';
import type { CityId, CommunityId, Id, StoreId, UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { OrderId, PaymentId, RefundId } from '../../orders/order.ts';

export type BillId = Id<'Bill'>;

export const BILL_STATES = { loading: '正在读入', matched: '已核对', failed: '没读成' } as const;
export type BillState = keyof typeof BILL_STATES;

/** A provider's bill of a business day. */
export interface Bill {
  readonly billId: BillId;
  readonly provider: string;
  /** `YYYY-MM-DD`, in Asia/Shanghai. */
  readonly day: string;
  readonly state: BillState;
  readonly source: 'download' | 'upload';
  /** Which of its loads counts; 0 before the first. */
  readonly loadNo: number;
  /** SHA-256 of the file; null where the provider says that nothing happened on the day. */
  readonly fileHash: string | null;
  readonly payments: number;
  readonly paymentsFen: Fen;
  readonly refunds: number;
  readonly refundsFen: Fen;
  /** Why the last load was not taken. */
  readonly failure: string | null;
  readonly begunAt: Date;
  readonly matchedAt: Date | null;
}

export const DIFFERENCE_KINDS = {
  missing_with_us: '渠道有、我们没有',
  missing_with_them: '我们有、渠道没有',
  amount_differs: '金额不一致',
  state_differs: '状态不一致',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCE_KINDS;

/** 待处理 → 已说明（由人） | 已一致（再次核对）. */
export const DIFFERENCE_STATES = { open: '待处理', explained: '已说明', agreed: '已一致' } as const;
export type DifferenceState = keyof typeof DIFFERENCE_STATES;

/** One payment or refund of which a bill says something else than our books. */
export interface Difference {
  readonly billId: BillId;
  readonly differenceNo: number;
  readonly kind: DifferenceKind;
  readonly subject: 'payment' | 'refund';
  readonly paymentNumber: string;
  /** Empty for a payment, and where the bill does not tell it. */
  readonly refundNumber: string;
  /** Of the file; null where it has none. */
  readonly lineNo: number | null;
  readonly providerTrade: string | null;
  readonly cityId: CityId | null;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly orderId: OrderId | null;
  readonly paymentId: PaymentId | null;
  readonly refundId: RefundId | null;
  readonly theirsFen: Fen | null;
  readonly theirsState: string | null;
  readonly oursFen: Fen | null;
  readonly oursState: string | null;
  readonly state: DifferenceState;
  readonly reason: string | null;
  readonly closedBy: UserId | null;
  readonly closedAt: Date | null;
  readonly foundAt: Date;
}

/** What mends a difference: ask the provider again, decide about held money, send money back, or say how it came. */
export type Mend = 'ask' | 'decide' | 'refund' | 'explain';

export function mendOf(it: Pick<Difference, 'kind' | 'subject' | 'oursState' | 'paymentId' | 'state'>): Mend | null {
  if (it.state !== 'open') return null;
  if (it.paymentId === null) return 'explain';
  if (it.subject === 'payment' && it.oursState === 'held') return 'decide';
  if (it.kind === 'missing_with_them') return 'ask';
  if (it.kind !== 'state_differs') return 'explain';
  if (it.subject === 'payment') return it.oursState === 'succeeded' ? 'explain' : 'ask';
  // They say that it did not go back, and we took it as done.
  if (it.oursState === 'succeeded') return 'refund';
  return it.oursState === 'failed' ? 'explain' : 'ask';
}

/** The difference after a person said how it came. Throws IllegalMove when it is closed. */
export function explained(
  it: Difference,
  by: { readonly userId: UserId | null; readonly reason: string },
  now: Date,
): Difference {
  if (it.state !== 'open') throw new IllegalMove('bill-difference', it.state, 'explain');
  return { ...it, state: 'explained', reason: by.reason, closedBy: by.userId, closedAt: now };
}
