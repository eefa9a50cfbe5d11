import type { CityId, CommunityId, Id } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import type { PackageId } from '#modules/commerce';
import { judgeMainPushes } from './judge-main-push.ts';
import type { MainPush } from './main-push.ts';
import { holdCommunities } from './main-push-store.ts';
import { addOutcomes, addResults, keepOutcome } from './result-store.ts';
import { ageOf, segmentOf } from './segment.ts';

interface Where {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
}

/** A single visit hardly moves an opinion that rests on many: every fifth is enough, while every lead is looked at. */
const FEW_TRIALS = 10;
const EVERY = 5;

/**
 * Counts one more trial (somebody opened the offer) or success (somebody left a lead) of a package in a community, and
 * asks the bandit whether another main push should be proposed there.
 */
export async function recordResult(ctx: Context, input: Where & { readonly kind: 'trial' | 'success' }): Promise<void> {
  const segment = await segmentIn(ctx, input.communityId);
  await ctx.transaction(async (tx) => {
    const push = await hold(tx, input, segment);
    const added = input.kind === 'trial' ? { trials: 1, successes: 0 } : { trials: 0, successes: 1 };
    const trials = await addResults(tx.db, input, push.segment, added, tx.now);
    const isTelling = input.kind === 'success' || trials <= FEW_TRIALS || trials % EVERY === 0;
    if (isTelling) await judgeMainPushes(tx, ctx.random, push, [push]);
    return null;
  });
}

/** Counts how a lead ended. A later word about the same lead replaces the earlier one. */
export async function recordOutcome(
  ctx: Context,
  input: Where & { readonly leadId: Id<'Lead'>; readonly outcome: 'won' | 'lost'; readonly reason: string | null },
): Promise<void> {
  const segment = await segmentIn(ctx, input.communityId);
  await ctx.transaction(async (tx) => {
    await hold(tx, input, segment);
    const before = await keepOutcome(tx.db, input, tx.now);
    if (before !== input.outcome) {
      const moved = (outcome: 'won' | 'lost'): number => Number(input.outcome === outcome) - Number(before === outcome);
      await addOutcomes(tx.db, input, { won: moved('won'), lost: moved('lost') }, tx.now);
    }
    return null;
  });
}

async function segmentIn(ctx: Context, communityId: CommunityId): Promise<string> {
  const community = (await communitiesByIds(ctx.db, [communityId])).get(communityId);
  const year = Number(businessDay(ctx.clock.now()).slice(0, 4));
  return segmentOf(ageOf(community?.builtYear ?? null, year));
}

async function hold(tx: Tx, { cityId, communityId }: Where, segment: string): Promise<MainPush> {
  const push = (await holdCommunities(tx.db, [{ cityId, communityId, segment }])).get(communityId);
  if (push === undefined) throw new Error(`community ${communityId} was not held`);
  return push;
}
