import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderUpTo, replay, Shelf } from '../index.ts';

describe('a shelf', () => {
  it('sells the oldest first, and throws away what was there for its days', () => {
    const shelf = new Shelf(2);
    shelf.receive(5);
    expect(shelf.sell(3)).toBe(3);
    expect(shelf.endDay()).toBe(0);
    shelf.receive(4);
    expect(shelf.sell(1)).toBe(1);
    // One of the first five is left, and goes; the four of today stay.
    expect([shelf.endDay(), shelf.stock]).toEqual([1, 4]);
    expect(shelf.sell(9)).toBe(4);
    expect([orderUpTo(6, 4), orderUpTo(3, 4)]).toEqual([2, 0]);
  });

  it('loses nothing: what came in was sold, thrown away, or is there', () => {
    const day = fc.record({ received: fc.nat(20), wanted: fc.nat(20) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(day, { maxLength: 30 }), (life, days) => {
        const shelf = new Shelf(life);
        let [received, gone] = [0, 0];
        for (const { received: units, wanted } of days) {
          shelf.receive(units);
          received += units;
          const before = shelf.stock;
          const sold = shelf.sell(wanted);
          expect(sold).toBe(Math.min(wanted, before));
          gone += sold + shelf.endDay();
        }
        expect(gone + shelf.stock).toBe(received);
      }),
    );
  });
});

describe('days played over again', () => {
  it('count from the day from which they are measured', () => {
    const totals = replay({
      series: 2,
      from: 0,
      measuredFrom: 1,
      to: 3,
      shelfLifeDays: 1,
      demand: (series) => 3 + series,
      level: () => 4,
    });
    // Three days each: 3 of 4 sold and 1 thrown away, and 4 of 4.
    expect(totals).toEqual({
      wanted: 21,
      sold: 21,
      received: 24,
      wasted: 3,
      stock: 3 * (4 + 1) + 3 * (4 + 0),
      looks: 12,
    });
  });
});
