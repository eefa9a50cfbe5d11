import type { CommunityId, TouchpointId } from '#kernel/ids';
import type { Database, Services } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { touchpointsByIds } from './people/touchpoint-store.ts';
import { ROLES } from './people/touchpoint.ts';

export interface PlaceName {
  readonly communityId: CommunityId;
  readonly communityName: string;
  readonly cityName: string;
}

/** Names of communities, in one read. */
export async function placeNames(
  db: Database,
  ids: readonly CommunityId[],
): Promise<(communityId: CommunityId) => PlaceName> {
  const found = await communitiesByIds(db, [...new Set(ids)]);
  return (communityId) => ({
    communityId,
    communityName: found.get(communityId)?.name ?? '',
    cityName: found.get(communityId)?.cityName ?? '',
  });
}

export interface TouchpointName {
  /** Masked. */
  readonly name: string;
  readonly phone: string;
  readonly roleName: string;
}

/** Masked names and phones of touchpoints, in two reads. */
export async function touchpointNames(
  db: Database,
  vault: Services['vault'],
  ids: readonly TouchpointId[],
): Promise<(touchpointId: TouchpointId) => TouchpointName> {
  const people = new Map((await touchpointsByIds(db, [...new Set(ids)])).map((t) => [t.touchpointId, t]));
  const masked = await vault.masked(
    db,
    [...people.values()].map((t) => t.personId),
    ['name', 'phone'],
  );
  return (touchpointId) => {
    const person = people.get(touchpointId);
    const fields = person && masked.get(person.personId);
    return {
      name: fields?.name?.[0] ?? '',
      phone: fields?.phone?.[0] ?? '',
      roleName: person === undefined ? '' : ROLES[person.role],
    };
  };
}
