/** A position in WGS-84 degrees. Other systems (GCJ-02, BD-09) are converted at the edge, never stored. */
export interface Position {
  readonly lng: number;
  readonly lat: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in metres (haversine on the mean earth radius, IUGG). */
export function distanceM(a: Position, b: Position): number {
  const half = Math.sin(radians(b.lat - a.lat) / 2) ** 2;
  const across = Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  const chord = half + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * across;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function isPosition(value: Position): boolean {
  return Math.abs(value.lng) <= 180 && Math.abs(value.lat) <= 90;
}
