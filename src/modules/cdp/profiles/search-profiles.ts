import { Refusal } from '#kernel/errors';
import type { CommunityId, PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { InvalidPersonalValue, READ_LIMIT, type PersonalKind } from '#platform/privacy';
import { communitiesByIds } from '#modules/territory';
import { profilesOfSubjects, subjectsOf } from './profile-store.ts';

export interface FoundProfile {
  readonly profileId: string;
  readonly communityId: CommunityId | null;
  readonly communityName: string | null;
  /** Behind masks; empty where unknown. */
  readonly names: readonly string[];
  readonly phones: readonly string[];
  readonly createdAt: Date;
}

const FOUND_LIMIT = 50;

/** Nothing that could be a phone, its last four digits or a name. */
export class NothingToSearch extends Refusal {
  constructor() {
    super('profile-search-empty', 'invalid');
  }
}

/**
 * People by phone (whole or the last four digits) or by full name, within the reader's area, at most 50. The vault finds
 * by keyed hash; the answer is masked. The search itself is audited, without what was searched for.
 */
export async function searchProfiles(ctx: Context, text: string): Promise<FoundProfile[]> {
  const asked = text.trim();
  if (asked === '') throw new NothingToSearch();
  const { found, by } = await findPeople(ctx, asked);
  const profiles = found.length === 0 ? [] : await profilesOfSubjects(ctx.db, ctx.scope, found, FOUND_LIMIT);
  await ctx.transaction(async (tx) => {
    await tx.audit({
      action: 'search-profiles',
      subject: { kind: 'profile', id: profiles[0]?.profileId ?? 'none' },
      details: { by, found: profiles.length },
    });
    return null;
  });
  if (profiles.length === 0) return [];
  const subjects = await subjectsOf(
    ctx.db,
    profiles.map((each) => each.profileId),
  );
  const people = [...subjects.values()].flat().slice(0, READ_LIMIT) as PersonId[];
  const masked = await ctx.services.vault.masked(ctx.db, people, ['name', 'phone']);
  const communities = await communitiesByIds(
    ctx.db,
    profiles.flatMap((each) => each.communityId ?? []),
  );
  return profiles.map((each) => {
    const fields = (subjects.get(each.profileId) ?? []).map((subjectId) => masked.get(subjectId as PersonId));
    const values = (kind: PersonalKind): string[] => [...new Set(fields.flatMap((field) => field?.[kind] ?? []))];
    return {
      profileId: each.profileId,
      communityId: each.communityId,
      communityName: each.communityId === null ? null : (communities.get(each.communityId)?.name ?? null),
      names: values('name'),
      phones: values('phone'),
      createdAt: each.createdAt,
    };
  });
}

async function findPeople(ctx: Context, asked: string): Promise<{ found: PersonId[]; by: string }> {
  const { vault } = ctx.services;
  try {
    if (/^\d{4}$/.test(asked)) return { found: await vault.find(ctx.db, 'phone', asked, 'last_four'), by: 'last_four' };
    if (/^[+\d][\d\s-]{6,}$/.test(asked)) return { found: await vault.find(ctx.db, 'phone', asked), by: 'phone' };
    return { found: await vault.find(ctx.db, 'name', asked), by: 'name' };
  } catch (error) {
    if (error instanceof InvalidPersonalValue) throw new NothingToSearch();
    throw error;
  }
}
