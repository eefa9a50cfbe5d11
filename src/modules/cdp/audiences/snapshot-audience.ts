import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { AudienceId } from './audience.ts';
import { findAudience } from './audience-store.ts';
import { checkHeadquarters } from './check-rule.ts';
import { insertSnapshot, type Snapshot } from './snapshot-store.ts';

/** Keeps who is in an audience now. @throws NotFound, AudiencesAreHeadquarters */
export async function snapshotAudience(ctx: Context, input: { id: AudienceId }): Promise<Snapshot> {
  checkHeadquarters(ctx);
  return ctx.transaction(async (tx) => {
    const audience = await findAudience(tx.db, input.id);
    if (audience === undefined) throw new NotFound('audience');
    const takenBy = tx.actor.kind === 'user' ? tx.actor.userId : null;
    return insertSnapshot(tx.db, audience, { id: tx.newId<'AudienceSnapshot'>(), takenBy, takenAt: tx.now });
  });
}
