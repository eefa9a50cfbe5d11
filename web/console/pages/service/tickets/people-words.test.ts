import { describe, expect, test } from 'vitest';
import {
  inOrder,
  mayBeClaimed,
  peopleSentence,
  personName,
  restSentence,
  type Bought,
  type Person,
} from './people-words.ts';

const order = { orderId: 'o', channel: 'group_buy', state: 'completed' } as Bought;
const person = (more: Partial<Person> = {}): Person => ({
  profileId: null,
  name: '',
  phone: '',
  messages: 1,
  lastAt: '2026-11-22T03:00:00Z',
  orders: [],
  ...more,
});
const known = person({ name: '王*', phone: '138****0001' });
const buyer = person({ name: '李*', phone: '139****0002', orders: [order] });

describe('who complains', () => {
  test.each([
    [[], 0, true, '相关的消息已经不在了。'],
    [[person()], 1, true, '1 人在说，还对不上是哪位顾客。'],
    [[known, person()], 2, true, '2 人在说，认得出的 1 人近 30 天没买过东西。'],
    [[known, person()], 2, false, '2 人在说，认得出 1 人。看他们的订单要有看订单的权限。'],
    [[known, buyer], 63, true, '63 人在说，1 人近 30 天买过东西。'],
  ] as const)('%#', (items, people, mayReadOrders, sentence) => {
    expect(peopleSentence({ items: [...items], people }, mayReadOrders)).toBe(sentence);
  });

  test('is named behind masks, as far as anybody knows', () => {
    expect([known, person({ phone: '138****0001' }), person()].map(personName)).toEqual([
      '王* · 138****0001',
      '138****0001',
      '没留姓名的住户',
    ]);
  });

  test('not all of many are listed, and it is said', () => {
    expect(restSentence({ items: [known, buyer], people: 63 })).toBe('只列了说得最多的 2 人。');
    expect(restSentence({ items: [known, buyer], people: 2 })).toBe('');
  });

  test('buyers come first; of the others some at first', () => {
    const many = [...Array.from({ length: 6 }, () => person()), buyer];
    expect(inOrder(many, false)).toMatchObject({ shown: { 0: buyer, length: 5 }, more: 2 });
    expect(inOrder(many, true)).toMatchObject({ shown: { length: 7 }, more: 0 });
    expect(inOrder(many.slice(1), false)).toMatchObject({ shown: { length: 6 }, more: 0 });
  });
});

test.each([
  ['group_buy', 'completed', true],
  ['instant', 'paid', true],
  ['store', 'cancelled', false],
  ['group_buy', 'placed', false],
  ['imported', 'completed', false],
  ['service', 'paid', false],
])('an order of %s that is %s may be claimed: %s', (channel, state, may) => {
  expect(mayBeClaimed({ channel, state })).toBe(may);
});
