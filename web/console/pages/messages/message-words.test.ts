import { expect, it } from 'vitest';
import { answerOf, countOfTab, placeOf } from './message-words.ts';

it('answers with what went, what waits and what does not go', () => {
  expect(answerOf({ delivered: 1_200, deferred: 2, queued: 1, not_sent: 3 })).toEqual({
    figure: '1,200',
    unit: '条发出去了',
    why: '3条在等时间；3条没发，每条都写了为什么。',
  });
  expect(answerOf({ delivered: 1 }).why).toBe('没有在等的；没有不发的。');
  expect(answerOf({}).why).toBeUndefined();
  expect(countOfTab('all', { delivered: 1, not_sent: 2 })).toBe(3);
});

it('leads to what a message is about, where there is a page for it', () => {
  expect(placeOf({ kind: 'order', id: 'o' })).toEqual({
    to: '/deals/orders',
    search: { order: 'o', state: 'all' },
    label: '看这个订单',
  });
  expect(placeOf({ kind: 'survey', id: 's' })).toBeUndefined();
});
