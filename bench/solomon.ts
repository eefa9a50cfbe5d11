import type { Problem } from '#engines/routing';

/** Distances are truncated to one decimal, as the best-known ones are: everything is told in tenths. */
export const TENTHS = 10;

/** An instance in Solomon's format: the depot comes first. */
export function readSolomon(text: string): Problem {
  const rows = text
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length > 1 && row.every((each) => Number.isFinite(each)));
  const [fleet, depot, ...customers] = rows;
  if (fleet === undefined || depot === undefined) throw new Error('no instance: vehicles and a depot are missing');
  const places = [depot, ...customers];
  const distances = places.flatMap(([, x = 0, y = 0]) =>
    places.map(([, otherX = 0, otherY = 0]) => Math.floor(TENTHS * Math.hypot(x - otherX, y - otherY) + 1e-9)),
  );
  const tenths = (row: readonly number[], at: number): number => (row[at] ?? 0) * TENTHS;
  return {
    travels: [{ places: places.length, bands: [{ from: 0, distances, durations: distances }] }],
    people: Array.from({ length: fleet[0] ?? 0 }, (_, at) => ({
      personId: `v${at + 1}`,
      start: 0,
      end: 0,
      shift: { from: tenths(depot, 4), to: tenths(depot, 5) },
      capacity: [fleet[1] ?? 0],
    })),
    jobs: customers.map((row, at) => ({
      jobId: String(row[0]),
      place: at + 1,
      service: tenths(row, 6),
      windows: [{ from: tenths(row, 4), to: tenths(row, 5) }],
      amounts: [row[3] ?? 0],
    })),
  };
}
