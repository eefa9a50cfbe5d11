import type { OrderLineItem, OwnOrderDetail, OwnOrderListItem, OwnOrdersView } from '#modules/commerce/contract';
import { HOUR } from '#kernel/time';
import { dateTime } from '../../../shared/format.ts';
import { money } from '../../parts/money.ts';
import { dayWords } from '../../parts/left-words.ts';

type ListParcel = OwnOrderListItem['parcels'][number];
export type Tone = 'going' | 'waiting' | 'good' | 'over';

export const ORDER_TABS: readonly { readonly view: OwnOrdersView; readonly name: string }[] = [
  { view: 'all', name: '全部' },
  { view: 'to_pay', name: '待付款' },
  { view: 'to_group', name: '待成团' },
  { view: 'under_way', name: '待收货' },
  { view: 'completed', name: '已完成' },
  { view: 'cancelled', name: '已取消' },
];

/** Of several parcels the one that asks for something soonest speaks for the order. */
const LOUDEST: readonly ListParcel['state'][] = [
  'arrived',
  'part_collected',
  'on_the_way',
  'waiting',
  'collected',
  'returned',
  'cancelled',
];

function loudest(parcels: readonly ListParcel[]): ListParcel | undefined {
  return parcels.toSorted((a, b) => LOUDEST.indexOf(a.state) - LOUDEST.indexOf(b.state))[0];
}

/** `待付款`, `待成团`, then how far its goods are: `待备货`, `待自提`, `已提货`. */
export function stateOf(order: Pick<OwnOrderListItem, 'channel' | 'state' | 'stateName' | 'parcels'>): {
  readonly words: string;
  readonly tone: Tone;
} {
  if (order.state === 'cancelled') return { words: order.stateName, tone: 'over' };
  if (order.state === 'placed' || order.state === 'awaiting_group') return { words: order.stateName, tone: 'waiting' };
  if (order.state === 'completed') return { words: order.stateName, tone: 'good' };
  const parcel = order.state === 'paid' ? loudest(order.parcels) : undefined;
  if (parcel === undefined) return { words: order.stateName, tone: order.state === 'paid' ? 'good' : 'going' };
  const tone: Record<ListParcel['state'], Tone> = {
    waiting: 'going',
    on_the_way: 'going',
    arrived: 'waiting',
    part_collected: 'waiting',
    collected: 'good',
    returned: 'over',
    cancelled: 'over',
  };
  return { words: parcelState(parcel), tone: tone[parcel.state] };
}

/** What is delivered does not wait to be fetched. */
export function parcelState({ state, stateName, mode }: Pick<ListParcel, 'state' | 'stateName' | 'mode'>): string {
  return mode === 'delivery' && state === 'collected' ? '已送达' : stateName;
}

/** Where and when it is fetched, in one line: `东门便利店 · 明天（11月23日 周一）自提`. */
export function placeWords(
  parcel: Pick<ListParcel, 'mode' | 'state' | 'pickupPointName' | 'pickupOn'>,
  nowMs: number,
): string {
  if (parcel.mode === 'delivery') return '送到家';
  if (parcel.mode === 'counter') return '门店当面交付';
  const where = parcel.pickupPointName ?? '自提点';
  if (parcel.state === 'arrived' || parcel.state === 'part_collected') return `${where} · 现在可以取`;
  if (parcel.state !== 'waiting' && parcel.state !== 'on_the_way') return where;
  return parcel.pickupOn === null ? `${where} · 到货后自提` : `${where} · ${dayWords(parcel.pickupOn, nowMs)}自提`;
}

/** What calling it off means: what goes back, where to, what else. */
export function cancelMeans({
  state,
  channel,
  paidFen,
  refundedFen,
  discountFen,
}: Pick<OwnOrderDetail, 'state' | 'channel' | 'paidFen' | 'refundedFen' | 'discountFen'>): string {
  const coupons = discountFen > 0 ? '用掉的优惠券没过期就还给你。' : '';
  if (state === 'placed') return `还没付钱，可以直接取消，商品让给邻居。${coupons}`;
  const back = `${money(paidFen - refundedFen)}按付款的方式原路退回，提交后马上发起，到账时间看支付平台。`;
  return `${channel === 'group_buy' ? '你的名额会让出来。' : ''}${back}${coupons}`;
}

/** `留到今天（11月22日 周日）`: the last day on which it lies there, or the hour where it does not end with a day. */
export function keepWords(keepUntil: string, nowMs: number): string {
  const end = Date.parse(keepUntil);
  const local = new Date(end + 8 * HOUR);
  const midnight = local.getUTCHours() === 0 && local.getUTCMinutes() === 0;
  if (!midnight) return `留到 ${dateTime(keepUntil, nowMs)}`;
  return `留到${dayWords(new Date(end - 1 + 8 * HOUR).toISOString().slice(0, 10), nowMs)}`;
}

/** Why an order of mine was called off, told to me. */
export function cancelledWords({
  cancelReason,
  cancelReasonName,
  paidFen,
}: Pick<OwnOrderDetail, 'cancelReason' | 'cancelReasonName' | 'paidFen'>): string {
  const mine = ['changed_mind', 'chose_other', 'not_now', 'wrong_order', 'other'];
  const why =
    cancelReason === null
      ? ''
      : mine.includes(cancelReason)
        ? '订单取消了。'
        : `${cancelReasonName ?? ''}，订单取消了。`;
  return paidFen === 0 ? `${why}没有扣钱。` : `${why}付的钱原路退回。`;
}

/** The spec of a thing where its name does not say it already. */
export const specBeside = ({ name, spec }: { readonly name: string; readonly spec: string }): string =>
  name.endsWith(spec) ? '' : spec;

/** What went back of a line, in words; null where nothing did. */
export function refundWords(
  line: Pick<OrderLineItem, 'refundedQuantity' | 'refundedFen' | 'rebatedFen' | 'unit'>,
): string | null {
  const unit = line.unit === '' ? '件' : line.unit;
  const parts = [
    line.refundedQuantity > 0 ? `已退${line.refundedQuantity}${unit} ${money(line.refundedFen)}` : null,
    line.rebatedFen > 0 ? `成团降价，已退差价 ${money(line.rebatedFen)}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}

/** How far a parcel is: the steps of its way, and on which it stands. */
export function wayOf({ mode, state }: Pick<ListParcel, 'mode' | 'state'>): {
  readonly steps: readonly string[];
  /** Steps that are behind it or under it. */
  readonly at: number;
} | null {
  if (state === 'returned' || state === 'cancelled' || mode === 'counter') return null;
  const steps = mode === 'delivery' ? ['备货', '配送中', '已送达'] : ['备货', '配送中', '到自提点', '已提货'];
  if (state === 'waiting') return { steps, at: 1 };
  if (state === 'on_the_way') return { steps, at: 2 };
  return { steps, at: state === 'collected' ? steps.length : Math.min(3, steps.length - 1) };
}

/** Something of it was handed over, so that something can be wrong with it. */
export const mayClaim = ({ channel, parcels }: { channel: string; parcels: readonly { state: string }[] }): boolean =>
  channel !== 'imported' && parcels.some(({ state }) => state === 'collected' || state === 'part_collected');
