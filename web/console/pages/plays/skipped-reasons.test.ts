import { expect, it } from 'vitest';
import { skippedReasons } from './skipped-reasons.ts';

it('counts why communities were left out, the most frequent first', () => {
  const skipped = ['没有合适的套餐', '已有方案', '已有方案'].map((why) => ({ why }));
  expect(skippedReasons(skipped)).toEqual([
    { why: '已有方案', communities: 2 },
    { why: '没有合适的套餐', communities: 1 },
  ]);
  expect(skippedReasons([])).toEqual([]);
});
