import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import {
  AudienceChangedMeanwhile,
  AudienceNameTaken,
  AudienceRevisionRequired,
  editAudience,
  type Audience,
  type AudienceId,
} from './audience.ts';
import { findAudience, nameTaken, saveAudience } from './audience-store.ts';
import { checkHeadquarters, checkTopics } from './check-rule.ts';
import { evaluateAudience } from './evaluate-audience.ts';
import type { Rule } from './rule.ts';

/**
 * Changes name and rule from the revision that the editor saw; members follow the new rule at once.
 * @throws NotFound, AudienceArchived, AudienceChangedMeanwhile, AudienceNameTaken, AudienceRevisionRequired,
 * AudiencesAreHeadquarters, UnknownTopic
 */
export async function updateAudience(
  ctx: Context,
  input: { id: AudienceId; name: string; rule: Rule; expectedRevision: number | undefined },
): Promise<Audience> {
  checkHeadquarters(ctx);
  const { id, name, rule, expectedRevision } = input;
  if (expectedRevision === undefined) throw new AudienceRevisionRequired();
  return ctx.transaction(async (tx) => {
    const audience = await findAudience(tx.db, id);
    if (audience === undefined) throw new NotFound('audience');
    await checkTopics(tx.db, rule);
    const next = editAudience(audience, { name, rule, expectedRevision }, tx.now);
    if (await nameTaken(tx.db, name, id)) throw new AudienceNameTaken(name);
    if (!(await saveAudience(tx.db, next))) throw new AudienceChangedMeanwhile(audience.name);
    await evaluateAudience(tx, next);
    await tx.audit({
      action: 'update-audience',
      subject: { kind: 'audience', id },
      details: { revision: next.revision },
    });
    return next;
  });
}
