import { DAY } from '#kernel/time';
import { expect, test } from 'vitest';
import { parseCodes } from './kept-codes.ts';

const now = 1_000 * DAY;
const kept = JSON.stringify({ userId: 'me', at: now - DAY, items: [] });

test('codes are kept for whom they are, for a week', () => {
  expect(parseCodes(kept, 'me', now)).toMatchObject({ userId: 'me' });
  expect(parseCodes(kept, 'somebody else', now)).toBeUndefined();
  expect(parseCodes(kept, 'me', now + 7 * DAY)).toBeUndefined();
});

test('what cannot be read is nothing', () => {
  for (const text of [null, '', '{', '{}', 'null', '{"userId":"me","at":"x"}'])
    expect(parseCodes(text, 'me', now)).toBeUndefined();
});
