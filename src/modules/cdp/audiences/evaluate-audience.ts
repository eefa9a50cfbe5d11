import type { Tx } from '#platform/context';
import type { CommunityKey } from '../communities/community-store.ts';
import type { Audience } from './audience.ts';
import { evaluate } from './evaluate.ts';
import { communityKeys, holdForEvaluation } from './evaluation-store.ts';

const BATCH = 1_000;

/** Part: decides one new or changed audience for every community, so that it is right from the moment it is saved. */
export async function evaluateAudience(tx: Tx, audience: Audience): Promise<void> {
  for await (const communities of holdAll(tx)) await evaluate(tx, [audience], communities, 'rule');
}

/**
 * Part: holds all communities, so that no evaluation under way still lets anybody in by what an audience was before
 * this transaction changed it.
 */
export async function* holdAll(tx: Tx): AsyncGenerator<CommunityKey[]> {
  let after: CommunityKey | undefined;
  for (;;) {
    const communities = await communityKeys(tx.db, { after, limit: BATCH });
    after = communities.at(-1);
    if (after === undefined) return;
    await holdForEvaluation(tx.db, communities, tx.now);
    yield communities;
  }
}
