import type { CommunityId, CustomerKey, Id, PersonId, StoreId } from '#kernel/ids';
import type { OrderChannel, OrderState } from '../orders/order.ts';
import type { Parcel } from '../orders/parcel.ts';

/** A parcel with what its order says about it. */
export interface ParcelCard extends Parcel {
  readonly waveId: Id<'Wave'> | null;
  readonly sentAt: Date | null;
  /** The claim that it makes good. */
  readonly replacesFor: Id<'Claim'> | null;
  readonly orderNumber: string;
  readonly channel: OrderChannel;
  readonly orderState: OrderState;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly groupBuyId: Id<'GroupBuy'> | null;
  /** Both null for whoever said nothing of themself. */
  readonly customerKey: CustomerKey | null;
  readonly personId: PersonId | null;
  readonly placedAt: Date;
}

/** Why a parcel cannot be handed over, for people. */
export const BLOCKS = {
  not_paid: '还没付款，付款后才能提货',
  group_unformed: '还没成团，成团后才能提货',
  order_cancelled: '订单已取消，不能提货',
  refund_open: '有一笔退款正在处理，退款有结果后才能提货',
  not_arrived: '还没到自提点，到了会通知',
  over: '已经提完或退回了',
  nothing_left: '没有可提的商品了',
} as const;
export type Block = keyof typeof BLOCKS;

/** What keeps a parcel from being handed over; null where it can be. `open`: units that may be handed over. */
export function blockOf(
  card: Pick<ParcelCard, 'state' | 'orderState' | 'mode'>,
  facts: { readonly refundOpen: boolean; readonly open: number },
): Block | null {
  if (card.orderState === 'cancelled' || card.state === 'cancelled') return 'order_cancelled';
  if (card.orderState === 'placed' || card.orderState === 'deposit_paid') return 'not_paid';
  if (card.orderState === 'awaiting_group') return 'group_unformed';
  if (card.state === 'collected' || card.state === 'returned') return 'over';
  if (card.mode === 'pickup' && (card.state === 'waiting' || card.state === 'on_the_way')) return 'not_arrived';
  if (facts.refundOpen) return 'refund_open';
  return facts.open === 0 ? 'nothing_left' : null;
}
