import { pickWeighted, type Random } from '#kernel/random';
import type { LeadItem } from '#modules/growth/contract';
import { happens } from '../world/index.ts';

export type TaskAnswer =
  | { readonly kind: 'forward' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'decline'; readonly reason: 'too_busy' | 'not_my_area' | 'group_forbids' | 'bad_offer' | 'other' }
  | { readonly kind: 'ignore' };

/** Of those who take a task, who forwards it at once; the others only say yes. */
const AT_ONCE = 0.6;
/** Of those who do not take it, who says so; the others leave it until it expires. */
const SAYS_NO = 0.65;

/** What somebody of this diligence does with a task that is offered to them. */
export function answerTask(random: Random, diligence: number): TaskAnswer {
  if (happens(random, diligence)) return { kind: happens(random, AT_ONCE) ? 'forward' : 'accept' };
  if (!happens(random, SAYS_NO)) return { kind: 'ignore' };
  const reason = pickWeighted(random, [
    ['too_busy', 5],
    ['group_forbids', 2],
    ['not_my_area', 1.5],
    ['bad_offer', 1],
    ['other', 0.5],
  ] as const);
  return { kind: 'decline', reason };
}

/** How the material went down in the group, by the leads that it brought. */
export function reportTask(random: Random, leads: number): 'warm' | 'some' | 'silent' | 'complained' {
  if (happens(random, 0.03)) return 'complained';
  return leads >= 2 ? 'warm' : leads === 1 ? 'some' : 'silent';
}

type LostReason = NonNullable<LeadItem['lostReason']>;
export type LeadStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'follow-up'; readonly step: 'contacted' | 'visit_booked' | 'quoted' }
  | { readonly kind: 'win' }
  | { readonly kind: 'lose'; readonly reason: LostReason };

/** How a lead will end, decided when it is first called and the same whenever it is asked. */
export interface Fate {
  readonly wins: boolean;
  readonly lostReason: LostReason;
  /** The state in which it is lost. */
  readonly lostAfter: 'new' | 'contacted' | 'visit_booked' | 'quoted';
}

export function fateOf(random: Random, winRate: number): Fate {
  const wins = happens(random, winRate);
  const [lostAfter, lostReason] = pickWeighted<readonly [Fate['lostAfter'], LostReason]>(random, [
    [['new', 'no_answer'], 2],
    [['contacted', 'not_now'], 3],
    [['contacted', 'not_needed'], 1],
    [['visit_booked', 'chose_other'], 1.5],
    [['quoted', 'too_expensive'], 3],
    [['quoted', 'chose_other'], 1.5],
  ]);
  return { wins, lostReason, lostAfter };
}

/** On the way to its fate: one step each time somebody looks after it. Small things need no visit. */
export function stepLead(state: LeadItem['state'], fate: Fate, needsVisit: boolean): LeadStep {
  const lost = needsVisit || fate.lostAfter === 'new' ? fate.lostAfter : 'contacted';
  if (!fate.wins && state === lost) return { kind: 'lose', reason: fate.lostReason };
  switch (state) {
    case 'new':
      return { kind: 'follow-up', step: 'contacted' };
    case 'contacted':
      if (!needsVisit) return fate.wins ? { kind: 'win' } : { kind: 'lose', reason: fate.lostReason };
      return { kind: 'follow-up', step: 'visit_booked' };
    case 'visit_booked':
      return { kind: 'follow-up', step: 'quoted' };
    case 'quoted':
      return fate.wins ? { kind: 'win' } : { kind: 'lose', reason: fate.lostReason };
    case 'won':
    case 'lost':
      return { kind: 'wait' };
  }
}
