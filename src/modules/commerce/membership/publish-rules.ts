import { Refusal } from '#kernel/errors';
import { refuseBannedWords } from '#engines/text';
import type { Context } from '#platform/context';
import { checkBadges, type BadgeRules } from './badge.ts';
import { checkLevels, type LevelRules } from './level.ts';
import type { PointTerms } from './point-terms.ts';
import { insertRules } from './rules-store.ts';

export class RulesChangedMeanwhile extends Refusal {
  constructor() {
    super('rules-changed-meanwhile', 'conflict');
  }
}
export class RulesRevisionRequired extends Refusal {
  constructor() {
    super('rules-revision-required', 'invalid');
  }
}
/** One set of rules for everybody: whoever answers for an area does not change them. */
export class RulesForHeadquarters extends Refusal {
  constructor() {
    super('rules-for-headquarters', 'forbidden');
  }
}

export type RulesToPublish =
  | { readonly kind: 'levels'; readonly rules: LevelRules }
  | { readonly kind: 'badges'; readonly rules: BadgeRules }
  | { readonly kind: 'points'; readonly rules: PointTerms };

/**
 * Publishes rules for levels, badges or points from the revision that was read. Levels are looked at again by the job:
 * up at once, down when their time is over. Points keep the time that they came with.
 * @throws LevelsOutOfOrder, BadgeTwice, BannedWords, RulesRevisionRequired, RulesForHeadquarters, RulesChangedMeanwhile
 */
export async function publishRules(
  ctx: Context,
  asked: RulesToPublish & { readonly expectedRevision: number | undefined },
): Promise<void> {
  if (!ctx.scope.everything) throw new RulesForHeadquarters();
  if (asked.expectedRevision === undefined) throw new RulesRevisionRequired();
  if (asked.kind === 'levels') checkLevels(asked.rules);
  if (asked.kind === 'badges') checkBadges(asked.rules);
  refuseBannedWords({ names: namesIn(asked).join('、') });
  const revision = asked.expectedRevision + 1;
  await ctx.transaction(async (tx) => {
    const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
    if (!(await insertRules(tx.db, asked.kind, asked.rules, { revision, by, at: tx.now }))) {
      throw new RulesChangedMeanwhile();
    }
    await tx.audit({
      action: 'publish-membership-rules',
      subject: { kind: 'membership_rules', id: asked.kind },
      details: { revision },
    });
  });
}

function namesIn(asked: RulesToPublish): string[] {
  if (asked.kind === 'levels') return asked.rules.levels.map((level) => level.name);
  return asked.kind === 'badges' ? asked.rules.badges.map((badge) => badge.name) : [];
}
