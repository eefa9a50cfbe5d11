import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove } from '#kernel/errors';
import { fen } from '#kernel/money';
import { lead } from './fixtures/lead.ts';
import {
  close,
  followUp,
  isOverdue,
  LEAD_STATES,
  LostReasonMissing,
  movesFrom,
  OPEN_STATES,
  VisitTimePassed,
  type FollowUpStep,
  type Lead,
  type LeadState,
} from './lead.ts';

const now = new Date('2026-06-06T02:00:00Z');
const later = new Date('2026-06-07T02:00:00Z');
const call = { step: 'contacted', visitAt: null } as const;

describe('a lead', () => {
  it('reaches each step once, however often it is taken', () => {
    const first = followUp(lead(), call, now);
    expect(first).toMatchObject({
      reached: ['contacted'],
      next: { state: 'contacted', firstContactedAt: now, steps: 2 },
    });
    const again = followUp(first.next, call, later);
    expect(again).toMatchObject({ reached: [], next: { state: 'contacted', firstContactedAt: now, steps: 3 } });
  });

  it('that books a visit in the first call has contacted too', () => {
    const { next, reached } = followUp(lead(), { step: 'visit_booked', visitAt: later }, now);
    expect(reached).toEqual(['contacted', 'visit_booked']);
    expect(next).toMatchObject({ state: 'visit_booked', visitAt: later, firstContactedAt: now });
    expect(() => followUp(lead(), { step: 'visit_booked', visitAt: now }, later)).toThrow(VisitTimePassed);
  });

  it('is not quoted or signed before anybody reached the resident', () => {
    expect(() => followUp(lead(), { step: 'quoted', visitAt: null }, now)).toThrow(IllegalMove);
    expect(() => close(lead(), { outcome: 'won', reason: null, amountFen: null }, now)).toThrow(IllegalMove);
  });

  it('is lost for a reason only, and one reason takes back the consent', () => {
    expect(() => close(lead(), { outcome: 'lost', reason: null, amountFen: null }, now)).toThrow(LostReasonMissing);
    const lost = close(lead(), { outcome: 'lost', reason: 'too_expensive', amountFen: null }, now);
    expect(lost).toMatchObject({ state: 'lost', lostReason: 'too_expensive', closedAt: now, consentWithdrawnAt: null });
    const gone = close(lead(), { outcome: 'lost', reason: 'withdrew', amountFen: null }, now);
    expect(gone.consentWithdrawnAt).toEqual(now);
    const won = close(lead({ state: 'quoted' }), { outcome: 'won', reason: null, amountFen: fen(1_200_000) }, now);
    expect(won).toMatchObject({ state: 'won', amountFen: 1_200_000, lostReason: null });
  });

  it('is overdue only while nobody has called', () => {
    expect(isOverdue(lead({ firstContactDueAt: now }), later)).toBe(true);
    expect(isOverdue(lead({ firstContactDueAt: later }), later)).toBe(false);
    expect(isOverdue(lead({ state: 'contacted', firstContactDueAt: now }), later)).toBe(false);
  });

  it('walks along the table: every step is one revision, steps are reached once, and what ended stays', () => {
    const move = fc.constantFrom<LeadState>('contacted', 'visit_booked', 'quoted', 'won', 'lost');
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        let at = lead();
        const reached: string[] = [];
        for (const to of moves) {
          const legal = movesFrom(at.state).includes(to);
          const take = (): Lead => {
            if (to === 'won' || to === 'lost')
              return close(at, { outcome: to, reason: 'not_now', amountFen: null }, now);
            const taken = followUp(at, { step: to as FollowUpStep, visitAt: null }, now);
            reached.push(...taken.reached);
            return taken.next;
          };
          if (!legal) {
            expect(take).toThrow(IllegalMove);
            continue;
          }
          const next = take();
          expect(next.revision).toBe(at.revision + 1);
          at = next;
        }
        expect(new Set(reached).size).toBe(reached.length);
        expect(at.closedAt === null).toBe(OPEN_STATES.includes(at.state));
        expect(Object.keys(LEAD_STATES)).toContain(at.state);
      }),
    );
  });
});
