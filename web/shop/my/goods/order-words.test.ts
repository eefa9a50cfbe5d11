import { expect, test } from 'vitest';
import {
  cancelledWords,
  cancelMeans,
  keepWords,
  mayClaim,
  placeWords,
  refundWords,
  specBeside,
  stateOf,
  wayOf,
} from './order-words.ts';

const parcel = (state: 'waiting' | 'on_the_way' | 'arrived' | 'part_collected' | 'collected', stateName: string) =>
  ({ state, stateName, mode: 'pickup', pickupPointName: '东门便利店', pickupOn: '2026-11-23' }) as const;

test('an order that is paid is told by the parcel that asks for something first', () => {
  const order = { channel: 'group_buy', state: 'paid', stateName: '已付款' } as const;
  expect(stateOf({ ...order, parcels: [parcel('collected', '已提货'), parcel('arrived', '待自提')] })).toEqual({
    words: '待自提',
    tone: 'waiting',
  });
  expect(stateOf({ ...order, parcels: [parcel('waiting', '待备货')] }).words).toBe('待备货');
  expect(stateOf({ ...order, parcels: [] })).toEqual({ words: '已付款', tone: 'good' });
});

test('before it is paid and after it is over, the order speaks for itself', () => {
  const parcels = [parcel('waiting', '待备货')];
  expect(stateOf({ channel: 'instant', state: 'placed', stateName: '待付款', parcels }).words).toBe('待付款');
  expect(stateOf({ channel: 'group_buy', state: 'awaiting_group', stateName: '待成团', parcels }).tone).toBe('waiting');
  expect(stateOf({ channel: 'instant', state: 'cancelled', stateName: '已取消', parcels }).tone).toBe('over');
});

test('what was delivered is not told as fetched', () => {
  const delivered = { ...parcel('collected', '已提货'), mode: 'delivery' } as const;
  expect(stateOf({ channel: 'instant', state: 'paid', stateName: '已付款', parcels: [delivered] }).words).toBe(
    '已送达',
  );
});

test('where and when it is fetched', () => {
  const now = Date.parse('2026-11-22T10:00:00+08:00');
  expect(placeWords(parcel('waiting', '待备货'), now)).toBe('东门便利店 · 明天（11月23日 周一）自提');
  expect(placeWords({ ...parcel('waiting', ''), mode: 'delivery' }, now)).toBe('送到家');
  expect(placeWords({ ...parcel('waiting', ''), pickupOn: null }, now)).toBe('东门便利店 · 到货后自提');
  expect(placeWords(parcel('arrived', '待自提'), now)).toBe('东门便利店 · 现在可以取');
  expect(placeWords(parcel('collected', '已提货'), now)).toBe('东门便利店');
});

test('until when it lies there: the last day, or the hour', () => {
  const now = Date.parse('2026-11-22T10:00:00+08:00');
  expect(keepWords('2026-11-22T16:00:00.000Z', now)).toBe('留到今天（11月22日 周日）');
  expect(keepWords('2026-11-23T10:30:00.000Z', now)).toBe('留到 11月23日 18:30');
});

test('why it was called off is told to whoever did it without naming them', () => {
  const off = { cancelReasonName: '顾客不要了', paidFen: 0 };
  expect(cancelledWords({ ...off, cancelReason: 'changed_mind' })).toBe('订单取消了。没有扣钱。');
  expect(cancelledWords({ cancelReason: 'group_failed', cancelReasonName: '没有成团', paidFen: 900 })).toBe(
    '没有成团，订单取消了。付的钱原路退回。',
  );
});

test('a spec that the name says is not said twice', () => {
  expect(specBeside({ name: '番茄 500克', spec: '500克' })).toBe('');
  expect(specBeside({ name: '番茄', spec: '500克' })).toBe('500克');
});

test('what calling off means names the sum that goes back', () => {
  const order = { channel: 'group_buy', paidFen: 2_580, refundedFen: 580, discountFen: 300 } as const;
  expect(cancelMeans({ ...order, state: 'paid' })).toContain('¥20.00按付款的方式原路退回');
  expect(cancelMeans({ ...order, state: 'paid' })).toContain('优惠券');
  expect(cancelMeans({ ...order, state: 'placed', paidFen: 0, refundedFen: 0, discountFen: 0 })).toBe(
    '还没付钱，可以直接取消，商品让给邻居。',
  );
});

test('what went back of a line is told once', () => {
  const line = { unit: '份', refundedQuantity: 0, refundedFen: 0, rebatedFen: 0 };
  expect(refundWords(line)).toBeNull();
  expect(refundWords({ ...line, refundedQuantity: 1, refundedFen: 990 })).toBe('已退1份 ¥9.90');
  expect(refundWords({ ...line, rebatedFen: 200 })).toBe('成团降价，已退差价 ¥2.00');
});

test('the way of a parcel', () => {
  expect(wayOf({ mode: 'pickup', state: 'waiting' })).toEqual({
    steps: ['备货', '配送中', '到自提点', '已提货'],
    at: 1,
  });
  expect(wayOf({ mode: 'pickup', state: 'part_collected' })?.at).toBe(3);
  expect(wayOf({ mode: 'delivery', state: 'collected' })?.at).toBe(3);
  expect(wayOf({ mode: 'pickup', state: 'returned' })).toBeNull();
  expect(wayOf({ mode: 'counter', state: 'collected' })).toBeNull();
});

test('only what was handed over can be claimed', () => {
  expect(mayClaim({ channel: 'group_buy', parcels: [{ state: 'arrived' }] })).toBe(false);
  expect(mayClaim({ channel: 'group_buy', parcels: [{ state: 'arrived' }, { state: 'collected' }] })).toBe(true);
  expect(mayClaim({ channel: 'imported', parcels: [{ state: 'collected' }] })).toBe(false);
});
