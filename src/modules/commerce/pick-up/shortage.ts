/** A line that takes an item: itself, or so many of it in a bundle. */
export interface TakingLine<Key> {
  readonly key: Key;
  /** Units of the line. */
  readonly units: number;
  /** Of the item in one unit of the line. */
  readonly each: number;
  readonly placedAt: Date;
  /** Decides between orders of the same moment: larger is later. */
  readonly tieBreak: string;
}

/**
 * Who gets less when `short` units of an item are not there: whoever ordered last, first, whole units of their lines,
 * until it is spread; so nobody goes short while somebody who ordered later does not. A unit of a bundle is short as soon
 * as a part of it is. Answers units of lines, the last order first, and how much of the item lies there that bundles
 * cannot use: short = units of lines × what is in each − spare, and spare is less than what is in one of them.
 * @throws RangeError where more is short than anybody waits for
 */
export function spreadShortage<Key>(
  lines: readonly TakingLine<Key>[],
  short: number,
): { readonly lines: { readonly key: Key; readonly units: number }[]; readonly spare: number } {
  const all = lines.reduce((sum, line) => sum + line.units * line.each, 0);
  if (!Number.isSafeInteger(short) || short < 0 || short > all)
    throw new RangeError(`cannot be short of ${short} of ${all}`);
  const last = lines.toSorted(
    (a, b) => b.placedAt.getTime() - a.placedAt.getTime() || (a.tieBreak < b.tieBreak ? 1 : -1),
  );
  let left = short;
  const taken = last.flatMap(({ key, units, each }) => {
    const of = Math.min(units, Math.ceil(Math.max(0, left) / each));
    left -= of * each;
    return of === 0 ? [] : [{ key, units: of }];
  });
  return { lines: taken, spare: Math.max(0, -left) };
}
