/** Why a run left communities out, the most frequent first. */
export function skippedReasons(
  skipped: readonly { readonly why: string }[],
): { readonly why: string; readonly communities: number }[] {
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts]
    .map(([why, communities]) => ({ why, communities }))
    .toSorted((a, b) => b.communities - a.communities || (a.why < b.why ? -1 : 1));
}
