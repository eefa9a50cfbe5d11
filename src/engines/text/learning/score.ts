/** How well answers agree with the truth. */
export interface Score {
  readonly accuracy: number;
  /** The mean over classes of the harmonic mean of precision and recall. */
  readonly macroF1: number;
}

/** @param pairs truth and answer of each text, as classes. */
export function scoreOf<Class>(pairs: Iterable<readonly [truth: Class, answer: Class]>): Score {
  const right = new Map<Class, number>();
  const [were, said] = [new Map<Class, number>(), new Map<Class, number>()];
  let [count, hits] = [0, 0];
  const add = (counts: Map<Class, number>, key: Class): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [truth, answer] of pairs) {
    count += 1;
    add(were, truth);
    add(said, answer);
    if (truth !== answer) continue;
    hits += 1;
    add(right, truth);
  }
  let sum = 0;
  for (const [each, total] of were) sum += (2 * (right.get(each) ?? 0)) / (total + (said.get(each) ?? 0));
  return { accuracy: hits / Math.max(1, count), macroF1: sum / Math.max(1, were.size) };
}
