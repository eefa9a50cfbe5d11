import { describe, expect, it } from 'vitest';
import {
  cartKey,
  KEPT_MS,
  parseCarts,
  quantityOf,
  sumOf,
  unitsOf,
  withLine,
  withLines,
  type CartLine,
  type CartPlace,
} from './cart.ts';

const community: CartPlace = { kind: 'community', communityId: 'c1', communityName: '翠苑二区' };
const group: CartPlace = {
  kind: 'group',
  groupBuyId: 'g1',
  groupBuyNumber: '481-302-7756',
  title: '今晚的菜',
  communityId: 'c1',
  communityName: '翠苑二区',
  shareToken: null,
};
const line = (skuId: string, quantity: number): CartLine => ({
  skuId,
  quantity,
  name: skuId,
  unit: '份',
  imageId: null,
  unitFen: 1_290,
});
const NOW = 1_800_000_000_000;

describe('carts', () => {
  it('are one for each community and group buy', () => {
    const carts = withLine(withLine({}, community, line('a', 1), NOW), group, line('a', 2), NOW);
    expect(Object.keys(carts).toSorted()).toEqual(['c/c1', 'g/4813027756']);
    expect(quantityOf(carts[cartKey(group)], 'a')).toBe(2);
  });

  it('hold each thing once, with how many and what it comes to', () => {
    let carts = withLine({}, group, line('a', 1), NOW);
    carts = withLine(carts, group, line('a', 3), NOW);
    carts = withLine(carts, group, line('b', 1), NOW);
    const cart = carts[cartKey(group)];
    expect(cart?.lines).toHaveLength(2);
    expect([unitsOf(cart), sumOf(cart)]).toEqual([4, 4 * 1_290]);
  });

  it('let go of what is taken out, and of themselves when empty', () => {
    const carts = withLine(withLine({}, group, line('a', 1), NOW), group, line('a', 0), NOW);
    expect(carts).toEqual({});
    expect(withLines(withLine({}, group, line('a', 1), NOW), group, [], NOW)).toEqual({});
  });

  it('take no fraction, nothing negative and no more than can be ordered', () => {
    const quantities = [-2, 1.9, 5_000].map((asked) =>
      quantityOf(withLine({}, group, line('a', asked), NOW)[cartKey(group)], 'a'),
    );
    expect(quantities).toEqual([0, 1, 999]);
  });

  it('are forgotten after two weeks, and the oldest when there are too many', () => {
    const old = withLine({}, community, line('a', 1), NOW);
    expect(Object.keys(withLine(old, group, line('a', 1), NOW + KEPT_MS))).toEqual(['g/4813027756']);
    let carts = {};
    for (let at = 0; at < 20; at += 1)
      carts = withLine(carts, { ...community, communityId: `c${at}` }, line('a', 1), NOW + at);
    expect(Object.keys(carts)).toHaveLength(12);
    expect(Object.keys(carts)).not.toContain('c/c0');
  });

  it('are read from what a phone kept, and nothing from what it garbled', () => {
    const carts = withLine({}, group, line('a', 1), NOW);
    expect(parseCarts(JSON.stringify(carts), NOW)).toEqual(carts);
    for (const text of [null, '', '{', '[]', '"x"', 'null', '{"g/1":{"lines":[{"skuId":1}]}}']) {
      expect(parseCarts(text, NOW)).toEqual({});
    }
  });
});
