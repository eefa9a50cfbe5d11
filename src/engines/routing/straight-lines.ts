import { distanceM, type Position } from '#kernel/geo';
import type { Travel } from './problem.ts';

export interface StraightLineOptions {
  readonly metresPerSecond: number;
  /** By how much roads are longer than straight lines: 1.3 is usual in cities. */
  readonly detour?: number;
}

const DETOUR = 1.3;

/** Ways as the crow flies times a detour, at one speed: an estimate, and plans made with it say so. */
export function straightLines(positions: readonly Position[], options: StraightLineOptions): Travel {
  const { metresPerSecond, detour = DETOUR } = options;
  const places = positions.length;
  const distances = new Float64Array(places * places);
  for (const [from, one] of positions.entries()) {
    for (let to = 0; to < from; to += 1) {
      const metres = Math.round(detour * distanceM(one, positions[to]!));
      distances[from * places + to] = metres;
      distances[to * places + from] = metres;
    }
  }
  const durations = distances.map((metres) => Math.round(metres / metresPerSecond));
  return { places, bands: [{ from: 0, distances, durations }], isEstimate: true };
}
