/** Fewer mentions than this say nothing. */
const LEAST_MENTIONS = 5;
/** From this multiple of the median on, a community stands out. */
const MUCH = 2;

/** A figure as multiple of the city's median; a median under one counts as one, lest a single word be a surge. */
export function timesCity(mentions: number, median: number): number {
  return mentions / Math.max(1, median);
}

/** A sentence where a community talks much more or much less about something than its city; null where it does not. */
export function compareWithCity(mentions: number, median: number): string | null {
  const times = timesCity(mentions, median);
  if (mentions >= LEAST_MENTIONS && times >= MUCH) return `是同城中位数的${Math.round(times * 10) / 10}倍`;
  if (median >= LEAST_MENTIONS && times <= 1 / MUCH) return '不到同城中位数的一半';
  return null;
}
