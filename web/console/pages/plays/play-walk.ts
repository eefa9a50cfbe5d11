interface Identified {
  readonly id: string;
}

/** The row `by` steps away from the one at hand, kept within the list; the first or last one where none is at hand. */
export function step<T extends Identified>(rows: readonly T[], atHand: string | undefined, by: 1 | -1): T | undefined {
  const at = rows.findIndex((row) => row.id === atHand);
  if (at === -1) return by === 1 ? rows[0] : rows.at(-1);
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))];
}

/**
 * What to look at once `gone` have left the list: the next row that stays, else the one before. `atHand` itself where
 * it stays.
 */
export function afterLeaving<T extends Identified>(
  rows: readonly T[],
  atHand: string | undefined,
  gone: ReadonlySet<string>,
): T | undefined {
  const at = rows.findIndex((row) => row.id === atHand);
  if (at === -1) return undefined;
  const stays = (row: T): boolean => !gone.has(row.id);
  return rows.slice(at).find(stays) ?? rows.slice(0, at).findLast(stays);
}

/** The chosen ids with one more or one less. */
export const toggled = (chosen: readonly string[], id: string): string[] =>
  chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];

/** What of the chosen is still in the list, in the list's order. */
export const stillThere = <T extends Identified>(rows: readonly T[], chosen: readonly string[]): T[] =>
  rows.filter((row) => chosen.includes(row.id));
