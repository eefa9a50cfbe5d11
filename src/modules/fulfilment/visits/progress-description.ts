import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import type { ProgressAnswer } from './progress-contract.ts';
import { expectedArrival, OUTCOMES, ratableUntil, stepsMade } from './progress.ts';
import { stepsTold } from './progress-store.ts';
import { ratingOf } from './rate-store.ts';
import { VISIT_STATES, type Visit } from './visit.ts';

/** A visit on its way: who comes behind a mask, when to expect them, and never where they are. */
export async function describeProgress(ctx: Context, visit: Visit): Promise<ProgressAnswer> {
  const told = await stepsTold(ctx.db, visit);
  const setOut = told.findLast((step) => step.step === 'departed' && step.touchpointId === visit.touchpointId);
  const outcome = told.findLast((step) => step.step === 'done')?.outcome ?? undefined;
  const home = (await communitiesByIds(ctx.db, [visit.communityId])).get(visit.communityId)?.position;
  const rating = await ratingOf(ctx.db, visit);
  const until = ratableUntil(visit, outcome);
  return {
    visitId: visit.visitId,
    state: visit.state,
    stateName: VISIT_STATES[visit.state],
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    who: await whoComes(ctx, visit),
    expectedAt: expectedArrival(visit, setOut?.position ?? undefined, home)?.toISOString() ?? null,
    steps: stepsMade(visit).map(({ step, at }) => ({ step, at: at.toISOString() })),
    outcome: outcome ?? null,
    outcomeName: outcome === undefined ? null : OUTCOMES[outcome],
    rating: {
      open: rating === undefined && until !== undefined && ctx.clock.now() <= until,
      until: until?.toISOString() ?? null,
      stars: rating?.stars ?? null,
    },
  };
}

async function whoComes(ctx: Context, { touchpointId }: Visit): Promise<ProgressAnswer['who']> {
  if (touchpointId === null) return null;
  const { name, roleName } = (await touchpointNames(ctx.db, ctx.services.vault, [touchpointId]))(touchpointId);
  return { name, roleName };
}
