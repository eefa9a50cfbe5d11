import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CityId, CustomerKey, Id } from '#kernel/ids';
import { earn, expire, giveBack, reverse, spend, type LotId, type LotUse, type Wallet } from './wallet.ts';

const cityId = 'city' as CityId;
const empty: Wallet = { customerKey: 'k' as CustomerKey, balance: 0, debt: 0, lots: [] };
const day = (n: number): Date => new Date(n * 86_400_000);
const lot = (n: number, points: number, expires: number) => ({
  lotId: `lot-${String(n).padStart(4, '0')}` as LotId,
  cityId,
  source: 'order' as const,
  orderId: `order-${n}` as Id<'Order'>,
  points,
  earnedAt: day(0),
  expiresAt: day(expires),
});
const left = (wallet: Wallet): number => wallet.lots.reduce((sum, each) => sum + each.left, 0);

test('what runs out first is spent first, and what is given back goes where it came from', () => {
  const wallet = [lot(1, 10, 300), lot(2, 20, 100), lot(3, 5, 100)].reduce(earn, empty);
  const paid = spend(wallet, 27)!;
  expect(paid.uses).toEqual([
    { lotId: 'lot-0002', points: 20 },
    { lotId: 'lot-0003', points: 5 },
    { lotId: 'lot-0001', points: 2 },
  ]);
  expect(spend(paid.wallet, 9)).toBeUndefined();
  expect(giveBack(paid.wallet, paid.uses)).toEqual(wallet);
});

test('points are taken back from the order that earned them first, then from others, and the rest is owed', () => {
  const wallet = [lot(1, 10, 100), lot(2, 20, 300)].reduce(earn, empty);
  const own = reverse(wallet, 'order-2' as Id<'Order'>, 15, 0);
  expect(own.wallet.lots.map((each) => each.left)).toEqual([10, 5]);
  const spent = spend(own.wallet, 12)!.wallet;
  const owing = reverse(spent, 'order-1' as Id<'Order'>, 10, 0).wallet;
  expect([owing.balance, owing.debt, left(owing)]).toEqual([-7, 7, 0]);
  const paid = earn(owing, lot(3, 9, 300));
  expect([paid.balance, paid.debt, left(paid)]).toEqual([2, 0, 2]);
});

test('what ran out of an order is not taken back again', () => {
  const over = expire(earn(empty, lot(1, 10, 100)), day(100)).wallet;
  expect(over.balance).toBe(0);
  expect(reverse(over, 'order-1' as Id<'Order'>, 10, 0)).toEqual({ wallet: over, points: 0 });
});

test('whatever happens the balance is what lots have left, less what is owed', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('earn' as const),
      points: fc.integer({ min: 1, max: 50 }),
      lasts: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({ do: fc.constant('reverse' as const), pick: fc.nat(), points: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ do: fc.constant('spend' as const), points: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ do: fc.constant('giveBack' as const) }),
    fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 40 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let wallet = empty;
      let now = 0;
      let hasReversed = false;
      const reversed = new Map<string, number>();
      const uses: (readonly LotUse[])[] = [];
      for (const [at, one] of steps.entries()) {
        if (one.do === 'earn') wallet = earn(wallet, lot(at, one.points, now + one.lasts));
        if (one.do === 'reverse' && wallet.lots.length > 0) {
          const { orderId, points, expired } = wallet.lots[one.pick % wallet.lots.length]!;
          const before = reversed.get(orderId!) ?? 0;
          const next = reverse(wallet, orderId!, Math.min(one.points, points - before), before);
          reversed.set(orderId!, before + next.points);
          expect(before + next.points).toBeLessThanOrEqual(points - expired);
          wallet = next.wallet;
          hasReversed = true;
        }
        if (one.do === 'spend') {
          const paid = spend(wallet, one.points);
          expect(paid === undefined).toBe(wallet.balance < one.points);
          if (paid !== undefined) uses.push(paid.uses);
          wallet = paid?.wallet ?? wallet;
        }
        if (one.do === 'giveBack') wallet = giveBack(wallet, uses.pop() ?? []);
        if (one.do === 'wait') wallet = expire(wallet, day((now += one.days))).wallet;
        expect(wallet.balance).toBe(left(wallet) - wallet.debt);
        expect(wallet.debt === 0 || left(wallet) === 0).toBe(true);
        expect(wallet.lots.every((each) => each.left >= 0 && each.left + each.expired <= each.points)).toBe(true);
        expect(hasReversed || wallet.balance >= 0).toBe(true);
      }
    }),
  );
});
