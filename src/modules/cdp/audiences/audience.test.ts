import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId } from '#kernel/ids';
import {
  archive,
  AudienceArchived,
  AudienceChangedMeanwhile,
  editAudience,
  transitionsBetween,
  type Audience,
  type AudienceId,
  type Member,
} from './audience.ts';
import type { MatchedFact } from './facts.ts';

const member = (community: string, facts: MatchedFact[] = []): Member => ({
  audienceId: 'a' as AudienceId,
  communityId: community as CommunityId,
  cityId: 'c' as CityId,
  facts,
});

describe('transitionsBetween', () => {
  it('tells who enters, who leaves and whose figures changed', () => {
    const twenty: MatchedFact = { fact: 'mentions', topic: 'leak', days: 30, value: 20 };
    const before = [member('1'), member('2', [twenty]), member('3', [twenty])];
    // The database gives the keys of a fact back in another order.
    const same: MatchedFact = { value: 20, days: 30, topic: 'leak', fact: 'mentions' };
    const now = [member('2', [same]), member('3', [{ ...twenty, value: 21 }]), member('4')];
    const moved = transitionsBetween(before, now);
    expect(moved.entering.map((each) => each.communityId)).toEqual(['4']);
    expect(moved.leaving.map((each) => each.communityId)).toEqual(['1']);
    expect(moved.restated.map((each) => each.communityId)).toEqual(['3']);
  });
});

describe('an audience', () => {
  const then = new Date('2026-06-01T00:00:00Z');
  const now = new Date('2026-06-02T00:00:00Z');
  const audience: Audience = {
    id: 'a' as AudienceId,
    name: '老小区',
    rule: { fact: 'age_years', is: 'more_than', value: 15 },
    state: 'live',
    revision: 3,
    ownerId: null,
    createdAt: then,
    updatedAt: then,
    archivedAt: null,
  };
  const edit = { name: '新名字', rule: audience.rule };

  it('is edited and archived from its newest revision only', () => {
    expect(editAudience(audience, { ...edit, expectedRevision: 3 }, now)).toMatchObject({
      name: '新名字',
      revision: 4,
      updatedAt: now,
    });
    expect(() => editAudience(audience, { ...edit, expectedRevision: 2 }, now)).toThrow(AudienceChangedMeanwhile);
    expect(() => archive(audience, 4, now)).toThrow(AudienceChangedMeanwhile);
  });

  it('is never changed again once archived', () => {
    const archived = archive(audience, 3, now);
    expect(archived).toMatchObject({ state: 'archived', archivedAt: now, revision: 4 });
    expect(() => editAudience(archived, { ...edit, expectedRevision: 4 }, now)).toThrow(AudienceArchived);
    expect(() => archive(archived, 4, now)).toThrow(AudienceArchived);
  });
});
