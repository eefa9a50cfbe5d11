import { expect, it } from 'vitest';
import { answerOf, countOfTab } from './opportunity-words.ts';

const byState = { open: 3, quoted: 4, won: 5, lost: 1 };

it('answers with what is on offer, and says what ran out meanwhile', () => {
  expect(answerOf({ byState, quotations: 4, quotedFen: 980_000 })).toEqual({
    figure: '¥9,800',
    unit: '报了价等签 · 4户',
    why: '还有3户没报价；签下5户，没成1户。',
  });
  expect(answerOf({ byState, quotations: 1, quotedFen: 100_000 }).why).toBe(
    '3户的报价过期了，要重报；还有3户没报价；签下5户，没成1户。',
  );
  expect(answerOf({ byState: {}, quotations: 0, quotedFen: 0 }).why).toBeUndefined();
  expect(countOfTab('all', { byState, quotations: 0, quotedFen: 0 })).toBe(13);
});
