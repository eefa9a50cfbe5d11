import type { Context } from '#platform/context';
import { AudienceNameTaken, MAX_LIVE_AUDIENCES, TooManyAudiences, type Audience } from './audience.ts';
import { countLiveAudiences, insertAudience } from './audience-store.ts';
import { checkHeadquarters, checkTopics } from './check-rule.ts';
import { evaluateAudience } from './evaluate-audience.ts';
import type { Rule } from './rule.ts';

/**
 * Saves a rule under a name and lets in at once every community that fulfils it.
 * @throws AudienceNameTaken, AudiencesAreHeadquarters, TooManyAudiences, UnknownTopic
 */
export async function createAudience(ctx: Context, input: { name: string; rule: Rule }): Promise<Audience> {
  checkHeadquarters(ctx);
  return ctx.transaction(async (tx) => {
    await checkTopics(tx.db, input.rule);
    if ((await countLiveAudiences(tx.db)) >= MAX_LIVE_AUDIENCES) throw new TooManyAudiences();
    const audience: Audience = {
      id: tx.newId<'Audience'>(),
      name: input.name,
      rule: input.rule,
      state: 'live',
      revision: 1,
      ownerId: tx.actor.kind === 'user' ? tx.actor.userId : null,
      createdAt: tx.now,
      updatedAt: tx.now,
      archivedAt: null,
    };
    if (!(await insertAudience(tx.db, audience))) throw new AudienceNameTaken(input.name);
    await evaluateAudience(tx, audience);
    await tx.audit({ action: 'create-audience', subject: { kind: 'audience', id: audience.id } });
    return audience;
  });
}
