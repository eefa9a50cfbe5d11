import { describe, expect, test } from 'vitest';
import {
  firstOf,
  inOrder,
  mayBeClaimed,
  ordersInOrder,
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

  test('begins with those who bought something', () => {
    expect(inOrder([person(), known, buyer])).toEqual([buyer, person(), known]);
  });
});

test('what may be claimed stands before what may not', () => {
  const placed = { ...order, state: 'placed' };
  expect(ordersInOrder([placed, order])).toEqual([order, placed]);
});

test('many are shown once somebody asks, one more at once', () => {
  expect(firstOf([1, 2, 3, 4], 2, false)).toEqual({ shown: [1, 2], more: 2 });
  expect(firstOf([1, 2, 3], 2, false)).toEqual({ shown: [1, 2, 3], more: 0 });
  expect(firstOf([1, 2, 3, 4], 2, true)).toEqual({ shown: [1, 2, 3, 4], more: 0 });
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
