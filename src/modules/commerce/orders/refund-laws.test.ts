import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '#kernel/errors';
import { fen, sumFen } from '#kernel/money';
import type { PricedLine } from '../carts/cart.ts';
import { priceCart } from '../carts/price-cart.ts';
import { cartArbitrary } from '../carts/test-carts.ts';
import { lineRestOf, unitsLeft, type OrderLine } from './order-line.ts';
import type { ParcelId } from './parcel.ts';
import { amountBack, unitsBack } from './refund-order-lines.ts';

/** A line of an order, as it was priced in its cart. */
const orderLineOf = (line: PricedLine): OrderLine => ({
  ...line,
  parcelId: 'parcel' as ParcelId,
  skuCode: '',
  skuName: '',
  skuSpec: '',
  unit: '份',
  categoryId: null,
  imageId: null,
  claimHours: 48,
  parts: [],
  refundedQuantity: 0,
  refundedFen: fen(0),
  rebatedFen: fen(0),
});

const backOf = (lines: readonly OrderLine[]): number =>
  sumFen(lines.map((line) => fen(line.refundedFen + line.rebatedFen)));

/** Units of some lines go back, or an amount for them while they stay; often more than there is. */
const act = fc.oneof(
  fc.record({
    do: fc.constant('units' as const),
    lines: fc.uniqueArray(fc.record({ pick: fc.nat({ max: 5 }), quantity: fc.integer({ min: 1, max: 6 }) }), {
      minLength: 1,
      maxLength: 3,
      selector: (it) => it.pick,
    }),
  }),
  fc.record({
    do: fc.constant('amount' as const),
    picks: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }),
    amountFen: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 60_000 })),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** The lines after an act; as they were where it is refused. */
function after(lines: readonly OrderLine[], it: Act): OrderLine[] {
  const named = (picks: readonly number[]): number[] => picks.flatMap((pick) => lines[pick]?.lineNo ?? []);
  try {
    const changed =
      it.do === 'units'
        ? unitsBack(lines, {
            lines: it.lines.flatMap(({ pick, quantity }) => named([pick]).map((lineNo) => ({ lineNo, quantity }))),
          })
        : amountBack(lines, { lines: named(it.picks).map((lineNo) => ({ lineNo, quantity: 0 })) }, fen(it.amountFen));
    return lines.map((line) => changed.find((each) => each.lineNo === line.lineNo) ?? line);
  } catch (error) {
    if (error instanceof Refusal) return [...lines];
    throw error;
  }
}

it('parts of any cart with any promotions, by units and by amounts, come to what was paid and never to more', () => {
  let given = 0;
  fc.assert(
    fc.property(cartArbitrary, fc.array(act, { maxLength: 20 }), (cart, acts) => {
      const priced = priceCart(cart);
      let lines = priced.lines.map(orderLineOf);
      for (const it of acts) {
        const next = after(lines, it);
        const amount = backOf(next) - backOf(lines);
        expect(amount).toBeGreaterThanOrEqual(0);
        if (it.do === 'amount') expect([0, it.amountFen]).toContain(amount);
        for (const line of next) {
          expect(line.refundedQuantity).toBeLessThanOrEqual(line.quantity);
          expect(lineRestOf(line)).toBeGreaterThanOrEqual(0);
        }
        given += amount;
        lines = next;
      }
      const rest = lines.filter((line) => unitsLeft(line) > 0);
      const last = unitsBack(rest, { lines: rest.map((line) => ({ lineNo: line.lineNo, quantity: unitsLeft(line) })) });
      const all = lines.map((line) => last.find((each) => each.lineNo === line.lineNo) ?? line);
      expect(all.map((line) => line.refundedFen + line.rebatedFen)).toEqual(priced.lines.map((line) => line.netFen));
      expect(backOf(all) + priced.deliveryFen).toBe(priced.totalFen);
    }),
    { numRuns: 1_000 },
  );
  expect(given).toBeGreaterThan(0);
});
