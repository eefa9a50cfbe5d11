import { describe, expect, it } from 'vitest';
import type { ShopCart } from '#modules/commerce/contract';
import type { Cart } from '../cart/cart.ts';
import { missingOf, orderBody, type OrderChoice } from './order-body.ts';

const choice: OrderChoice = {
  mode: 'delivery',
  pickupPointId: null,
  address: ' 3幢501 ',
  note: ' ',
  codes: [],
  team: null,
};
const lines = ['milk', 'eggs'].map((skuId) => ({
  skuId,
  quantity: 2,
  name: skuId,
  unit: '盒',
  imageId: null,
  unitFen: 100,
}));
const instant: Cart = { place: { kind: 'community', communityId: 'c1', communityName: '翠苑' }, lines, changedAt: 0 };
const group: Cart = {
  ...instant,
  place: {
    kind: 'group',
    groupBuyId: 'g1',
    groupBuyNumber: '481-302-7756',
    title: '菜',
    communityId: 'c1',
    communityName: '翠苑',
    shareToken: 'share-token',
  },
};
const priced = {
  totalFen: 350,
  lines: [
    { skuId: 'milk', sellable: true },
    { skuId: 'eggs', sellable: false },
  ],
  coupons: [
    { couponId: 'k1', chosen: true },
    { couponId: 'k2', chosen: false },
  ],
  codes: [
    { code: 'AAAAAA', accepted: true },
    { code: 'BBBBBB', accepted: false },
  ],
} as unknown as ShopCart;

describe('the body of an order', () => {
  it('orders what can be had at the price that was seen, with what is taken off it', () => {
    expect(orderBody(instant, priced, choice, null)).toEqual({
      channel: 'instant',
      communityId: 'c1',
      mode: 'delivery',
      address: '3幢501',
      lines: [{ skuId: 'milk', quantity: 2 }],
      seenTotalFen: 350,
      couponIds: ['k1'],
      codes: ['AAAAAA'],
    });
  });

  it('joins a team of a group buy, by the word of whoever shared it', () => {
    const body = orderBody(group, priced, { ...choice, team: 't1', note: '要熟的' }, 'p1');
    expect(body).toMatchObject({
      channel: 'group_buy',
      groupBuyId: 'g1',
      team: 't1',
      shareToken: 'share-token',
      note: '要熟的',
    });
    expect(body).not.toHaveProperty('address');
    expect(body).not.toHaveProperty('elsewhere');
  });

  it('says another pick-up point only where it is another', () => {
    const at = (pickupPointId: string) => orderBody(group, priced, { ...choice, pickupPointId }, 'p1');
    expect(at('p2')).toMatchObject({ elsewhere: 'p2' });
    expect(at('p1')).not.toHaveProperty('elsewhere');
  });
});

describe('what is missing', () => {
  it('is a door or a point, where goods come at once', () => {
    expect(missingOf(instant, { ...choice, address: ' 3 ' })?.field).toBe('address');
    expect(missingOf(instant, { ...choice, mode: 'pickup' })?.field).toBe('point');
    expect(missingOf(instant, choice)).toBeUndefined();
  });

  it('is nothing in a group buy, which has its point', () => {
    expect(missingOf(group, { ...choice, address: '' })).toBeUndefined();
  });
});
