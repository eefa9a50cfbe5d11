import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Id } from '#kernel/ids';
import { fen } from '#kernel/money';
import { lead } from './fixtures/lead.ts';
import { afterVisitNews, catchUp, catchUpWon, type AfterNews, type Lead } from './lead.ts';

const now = new Date('2026-06-06T02:00:00Z');
const visit = (at: number): Id<'Visit'> => `01900000-0000-7000-8000-00000000000${at}` as Id<'Visit'>;
const morning = new Date('2026-06-07T02:00:00Z');
const evening = new Date('2026-06-07T10:00:00Z');

const booked = (id: number, at: Date | null) => (it: Lead) => afterVisitNews(it, { visitId: visit(id), at }, now);
const quoted = (it: Lead) => catchUp(it, 'quoted', now);
const signed = (it: Lead) => catchUpWon(it, fen(1_000_00), now);

type News = (it: Lead) => AfterNews;
const after = (news: readonly News[], from: Lead = lead()): Lead =>
  news.reduce((it, each) => each(it)?.next ?? it, from);

describe('news about a lead', () => {
  it('takes it from booking to signing, each step reached once', () => {
    const reached: string[] = [];
    const end = [booked(1, morning), quoted, signed].reduce((it, news) => {
      const found = news(it);
      reached.push(...(found?.reached ?? []));
      return found?.next ?? it;
    }, lead());
    expect(end).toMatchObject({
      state: 'won',
      amountFen: 100_000,
      visitAt: morning,
      closedAt: now,
      steps: 4,
      revision: 4,
    });
    expect(reached).toEqual(['contacted', 'visit_booked', 'quoted']);
  });

  it('says nothing twice', () => {
    for (const news of [booked(1, morning), quoted, signed]) expect(news(after([news]))).toBeUndefined();
  });

  it('leaves the state when a visit is called off, and forgets its time', () => {
    const end = after([booked(1, morning), booked(1, null)]);
    expect(end).toMatchObject({ state: 'visit_booked', visitAt: null });
    expect(booked(1, null)(end)).toBeUndefined();
  });

  it('hears nothing more of a visit once it knows a later one', () => {
    expect(after([booked(2, evening), booked(1, morning), booked(1, null)]).visitAt).toEqual(evening);
  });

  it('leaves alone what is over', () => {
    const lost: Lead = { ...lead(), state: 'lost', lostReason: 'not_now', closedAt: now };
    expect(after([booked(1, morning), quoted, signed], lost)).toBe(lost);
  });

  it('comes to the same end in whatever order word arrives, and never goes back', () => {
    const all: readonly News[] = [booked(1, morning), booked(2, evening), quoted, signed];
    fc.assert(
      fc.property(fc.array(fc.nat(all.length - 1), { maxLength: 12 }), (order) => {
        const far = ['new', 'contacted', 'visit_booked', 'quoted', 'won'];
        let it = lead();
        for (const at of order) {
          const next = all[at]?.(it)?.next ?? it;
          expect(far.indexOf(next.state)).toBeGreaterThanOrEqual(far.indexOf(it.state));
          expect(next.steps - it.steps).toBe(next === it ? 0 : 1);
          it = next;
        }
        const furthest = Math.max(0, ...order.map((at) => [2, 2, 3, 4][at] ?? 0));
        expect(it.state).toBe(far[furthest]);
      }),
    );
  });
});
