/** Candidates beyond this are left out, the smallest first: the search is exact and doubles with each of them. */
export const MAX_CANDIDATES = 16;

interface Weighed<T> {
  readonly item: T;
  readonly weight: number;
}

/**
 * The family of items that may all go together and weighs most: exact branch and bound over candidates in the order of
 * their weight, heaviest first. Among families of the same weight the one found first, so that candidates in a fixed
 * order give a fixed answer. Items that weigh nothing are in no family.
 */
export function bestFamily<T>(candidates: readonly Weighed<T>[], together: (a: T, b: T) => boolean): readonly T[] {
  const sorted = candidates
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MAX_CANDIDATES);
  // The most that those from here on could add.
  const rest = sorted.reduceRight<number[]>((sums, { weight }) => [(sums[0] ?? 0) + weight, ...sums], [0]);
  let best: { family: readonly T[]; weight: number } = { family: [], weight: 0 };
  const search = (at: number, family: readonly T[], weight: number): void => {
    if (weight > best.weight) best = { family, weight };
    const candidate = sorted[at];
    if (candidate === undefined || weight + (rest[at] ?? 0) <= best.weight) return;
    if (family.every((member) => together(member, candidate.item))) {
      search(at + 1, [...family, candidate.item], weight + candidate.weight);
    }
    search(at + 1, family, weight);
  };
  search(0, [], 0);
  return best.family;
}
