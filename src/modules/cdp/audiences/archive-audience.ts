import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import {
  archive,
  AudienceChangedMeanwhile,
  AudienceRevisionRequired,
  type Audience,
  type AudienceId,
} from './audience.ts';
import { findAudience, saveAudience } from './audience-store.ts';
import { checkHeadquarters } from './check-rule.ts';
import { recordMoves } from './evaluate.ts';
import { holdAll } from './evaluate-audience.ts';
import { removeMembersAmong } from './member-store.ts';

/**
 * Ends an audience: its members leave, its history and snapshots stay.
 * @throws NotFound, AudienceArchived, AudienceChangedMeanwhile, AudienceRevisionRequired, AudiencesAreHeadquarters
 */
export async function archiveAudience(
  ctx: Context,
  input: { id: AudienceId; expectedRevision: number | undefined },
): Promise<Audience> {
  checkHeadquarters(ctx);
  const { id, expectedRevision } = input;
  if (expectedRevision === undefined) throw new AudienceRevisionRequired();
  return ctx.transaction(async (tx) => {
    const audience = await findAudience(tx.db, id);
    if (audience === undefined) throw new NotFound('audience');
    const next = archive(audience, expectedRevision, tx.now);
    if (!(await saveAudience(tx.db, next))) throw new AudienceChangedMeanwhile(audience.name);
    for await (const communities of holdAll(tx)) {
      await recordMoves(tx, [], await removeMembersAmong(tx.db, id, communities), 'archive');
    }
    await tx.audit({ action: 'archive-audience', subject: { kind: 'audience', id } });
    return next;
  });
}
