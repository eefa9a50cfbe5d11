import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GatheringLine } from './gathering-line.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A line that remembers who went together, and whose runs end or go on when the test says. */
function openLine() {
  const runs: { readonly who: readonly string[]; readonly end: () => void; readonly goOn: () => void }[] = [];
  const line = new GatheringLine<string>(
    (waiting) => waiting,
    (who, goOn) => new Promise((end) => void runs.push({ who, end, goOn })),
  );
  const join = (...who: string[]): void => {
    for (const each of who) line.join(each);
  };
  const went = (): string[] => runs.map(({ who }) => who.join(''));
  return { runs, join, went };
}

test('one alone goes at once; who comes meanwhile goes together, when it is over', async () => {
  const { runs, join, went } = openLine();
  join('a');
  await vi.advanceTimersByTimeAsync(0);
  join('b');
  await vi.advanceTimersByTimeAsync(1);
  join('c');
  expect(went()).toEqual(['a']);
  runs[0]?.end();
  await vi.advanceTimersByTimeAsync(1);
  expect(went()).toEqual(['a', 'bc']);
});

test('the next run begins when the one before goes on by itself, once', async () => {
  const { runs, join, went } = openLine();
  join('a', 'b');
  await vi.advanceTimersByTimeAsync(0);
  join('c', 'd');
  runs[0]?.goOn();
  await vi.advanceTimersByTimeAsync(1);
  expect(went()).toEqual(['ab', 'cd']);
  join('e', 'f');
  runs[0]?.end();
  await vi.advanceTimersByTimeAsync(10);
  expect(went()).toEqual(['ab', 'cd']);
  runs[1]?.end();
  await vi.advanceTimersByTimeAsync(1);
  expect(went()).toEqual(['ab', 'cd', 'ef']);
});

test('right after company one alone waits a little for more, and not for long', async () => {
  const { runs, join, went } = openLine();
  join('a', 'b');
  await vi.advanceTimersByTimeAsync(0);
  runs[0]?.end();
  await vi.advanceTimersByTimeAsync(1);
  join('c');
  await vi.advanceTimersByTimeAsync(1);
  join('d');
  await vi.advanceTimersByTimeAsync(1);
  expect(went()).toEqual(['ab', 'cd']);
  runs[1]?.end();
  await vi.advanceTimersByTimeAsync(100);
  join('e');
  await vi.advanceTimersByTimeAsync(0);
  expect(went()).toEqual(['ab', 'cd', 'e']);
});

test('as many as went together of late are waited for; with the last of them they go', async () => {
  const { runs, join, went } = openLine();
  join('a', 'b', 'c');
  await vi.advanceTimersByTimeAsync(0);
  runs[0]?.end();
  await vi.advanceTimersByTimeAsync(1);
  join('d', 'e');
  await vi.advanceTimersByTimeAsync(3);
  expect(went()).toEqual(['abc']);
  join('f');
  await vi.advanceTimersByTimeAsync(0);
  expect(went()).toEqual(['abc', 'def']);
});

test('who is waited for and does not come is expected less and less', async () => {
  const { runs, join, went } = openLine();
  join('a', 'b', 'c', 'd');
  await vi.advanceTimersByTimeAsync(0);
  for (const pair of ['ef', 'gh', 'ij', 'kl']) {
    runs.at(-1)?.end();
    await vi.advanceTimersByTimeAsync(1);
    join(...pair);
    await vi.advanceTimersByTimeAsync(6);
  }
  expect(went()).toEqual(['abcd', 'ef', 'gh', 'ij', 'kl']);
  runs.at(-1)?.end();
  await vi.advanceTimersByTimeAsync(1);
  join('m', 'n');
  await vi.advanceTimersByTimeAsync(0);
  expect(went().at(-1)).toBe('mn');
});

test('two halves that take turns meet after a while, and go on together', async () => {
  const { runs, join, went } = openLine();
  const rounds = async (halves: readonly [string, string], times: number): Promise<void> => {
    for (let round = 0; round < times; round += 1) {
      for (const half of halves) {
        join(...half);
        await vi.advanceTimersByTimeAsync(3);
        runs.at(-1)?.end();
        await vi.advanceTimersByTimeAsync(0);
      }
    }
  };
  await rounds(['ab', 'cd'], 30);
  expect(new Set(went())).toEqual(new Set(['ab', 'cd']));
  await rounds(['ab', 'cd'], 10);
  expect(went()).toContain('abcd');
});

test('nobody waits long behind one that hangs', async () => {
  const { join, went } = openLine();
  join('a');
  await vi.advanceTimersByTimeAsync(0);
  join('b');
  await vi.advanceTimersByTimeAsync(49);
  expect(went()).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(2);
  expect(went()).toEqual(['a', 'b']);
});
