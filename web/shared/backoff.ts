/**
 * Milliseconds to wait before attempt `attempt` (1 for the first retry): doubling from `baseMs` up to `capMs`, half of
 * it random so that clients that failed together do not come back together. `random` is in [0, 1).
 */
export function backoff(attempt: number, baseMs: number, capMs: number, random: number): number {
  const full = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full / 2 + (full / 2) * random);
}
