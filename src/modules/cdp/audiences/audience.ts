import { Refusal } from '#kernel/errors';
import type { Id, UserId } from '#kernel/ids';
import type { CommunityKey } from '../communities/community-store.ts';
import type { MatchedFact } from './facts.ts';
import type { Rule } from './rule.ts';

export type AudienceId = Id<'Audience'>;
export type SnapshotId = Id<'AudienceSnapshot'>;

/** A rule with a name that somebody keeps. Live ones have members; archived ones keep their history. */
export interface Audience {
  readonly id: AudienceId;
  readonly name: string;
  readonly rule: Rule;
  readonly state: 'live' | 'archived';
  /** Grows with every edit: the entity tag. */
  readonly revision: number;
  readonly ownerId: UserId | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly archivedAt: Date | null;
}

/** Every fact that changes is tried against all live rules: their number is part of the latency. */
export const MAX_LIVE_AUDIENCES = 200;

/** Why membership was looked at: facts changed, time passed, the rule changed, or the audience ended. */
export type Cause = 'facts' | 'window' | 'rule' | 'archive';

export interface Member extends CommunityKey {
  readonly audienceId: AudienceId;
  readonly facts: readonly MatchedFact[];
}

/** What one evaluation found: who is inside now, of the audiences and communities that were looked at. */
export interface Transitions {
  readonly entering: readonly Member[];
  readonly leaving: readonly Member[];
  /** Still inside, with other figures. */
  readonly restated: readonly Member[];
}

const keyOf = (member: { audienceId: string; communityId: string }): string =>
  `${member.audienceId} ${member.communityId}`;

/** Compares who is inside with who was. Both lists speak of the same audiences and communities. */
export function transitionsBetween(before: readonly Member[], now: readonly Member[]): Transitions {
  const known = new Map(before.map((member) => [keyOf(member), member]));
  const inside = new Set(now.map(keyOf));
  return {
    entering: now.filter((member) => !known.has(keyOf(member))),
    leaving: before.filter((member) => !inside.has(keyOf(member))),
    restated: now.filter((member) => {
      const old = known.get(keyOf(member));
      return old !== undefined && factsText(old.facts) !== factsText(member.facts);
    }),
  };
}

/** PostgreSQL keeps the keys of a JSON object in an order of its own. */
function factsText(facts: readonly MatchedFact[]): string {
  return facts.map(({ fact, topic, days, value }) => [fact, topic, days, value].join(' ')).join('\n');
}

export class AudienceNameTaken extends Refusal {
  constructor(name: string) {
    super('audience-name-taken', 'conflict', { name });
  }
}

/** Somebody saved the audience after this reader loaded it. */
export class AudienceChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('audience-changed-meanwhile', 'conflict', { name });
  }
}

export class AudienceArchived extends Refusal {
  constructor(name: string) {
    super('audience-archived', 'conflict', { name });
  }
}

/** The edit does not say which revision it is based on. */
export class AudienceRevisionRequired extends Refusal {
  constructor() {
    super('audience-revision-required', 'invalid');
  }
}

export class TooManyAudiences extends Refusal {
  constructor() {
    super('audience-too-many', 'conflict', { limit: MAX_LIVE_AUDIENCES });
  }
}

export class UnknownTopic extends Refusal {
  constructor(topic: string) {
    super('audience-unknown-topic', 'invalid', { topic });
  }
}

/** Audiences are the headquarters': whoever sees only a part of the world uses them and does not change them. */
export class AudiencesAreHeadquarters extends Refusal {
  constructor() {
    super('audience-headquarters-only', 'forbidden');
  }
}

/** An edit is allowed only from the revision it was based on, and only while the audience lives. */
export function editAudience(
  audience: Audience,
  edit: { readonly name: string; readonly rule: Rule; readonly expectedRevision: number },
  now: Date,
): Audience {
  if (audience.state === 'archived') throw new AudienceArchived(audience.name);
  if (audience.revision !== edit.expectedRevision) throw new AudienceChangedMeanwhile(audience.name);
  return { ...audience, name: edit.name, rule: edit.rule, revision: audience.revision + 1, updatedAt: now };
}

export function archive(audience: Audience, expectedRevision: number, now: Date): Audience {
  if (audience.state === 'archived') throw new AudienceArchived(audience.name);
  if (audience.revision !== expectedRevision) throw new AudienceChangedMeanwhile(audience.name);
  return { ...audience, state: 'archived', revision: audience.revision + 1, updatedAt: now, archivedAt: now };
}
