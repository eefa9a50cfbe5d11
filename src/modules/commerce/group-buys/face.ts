import { createHash } from 'node:crypto';
import type { PersonId } from '#kernel/ids';
import type { Database, Services } from '#platform/context';
import type { GroupBuyId } from './group-buy.ts';

/** How somebody stands in a group buy that everybody sees: a masked name, and the seed of a picture. */
export interface Face {
  /** 「王*」; 「邻居」 for whoever told us no name. */
  readonly name: string;
  /** The same person has the same one within one group buy, and another one in the next. */
  readonly face: string;
}

/** Faces of people in a group buy, in one read of masked names. */
export async function facesIn(
  db: Database,
  vault: Services['vault'],
  groupBuyId: GroupBuyId,
  personIds: readonly PersonId[],
): Promise<(personId: PersonId | null) => Face> {
  const masked = await vault.masked(db, [...new Set(personIds)], ['name']);
  return (personId) => {
    if (personId === null) return { name: '', face: '' };
    const face = createHash('sha256').update(`${groupBuyId}/${personId}`).digest('hex').slice(0, 12);
    return { name: masked.get(personId)?.name?.[0] ?? '邻居', face };
  };
}
