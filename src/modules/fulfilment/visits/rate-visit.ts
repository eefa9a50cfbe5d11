import { NotFound, Refusal } from '#kernel/errors';
import type { Context } from '#platform/context';
import { hear } from '#modules/cdp';
import { VisitRated } from '../events.ts';
import { RATING_DAYS, ratableUntil } from './progress.ts';
import { stepsTold } from './progress-store.ts';
import { insertRating, type VisitRating } from './rate-store.ts';
import { lockVisit } from './visit-store.ts';
import { appointmentOf, factsOf, type VisitId } from './visit.ts';

/** It did not take place, or not yet. */
export class NothingToRate extends Refusal {
  constructor() {
    super('nothing-to-rate', 'conflict');
  }
}
export class RatingClosed extends Refusal {
  constructor() {
    super('rating-closed', 'conflict', { days: RATING_DAYS });
  }
}
export class VisitRatedBefore extends Refusal {
  constructor() {
    super('visit-rated-before', 'conflict');
  }
}

/**
 * Its customer rates a visit that was done: 1 to 5 stars and a comment, sealed under their key; once, within 14 days.
 * Throws NotFound, NothingToRate, RatingClosed, VisitRatedBefore.
 */
export async function rateVisit(
  ctx: Context,
  input: { readonly visitId: VisitId; readonly stars: number; readonly comment: string },
): Promise<Pick<VisitRating, 'visitId' | 'stars' | 'ratedAt'>> {
  return ctx.transaction(async (tx) => {
    const visit = await lockVisit(tx.db, ctx.scope, 'customer', input.visitId);
    if (visit === undefined) throw new NotFound('visit');
    const outcome = (await stepsTold(tx.db, visit)).findLast((step) => step.step === 'done')?.outcome ?? undefined;
    const until = ratableUntil(visit, outcome);
    if (until === undefined) throw new NothingToRate();
    if (tx.now > until) throw new RatingClosed();
    const { touchpointId } = appointmentOf(visit);
    const { vault } = ctx.services;
    const commentSealed = input.comment === '' ? null : await vault.seal(tx, visit.personId, input.comment);
    const rated = { visitId: visit.visitId, stars: input.stars, ratedAt: tx.now };
    if (!(await insertRating(tx.db, visit, { ...rated, touchpointId, commentSealed }))) throw new VisitRatedBefore();
    const { visitId, personId, cityId, communityId } = visit;
    const said = { personId, cityId, communityId, channel: 'review', text: input.comment, occurredAt: tx.now };
    await hear(tx, { id: visitId, ...said });
    await tx.announce([VisitRated(visit.visitId, { ...factsOf(visit), touchpointId, stars: input.stars })]);
    return rated;
  });
}
