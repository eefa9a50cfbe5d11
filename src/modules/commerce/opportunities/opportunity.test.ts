import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TouchpointId } from '#kernel/ids';
import {
  afterVisit,
  givenUp,
  OpportunityClosed,
  quoted,
  won,
  type Opportunity,
  type VisitFacts,
  type VisitNews,
} from './opportunity.ts';

const facts = { visitId: 'v', cityId: 'c', communityId: 'm', storeId: 's' } as unknown as VisitFacts;
const time = (seq: number): Date => new Date(Date.UTC(2026, 5, 6, 2, seq));
const appointed = (seq: number, who: string): VisitNews => ({
  seq,
  at: time(seq),
  facts,
  appointment: { touchpointId: who as TouchpointId, startsAt: time(seq + 10), endsAt: time(seq + 20) },
});
const cancelled = (seq: number): VisitNews => ({ seq, at: time(seq), facts, appointment: null });
const follow = (all: readonly VisitNews[]): Opportunity | undefined =>
  all.reduce<Opportunity | undefined>(afterVisit, undefined);

/** The news of one visit, in the order in which they happened. */
const story = fc
  .record({ sellers: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }), ends: fc.boolean() })
  .map(({ sellers, ends }) => [
    ...sellers.map((who, at) => appointed(at + 1, who)),
    ...(ends ? [cancelled(sellers.length + 1)] : []),
  ]);

describe('an opportunity', () => {
  it('comes out alike however the news of its visit come, and however often', () => {
    fc.assert(
      fc.property(
        story.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          expect(follow(shuffled)).toEqual(follow(all));
        },
      ),
    );
  });

  it('follows who comes last, and ends with a visit that is called off', () => {
    const moved = follow([appointed(1, 'a'), appointed(2, 'b')]);
    expect(moved).toMatchObject({ state: 'open', seller: { touchpointId: 'b' }, openedAt: time(1), closedAt: null });
    expect(afterVisit(moved, cancelled(3))).toMatchObject({
      state: 'lost',
      closedAt: time(3),
      lossReason: 'visit_cancelled',
    });
  });

  it('once quoted goes on without the visit', () => {
    const sent = quoted(follow([appointed(1, 'a')]) as Opportunity);
    expect(afterVisit(sent, cancelled(2))).toBe(sent);
    expect(afterVisit(sent, appointed(3, 'b'))).toMatchObject({ state: 'quoted', seller: { touchpointId: 'b' } });
  });

  it('is given up once, while it is not over, and no news of the visit opens it again', () => {
    const why = { reason: 'not_now', noteSealed: null } as const;
    const lost = givenUp(quoted(follow([appointed(1, 'a')]) as Opportunity), why, time(2));
    expect(lost).toMatchObject({ state: 'lost', closedAt: time(2), lossReason: 'not_now' });
    expect(afterVisit(lost, cancelled(3))).toBe(lost);
    expect(afterVisit(lost, appointed(4, 'b')).state).toBe('lost');
    expect(() => givenUp(lost, why, time(5))).toThrow(OpportunityClosed);
  });

  it('once won or lost is quoted no more, and who won it stays', () => {
    const sold = won(quoted(follow([appointed(1, 'a')]) as Opportunity), time(5));
    expect(sold).toMatchObject({ state: 'won', closedAt: time(5) });
    expect(afterVisit(sold, appointed(6, 'b'))).toBe(sold);
    expect(() => quoted(sold)).toThrow(OpportunityClosed);
    expect(() => won(follow([cancelled(1)]) as Opportunity, time(2))).toThrow(OpportunityClosed);
  });
});
