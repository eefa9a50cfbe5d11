import { describe, expect, test } from 'vitest';
import type { TicketItem } from '#modules/desk/contract';
import { firstFollowUp, followUpChoices, hasUnread, subjectOf, wayOf, whoOf } from './ticket-words.ts';

const about = (kind: string, id: string) => ({ subject: { kind, id }, cityId: 'c' as TicketItem['cityId'] });

describe('what a ticket leads to', () => {
  test.each([
    ['visit', '看这一单上门', '/service', { visit: 'x', state: 'all' }],
    ['survey', '看这次评价', '/service/nps', { answer: 'x' }],
    ['payment', '看这笔款', '/deals/payments', { payment: 'x', state: 'all' }],
    ['ticket', '看原来那张工单', '/service/tickets', { ticket: 'x', state: 'all' }],
    ['listening_alert', '看这条预警', '/listening', { view: 'alerts', all: 'yes', alert: 'c/x' }],
  ])('%s: %s', (kind, words, to, search) => {
    expect(subjectOf(about(kind, 'x'))).toEqual({ words, to, search });
  });

  test('nothing, where it has no page', () => {
    expect(subjectOf(about('something', 'x'))).toBeUndefined();
  });

  test.each([
    ['claimed', 'r', '/deals/claims', { claim: 'r', state: 'all' }],
    ['visited', 'r', '/service', { visit: 'r', state: 'all' }],
  ] as const)('what came of it: %s', (move, refId, to, search) => {
    expect(wayOf({ move, refId })).toMatchObject({ to, search });
    expect(wayOf({ move, refId: null })).toBeUndefined();
  });
});

describe('a ticket in words', () => {
  test('residents in a group are often nameless, others were erased', () => {
    expect(whoOf({ kind: 'community_voice', name: '' })).toBe('没留姓名的住户');
    expect(whoOf({ kind: 'follow_up', name: '' })).toBe('没留姓名的住户');
    expect(whoOf({ kind: 'payment_held', name: '' })).toBe('已删除');
    expect(whoOf({ kind: 'payment_held', name: '王*' })).toBe('王*');
  });

  test('notes are unread until they were opened', () => {
    const entry = {
      move: 'noted',
      moveName: '记了一笔',
      by: 'staff',
      outcomeName: null,
      refId: null,
      madeAt: '',
    } as const;
    const timeline = [
      { ...entry, step: 1, hasNote: false },
      { ...entry, step: 2, hasNote: true },
    ];
    expect(hasUnread({ timeline }, new Map())).toBe(true);
    expect(hasUnread({ timeline }, new Map([[2, '打过电话']]))).toBe(false);
  });
});

describe('asking again', () => {
  test('is chosen among days, the usual one with them', () => {
    expect(followUpChoices(3).map(({ label }) => label)).toEqual(['不用', '3 天后', '7 天后', '14 天后']);
    expect(followUpChoices(10).map(({ value }) => value)).toEqual(['0', '7', '10', '14']);
    expect(followUpChoices(7).map(({ value }) => value)).toEqual(['0', '7', '14']);
  });

  test.each([
    ['community_voice', '3'],
    ['detractor_callback', '3'],
    ['payment_held', '0'],
    ['visit_unplaced', '0'],
  ] as const)('of %s begins with %s days', (kind, days) => {
    expect(firstFollowUp({ kind }, 3)).toBe(days);
  });
});
