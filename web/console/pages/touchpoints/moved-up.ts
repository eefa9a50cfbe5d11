/** The list with the item at `at` one place nearer to the front. */
export function movedUp<T>(items: readonly T[], at: number): T[] {
  const [item] = items.slice(at, at + 1);
  if (item === undefined || at === 0) return [...items];
  return [...items.slice(0, at - 1), item, ...items.slice(at - 1, at), ...items.slice(at + 1)];
}
