import type { Merge } from './resolution.ts';

export interface Split {
  /** The subjects that leave the profile. */
  readonly leaving: readonly string[];
  /** The profile that lives again with them. */
  readonly restoredProfileId: string;
}

type Link = Pick<Merge, 'profileId' | 'absorbedProfileId' | 'keptSubjectId' | 'joinedSubjectId'>;

/**
 * What becomes of a profile when one of its merges is taken back. Every merge linked two subjects that were not linked
 * before, so the standing merges of a profile are a tree over its subjects; without one of them it falls into exactly two
 * parts. The part without the profile's own first subject leaves, and lives under the id that it had. Taken back at once,
 * that is what came with the absorbed profile; taken back later, what was linked since goes with the side it was linked to.
 */
export function split(profileId: string, subjects: readonly string[], standing: readonly Link[], undone: Link): Split {
  const neighbours = new Map<string, string[]>(subjects.map((subject) => [subject, []]));
  for (const { keptSubjectId, joinedSubjectId } of standing) {
    neighbours.get(keptSubjectId)?.push(joinedSubjectId);
    neighbours.get(joinedSubjectId)?.push(keptSubjectId);
  }
  const staying = reachable(profileId, neighbours);
  const leaving = subjects.filter((subject) => !staying.has(subject)).toSorted();
  const own = [undone.absorbedProfileId, undone.profileId].find((id) => leaving.includes(id));
  const restoredProfileId = own ?? leaving[0];
  if (restoredProfileId === undefined) throw new RangeError('the merge holds nothing together');
  return { leaving, restoredProfileId };
}

function reachable(from: string, neighbours: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([from]);
  for (const each of reached) {
    for (const next of neighbours.get(each) ?? []) if (neighbours.has(next)) reached.add(next);
  }
  return reached;
}
