import { describe, expect, it } from 'vitest';
import { SharedReads } from './shared-reads.ts';

/** Reads that end when they are told to; each answers the how-manieth it is. */
function readsByHand() {
  const ends: (() => void)[] = [];
  const began: (() => void)[] = [];
  const read = (): Promise<number> => {
    const answer = new Promise<number>((resolve) => {
      const nth = ends.length + 1;
      ends.push(() => resolve(nth));
    });
    began.shift()?.();
    return answer;
  };
  const begins = (): Promise<void> => new Promise((resolve) => began.push(resolve));
  return { read, begins, end: (nth: number) => ends[nth - 1]!(), count: () => ends.length };
}

describe('shared reads', () => {
  it('are made once for all who ask before they begin, and again for those who come later', async () => {
    const shared = new SharedReads<number>();
    const { read, begins, end, count } = readsByHand();
    const first = begins();
    const early = [shared.ask('a', read), shared.ask('a', read)];
    await first;
    const second = begins();
    const late = [shared.ask('a', read), shared.ask('a', read), shared.ask('a', read)];
    expect(count()).toBe(1);
    end(1);
    expect(await Promise.all(early)).toEqual([1, 1]);
    await second;
    end(2);
    expect(await Promise.all(late)).toEqual([2, 2, 2]);
    const third = begins();
    const last = shared.ask('a', read);
    await third;
    end(3);
    expect(await last).toBe(3);
  });

  it('of other keys have nothing to do with each other', async () => {
    const shared = new SharedReads<string>();
    const read = (key: string) => shared.ask(key, async () => key);
    expect(await Promise.all([read('a'), read('b'), read('a')])).toEqual(['a', 'b', 'a']);
  });

  it('that fail do so for those who asked for them alone', async () => {
    const shared = new SharedReads<number>();
    const failing = () => Promise.reject(new Error('away'));
    const both = await Promise.allSettled([shared.ask('a', failing), shared.ask('a', failing)]);
    expect(both.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect(await shared.ask('a', () => Promise.resolve(1))).toBe(1);
    let begun = (): void => undefined;
    const begins = new Promise<void>((resolve) => (begun = resolve));
    let fail = (): void => undefined;
    const before = shared.ask('a', () => {
      begun();
      return new Promise((_resolve, reject) => (fail = () => reject(new Error('away'))));
    });
    await begins;
    const behind = shared.ask('a', () => Promise.resolve(2));
    fail();
    await expect(before).rejects.toThrow('away');
    expect(await behind).toBe(2);
  });
});
