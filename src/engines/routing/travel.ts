import type { Band } from './core.ts';

/** When somebody is there who may leave at a moment: at once, or in a later band where that is earlier. */
export function arrivalOf(bands: readonly Band[], way: number, leaves: number): number {
  const last = bands.length - 1;
  if (last === 0) return leaves + bands[0]!.duration[way]!;
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at <= last; at += 1) {
    const until = at === last ? Number.POSITIVE_INFINITY : bands[at + 1]!.from;
    if (until <= leaves) continue;
    const arrival = Math.max(leaves, bands[at]!.from) + bands[at]!.duration[way]!;
    if (arrival < best) best = arrival;
  }
  return best;
}

/** The band in which somebody leaves who goes as early as arrives earliest. */
export function bandOf(bands: readonly Band[], way: number, leaves: number): Band {
  const arrival = arrivalOf(bands, way, leaves);
  for (let at = bands.length - 1; at > 0; at -= 1) {
    const band = bands[at]!;
    if (Math.max(leaves, band.from) + band.duration[way]! <= arrival) return band;
  }
  return bands[0]!;
}

/** The last moment to leave for being there by then, not before `earliest`, at which being there by then is possible. */
export function departureFor(bands: readonly Band[], way: number, earliest: number, by: number): number {
  for (let at = bands.length - 1; at >= 0; at -= 1) {
    const { from, duration } = bands[at]!;
    const until = at === bands.length - 1 ? Number.POSITIVE_INFINITY : bands[at + 1]!.from;
    // A second before the next band begins, in which it would take longer.
    const leaves = Math.min(by - duration[way]!, until - 1);
    if (leaves >= from && leaves >= earliest) return leaves;
  }
  return earliest;
}
