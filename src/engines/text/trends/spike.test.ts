import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { spikeOf } from './spike.ts';

const quiet = (length: number): number[] => Array.from({ length }, () => 0);

describe('a spike', () => {
  it('is several people within an hour after a quiet day', () => {
    const found = spikeOf({ hours: [...quiet(12), 5], days: [...quiet(14), 5] });
    expect(found?.people).toBe(5);
    expect(found?.chance).toBeLessThan(0.001);
  });

  it('is not one loud person, nor two', () => {
    expect(spikeOf({ hours: [...quiet(12), 1], days: [...quiet(14), 1] })).toBeUndefined();
    expect(spikeOf({ hours: [...quiet(12), 2], days: [...quiet(14), 2] })).toBeUndefined();
  });

  it('is not what is usual on that weekday', () => {
    // Saturdays are busy: ten instead of two.
    const days = Array.from({ length: 15 }, (_, at) => ((14 - at) % 7 === 0 ? 10 : 2));
    expect(spikeOf({ hours: quiet(13), days })).toBeUndefined();
    const busy = Array.from({ length: 15 }, (_, at) => (at === 14 ? 10 : 2));
    expect(spikeOf({ hours: quiet(13), days: busy })?.window).toBe('day');
  });

  it('is still one after a single day far out', () => {
    const days = [...Array.from({ length: 14 }, (_, at) => (at === 3 ? 40 : 1)), 25];
    expect(spikeOf({ hours: quiet(13), days })?.people).toBe(25);
  });

  it('comes seldom where nothing is the matter: about as often as its rule says', () => {
    const random = seededRandom('spikes');
    const poisson = (mean: number): number => {
      let [count, product] = [0, random.next()];
      for (const limit = Math.exp(-mean); product > limit; product *= random.next()) count += 1;
      return count;
    };
    let alarms = 0;
    const runs = 4_000;
    for (let run = 0; run < runs; run++) {
      const hourly = 0.1 + random.next() * 3;
      const hours = Array.from({ length: 13 }, () => poisson(hourly));
      const days = Array.from({ length: 15 }, () => poisson(hourly * 12));
      if (spikeOf({ hours, days }) !== undefined) alarms += 1;
    }
    expect(alarms / runs).toBeLessThan(0.004);
  });

  it('never becomes one by fewer people speaking', () => {
    const counts = (length: number) => fc.array(fc.nat(20), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(counts(12), counts(14), fc.nat(40), fc.nat(40), (hours, days, more, less) => {
        const [high, low] = [Math.max(more, less), Math.min(more, less)];
        const of = (now: number) => spikeOf({ hours: [...hours, now], days: [...days, now] });
        expect(of(low) === undefined || of(high) !== undefined).toBe(true);
      }),
    );
  });
});
