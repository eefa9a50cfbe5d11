import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '#kernel/money';
import { DAY } from '#kernel/time';
import { isLive, overlaps, type AreaEntry, type Span } from '../../prices/area-entry.ts';
import { fitIn, steppedPrice, stepInWords, type PriceStep } from './bulk-edit.ts';

const start = new Date('2026-11-15T00:00:00Z').getTime();
const day = (n: number): Date => new Date(start + n * DAY);

/** What one SKU has in one area: entries one after the other, the last one with or without an end. */
const history = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 })), { maxLength: 5 })
  .chain((parts) => fc.tuple(fc.constant(parts), fc.boolean()))
  .map(([parts, open]) => {
    let at = -20;
    return parts.map(([gap, days], index): AreaEntry => {
      const validFrom = day(at + gap);
      at += gap + days;
      const last = index === parts.length - 1;
      return {
        entryId: `e${index}`,
        area: { kind: 'all' },
        areaName: '全国',
        validFrom,
        validUntil: open && last ? null : day(at),
        signedBy: null,
        signedAt: validFrom,
      };
    });
  });
const span = fc
  .tuple(fc.integer({ min: -5, max: 10 }), fc.option(fc.integer({ min: 1, max: 10 })))
  .map(([from, days]): Span => ({ validFrom: day(from), validUntil: days === null ? null : day(from + days) }));

describe('an entry that takes the place of others', () => {
  it('leaves no two of them at any moment, and before and after it what there was', () => {
    fc.assert(
      fc.property(history, span, (entries, wanted) => {
        const known = entries.filter((entry) => overlaps(entry, wanted));
        const { ends, resumes, inTheWay } = fitIn(known, wanted);
        if (inTheWay !== undefined) {
          expect(inTheWay.validFrom >= wanted.validFrom).toBe(true);
          return;
        }
        const ended = new Set(ends.map((entry) => entry.entryId));
        const after = [
          ...entries.map((entry) => (ended.has(entry.entryId) ? { ...entry, validUntil: wanted.validFrom } : entry)),
          ...resumes,
          { ...wanted, entryId: 'new' },
        ];
        for (let at = -25; at < 60; at++) {
          const live = after.filter((entry) => isLive(entry, day(at)));
          const before = entries.filter((entry) => isLive(entry, day(at)));
          expect(live.length).toBeLessThanOrEqual(1);
          if (isLive(wanted, day(at))) expect(live[0]?.entryId).toBe('new');
          else expect(live.map((entry) => entry.entryId)).toEqual(before.map((entry) => entry.entryId));
        }
      }),
    );
  });
});

describe('a price step', () => {
  const step = fc.record<PriceStep>({
    by: fc.constantFrom('set', 'add', 'percent'),
    amount: fc.integer({ min: -9_000, max: 100_000 }),
    rounding: fc.constantFrom('none', 'ninety', 'half'),
  });
  const price = fc.integer({ min: 1, max: 1_000_000 }).map(fen);

  it('gives whole fen above nothing that end as asked for, within a yuan of the exact price', () => {
    fc.assert(
      fc.property(price, step, (before, asked) => {
        const after = steppedPrice(before, asked);
        const { by, amount } = asked;
        const exact = by === 'set' ? amount : by === 'add' ? before + amount : (before * (10_000 + amount)) / 10_000;
        if (after === undefined) {
          expect(exact).toBeLessThan(1);
          return;
        }
        expect(after).toBeGreaterThan(0);
        expect(Math.abs(after - exact)).toBeLessThanOrEqual(asked.rounding === 'none' ? 0.5 : 100);
        if (asked.rounding !== 'none') expect(after % 100).toBe(asked.rounding === 'ninety' ? 90 : 50);
      }),
    );
  });

  it('is the same for a fixed price whatever was before', () => {
    fc.assert(
      fc.property(price, price, step, (one, other, asked) => {
        const fixed = { ...asked, by: 'set' } as const;
        expect(steppedPrice(one, fixed)).toBe(steppedPrice(other, fixed));
      }),
    );
  });

  it.each<[number, PriceStep, number | undefined]>([
    [1_580, { by: 'percent', amount: 500, rounding: 'none' }, 1_659],
    [1_580, { by: 'percent', amount: 500, rounding: 'ninety' }, 1_690],
    [1_580, { by: 'add', amount: -200, rounding: 'half' }, 1_350],
    [30, { by: 'add', amount: 0, rounding: 'ninety' }, 90],
    [100, { by: 'add', amount: -100, rounding: 'none' }, undefined],
  ])('makes of %i with %o %s', (before, asked, after) => {
    expect(steppedPrice(fen(before), asked)).toBe(after);
  });

  it('is told in words', () => {
    expect(stepInWords({ by: 'percent', amount: -250, rounding: 'ninety' })).toBe('-2.5%，尾数 .9');
    expect(stepInWords({ by: 'add', amount: 150, rounding: 'none' })).toBe('+¥1.50');
    expect(stepInWords({ by: 'set', amount: 990, rounding: 'none' })).toBe('定为 ¥9.90');
  });
});
