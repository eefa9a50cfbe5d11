import { describe, expect, it } from 'vitest';
import type { UserId } from '#kernel/ids';
import { kindRules, type TicketKind } from './ticket-kind.ts';
import { checkRevision, close, isOverdue, take, type Ticket } from './ticket.ts';

const at = (text: string): Date => new Date(`2026-06-${text}:00+08:00`);
const [me, colleague] = ['u1', 'u2'] as unknown as [UserId, UserId];
const ticket = (more: Partial<Ticket> = {}): Ticket =>
  ({ state: 'open', takenBy: null, steps: 1, revision: 1, hasNote: false, dueAt: at('07T10:00'), ...more }) as Ticket;

describe('a ticket', () => {
  it('is taken, taken over, and done once', () => {
    const mine = take(ticket(), me);
    expect(mine).toMatchObject({ state: 'taken', takenBy: me, steps: 2, revision: 2 });
    expect(() => take(mine, me)).toThrow('illegal-move');
    expect(take(mine, colleague)).toMatchObject({ takenBy: colleague, revision: 3 });
    const done = close(mine, { outcome: 'called_back', hasNote: true }, at('07T09:00'));
    expect(done).toMatchObject({ state: 'done', outcome: 'called_back', hasNote: true, closedAt: at('07T09:00') });
    expect(() => close(done, { outcome: 'resolved', hasNote: false }, at('07T09:00'))).toThrow('illegal-move');
    expect(() => take(done, colleague)).toThrow('illegal-move');
    expect(() => checkRevision(mine, 1)).toThrow('ticket-changed-meanwhile');
  });

  it('is overdue until it is done', () => {
    expect(isOverdue(ticket(), at('07T10:00'))).toBe(false);
    expect(isOverdue(ticket({ state: 'taken' }), at('07T10:01'))).toBe(true);
    expect(isOverdue(ticket({ state: 'done' }), at('08T10:00'))).toBe(false);
  });
});

describe('the kinds', () => {
  const due = (kind: TicketKind, now: string, facts = {}) => kindRules(kind).dueAt(facts, at(now));

  it('call a detractor back within a day, by day', () => {
    expect(due('detractor_callback', '06T15:00')).toEqual(at('07T15:00'));
    expect(due('detractor_callback', '06T23:00')).toEqual(at('07T21:00'));
    expect(due('detractor_callback', '06T03:00')).toEqual(at('06T21:00'));
    const { priorityOf, summary } = kindRules('detractor_callback');
    expect([0, 3, 4, 6].map((score) => priorityOf({ score }, at('06T15:00')))).toEqual([
      'urgent',
      'urgent',
      'high',
      'high',
    ]);
    expect(summary({ score: 3, hasComment: true })).toBe('打了 3 分（满分 10 分），还写了原因，请打电话问问');
  });

  it('decide on money within half a working day', () => {
    expect(due('payment_held', '06T19:00')).toEqual(at('07T11:00'));
    expect(
      kindRules('payment_held').summary({ why: 'amount_differs', expectedFen: 100_000, receivedFen: 99_900 }),
    ).toBe('应收 ¥1,000.00，实收 ¥999.00：金额对不上，请核对');
  });

  it('place a lost visit in two hours, and before it should begin', () => {
    const facts = (startsAt: string) => ({ service: 'measure', startsAt: at(startsAt).toISOString() });
    expect(due('visit_unplaced', '06T10:00', facts('08T09:00'))).toEqual(at('06T12:00'));
    expect(due('visit_unplaced', '06T10:00', facts('06T11:00'))).toEqual(at('06T11:00'));
    const { priorityOf, summary } = kindRules('visit_unplaced');
    expect(priorityOf(facts('07T10:00'), at('06T10:00'))).toBe('urgent');
    expect(priorityOf(facts('08T10:00'), at('06T10:00'))).toBe('high');
    expect(summary(facts('08T09:00'))).toBe('2026-06-08 09:00 的上门量房没人能去，请另排人或改时间');
  });
});
