import { expect, test } from 'vitest';
import { parseMe } from './kept-me.ts';

test('who was signed in last is read back, and nothing else', () => {
  expect(parseMe('{"userId":"u","permissions":["own.read"]}')).toMatchObject({ userId: 'u' });
  for (const text of [null, '', '{', 'null', '{"userId":"u"}']) expect(parseMe(text)).toBeUndefined();
});
