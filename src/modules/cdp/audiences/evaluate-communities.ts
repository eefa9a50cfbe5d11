import type { Context } from '#platform/context';
import type { CommunityKey } from '../communities/community-store.ts';
import { liveAudiences } from './audience-store.ts';
import type { Cause } from './audience.ts';
import { evaluate } from './evaluate.ts';
import { holdForEvaluation } from './evaluation-store.ts';
import { topicsIn } from './rule.ts';

/**
 * Decides live audiences anew for some communities (at most a few hundred), in one short transaction. With `topics`
 * only those audiences are looked at whose rule asks for one of them.
 */
export async function evaluateCommunities(
  ctx: Context,
  input: {
    readonly communities: readonly CommunityKey[];
    readonly topics?: readonly string[];
    readonly cause: Extract<Cause, 'facts' | 'window'>;
  },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await holdForEvaluation(tx.db, input.communities, tx.now);
    const { topics } = input;
    const live = await liveAudiences(tx.db);
    const concerned =
      topics === undefined ? live : live.filter(({ rule }) => topicsIn(rule).some((topic) => topics.includes(topic)));
    await evaluate(tx, concerned, input.communities, input.cause);
    return null;
  });
}
