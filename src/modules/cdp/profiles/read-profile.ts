import { NotFound } from '#kernel/errors';
import type { CommunityId, PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { Catalogue } from '#platform/http';
import { READ_LIMIT, type PersonalFields, type PersonalKind, type Purpose } from '#platform/privacy';
import { communitiesByIds } from '#modules/territory';
import { messages } from '../messages.ts';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../identity/identifier.ts';
import { mergesOf, type KeptMerge } from '../identity/merge-store.ts';
import * as store from './profile-store.ts';

const sentences = new Catalogue([messages]);
const SHOWN: readonly PersonalKind[] = ['name', 'phone', 'wechat_openid', 'wechat_unionid', 'email', 'address'];

export interface ExplainedMerge {
  readonly mergeId: string;
  readonly profileId: string;
  readonly absorbedProfileId: string;
  /** Why, as a sentence. */
  readonly reason: string;
  readonly eventId: string;
  readonly sourceId: string;
  readonly mergedAt: Date;
  readonly undoneAt: Date | null;
}

export interface Profile {
  readonly profileId: string;
  readonly communityId: CommunityId | null;
  readonly communityName: string | null;
  readonly householdId: string | null;
  readonly createdAt: Date;
  /** Name, phones and the like behind masks. */
  readonly masked: PersonalFields;
  readonly identifiers: readonly { kind: IdentifierKind; word: string; found: number; firstSeenAt: Date }[];
  readonly traits: readonly { trait: string; content: unknown; setAt: Date }[];
  readonly consents: readonly { purpose: string; noticeVersion: string; granted: boolean; recordedAt: Date }[];
  readonly merges: readonly ExplainedMerge[];
}

export function explainMerge(merge: KeptMerge): ExplainedMerge {
  const word = (kind: IdentifierKind): string => sentences.say(`identifier.${kind}`, {});
  return {
    mergeId: merge.mergeId,
    profileId: merge.profileId,
    absorbedProfileId: merge.absorbedProfileId,
    reason: sentences.say(`merge-${merge.rule}`, { linking: word(merge.linkingKind), joined: word(merge.joinedKind) }),
    eventId: merge.eventId,
    sourceId: merge.sourceId,
    mergedAt: merge.mergedAt,
    undoneAt: merge.undoneAt,
  };
}

async function locate(ctx: Context, profileId: string): Promise<{ row: store.ProfileRow; subjectIds: string[] }> {
  const row = await store.findProfile(ctx.db, ctx.scope, profileId);
  if (row === undefined) throw new NotFound('profile');
  return { row, subjectIds: (await store.subjectsOf(ctx.db, [row.profileId])).get(row.profileId) ?? [] };
}

/** The people whose vault fields make up a profile, at most what one read of the vault may take. */
const peopleOf = (subjectIds: readonly string[]): PersonId[] => subjectIds.slice(0, READ_LIMIT) as PersonId[];

/** One person as everybody with the right to read profiles may see them. @throws NotFound, also outside the scope */
export async function readProfile(ctx: Context, profileId: string): Promise<Profile> {
  const { row, subjectIds } = await locate(ctx, profileId);
  const { db } = ctx;
  const [identifiers, traits, consents, merges, masked, communities] = await Promise.all([
    store.identifierCounts(db, subjectIds),
    store.traitsOf(db, subjectIds),
    store.consentsOf(db, subjectIds),
    mergesOf(db, subjectIds),
    ctx.services.vault.masked(db, peopleOf(subjectIds), SHOWN),
    row.communityId === null ? new Map<CommunityId, never>() : communitiesByIds(db, [row.communityId]),
  ]);
  return {
    profileId: row.profileId,
    communityId: row.communityId,
    communityName: row.communityId === null ? null : (communities.get(row.communityId)?.name ?? null),
    householdId: row.householdId,
    createdAt: row.createdAt,
    masked: together(masked.values()),
    identifiers: identifiers
      .map((each) => ({ ...each, word: sentences.say(`identifier.${each.kind}`, {}) }))
      .toSorted((a, b) => IDENTIFIER_KINDS.indexOf(a.kind) - IDENTIFIER_KINDS.indexOf(b.kind)),
    traits,
    consents,
    merges: merges.map(explainMerge),
  };
}

/** A profile's subjects hold a part of its fields each. */
function together(parts: Iterable<PersonalFields>): PersonalFields {
  const all: Partial<Record<PersonalKind, string[]>> = {};
  for (const part of parts) {
    for (const kind of SHOWN) {
      for (const value of part[kind] ?? []) if (!all[kind]?.includes(value)) (all[kind] ??= []).push(value);
    }
  }
  return all;
}

/** Name, phones and the like in clear, for a purpose; the read is audited. @throws NotFound, UnknownPurpose */
export async function revealProfile(
  ctx: Context,
  input: { profileId: string; purpose: Purpose },
): Promise<PersonalFields> {
  const { row, subjectIds } = await locate(ctx, input.profileId);
  return ctx.transaction(async (tx) => {
    const read = await ctx.services.vault.read(tx, {
      personIds: peopleOf(subjectIds),
      kinds: SHOWN,
      purpose: input.purpose,
      subject: { kind: 'profile', id: row.profileId },
    });
    return together(read.values());
  });
}

export interface TimelineEntry {
  readonly eventId: string;
  readonly sourceId: string;
  readonly kind: string;
  readonly name: string;
  readonly occurredAt: Date;
  readonly communityId: CommunityId | null;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether there is more to the event that is sealed. */
  readonly hasPersonal: boolean;
}

export interface TimelinePage {
  readonly items: readonly TimelineEntry[];
  readonly nextCursor: string | null;
}

/** What a person did across channels, the newest first. @throws NotFound, also outside the scope */
export async function readTimeline(
  ctx: Context,
  input: { profileId: string; cursor?: string | undefined; limit: number },
): Promise<TimelinePage> {
  const { subjectIds } = await locate(ctx, input.profileId);
  const before = cursorOf(input.cursor);
  const rows = await store.timelineOf(ctx.db, subjectIds, { before, limit: input.limit + 1 });
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  const more = rows.length > input.limit && last !== undefined;
  return {
    items: items.map(({ personal, at: _at, subjectId: _subject, receivedAt: _received, ...entry }) => ({
      ...entry,
      hasPersonal: personal !== null,
    })),
    nextCursor: more ? Buffer.from(`${last.at}|${last.eventId}`).toString('base64url') : null,
  };
}

function cursorOf(cursor: string | undefined): { at: string; eventId: string } | undefined {
  if (cursor === undefined) return undefined;
  const [at, eventId] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (at === undefined || eventId === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(eventId)) {
    return undefined;
  }
  return { at, eventId };
}
