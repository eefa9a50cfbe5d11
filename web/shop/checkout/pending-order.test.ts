import { describe, expect, it } from 'vitest';
import { parsePending, PENDING_MS } from './pending-order.ts';

const sent = { key: 'k1', body: { lines: [] }, sentAt: 1_000 };

describe('an order without an answer', () => {
  it('is found after a reload, with its key and its body', () => {
    expect(parsePending(JSON.stringify(sent), 2_000)).toEqual(sent);
  });

  it('is nobody’s wish any more after a while', () => {
    expect(parsePending(JSON.stringify(sent), 1_000 + PENDING_MS)).toBeUndefined();
  });

  it('is none where the phone kept nothing sound', () => {
    for (const text of [null, '', '{', '{}', '{"key":1}']) expect(parsePending(text, 2_000)).toBeUndefined();
  });
});
