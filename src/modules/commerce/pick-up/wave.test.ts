import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { planWave, ShortageTooLarge, type WaveLine } from './wave.ts';

const A = 'a' as SkuId;
const B = 'b' as SkuId;
const BUNDLE = 'x' as SkuId;
const AT = Date.UTC(2026, 5, 6);

/** The `at`th order has so many of an item, or of a bundle of two A and one B. */
const line = (at: number, skuId: SkuId, due: number): WaveLine =>
  ({
    card: {
      orderId: `o${String(at).padStart(3, '0')}`,
      parcelId: `p${at}`,
      placeId: 'w',
      pickupPointId: `point${at % 2}`,
      replacesFor: null,
      placedAt: new Date(AT + at * 1_000),
    },
    bought: {
      lineNo: 1,
      skuId,
      parts:
        skuId === BUNDLE
          ? [
              { skuId: A, quantity: 2 },
              { skuId: B, quantity: 1 },
            ]
          : [],
    },
    due,
  }) as unknown as WaveLine;

const ofA = (it: WaveLine): number => (it.bought.skuId === A ? 1 : it.bought.skuId === BUNDLE ? 2 : 0);
const short = (skuId: SkuId, quantity: number) => ({ skuId, quantity, pickupPointId: null });
const units = (holders: readonly { lines: readonly { skuId: SkuId; quantity: number }[] }[], skuId: SkuId): number =>
  holders.flatMap((each) => each.lines).reduce((sum, each) => sum + (each.skuId === skuId ? each.quantity : 0), 0);

describe('what a wave leaves out', () => {
  it('is taken from whoever ordered last, the line before only in part', () => {
    const lines = [line(0, A, 3), line(1, A, 2), line(2, A, 2)];
    expect(planWave(lines, [short(A, 3)]).lines.map((each) => each.short)).toEqual([0, 1, 2]);
  });

  it('leaves the parts of a bundle that cannot be made whole for others', () => {
    const plan = planWave([line(0, A, 1), line(1, BUNDLE, 1)], [short(A, 1)]);
    expect(plan.lines.map((each) => each.short)).toEqual([0, 1]);
    expect([units(plan.gone, A), units(plan.spare, A), units(plan.spare, B)]).toEqual([1, 1, 1]);
  });

  it('cannot be more than goes there', () => {
    expect(() => planWave([line(0, A, 2)], [short(A, 3)])).toThrow(ShortageTooLarge);
    expect(() => planWave([line(0, A, 2)], [{ ...short(A, 1), pickupPointId: 'point1' as never }])).toThrow(
      ShortageTooLarge,
    );
  });

  it('is what is short, exactly; what goes, is gone and is spare comes to what was to go; nobody early goes short first', () => {
    const orders = fc.array(fc.record({ sku: fc.constantFrom(A, B, BUNDLE), due: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        orders,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (made, ofAShort, ofBShort) => {
          const lines = made.map(({ sku, due }, at) => line(at, sku, due));
          const going = { a: units([{ lines: stockOf(lines) }], A), b: units([{ lines: stockOf(lines) }], B) };
          const asked = [short(A, Math.floor(going.a * ofAShort)), short(B, Math.floor(going.b * ofBShort))];
          const plan = planWave(
            lines,
            asked.filter((each) => each.quantity > 0),
          );
          for (const each of asked) {
            expect(units(plan.gone, each.skuId)).toBe(each.quantity);
            const all = units(plan.issued, each.skuId) + units(plan.gone, each.skuId) + units(plan.spare, each.skuId);
            expect(all).toBe(each.skuId === A ? going.a : going.b);
          }
          expect(plan.lines.every((each) => each.short >= 0 && each.short <= each.due)).toBe(true);
          // Where nothing but A is short: whoever is short whole or in part comes after everybody who is not.
          if ((asked[1]?.quantity ?? 0) > 0) return;
          const takers = plan.lines.filter((each) => ofA(each) > 0);
          const firstShort = takers.findIndex((each) => each.short > 0);
          if (firstShort >= 0) {
            expect(takers.slice(firstShort + 1).every((each) => each.short === each.due)).toBe(true);
          }
        },
      ),
    );
  });
});

const stockOf = (lines: readonly WaveLine[]): { skuId: SkuId; quantity: number }[] =>
  lines.flatMap((each) =>
    each.bought.parts.length === 0
      ? [{ skuId: each.bought.skuId, quantity: each.due }]
      : each.bought.parts.map((part) => ({ skuId: part.skuId, quantity: part.quantity * each.due })),
  );
