import type { World } from './projection.ts';

/*
 * Hexagons with a corner on top, addressed by axial coordinates (q to the east, r to the south-east), as Amit Patel
 * explains them at https://www.redblobgames.com/grids/hexagons/. They draw a city that has no map: where communities
 * are, there is city.
 */

export interface Cell {
  readonly q: number;
  readonly r: number;
  /** What lies in it; 0 for the rim. */
  readonly weight: number;
}

const ROOT3 = Math.sqrt(3);
const AROUND = [
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, 0],
  [-1, 1],
  [0, 1],
] as const;

/** The cell of a place; `size` is the distance from its centre to a corner. */
export function cellOf({ x, y }: World, size: number): { q: number; r: number } {
  const q = ((ROOT3 / 3) * x - y / 3) / size;
  const r = ((2 / 3) * y) / size;
  return rounded(q, r);
}

/** Cube rounding: the nearest cell, not the nearest of each coordinate. */
function rounded(q: number, r: number): { q: number; r: number } {
  const s = -q - r;
  let [qr, rr] = [Math.round(q), Math.round(r)];
  const sr = Math.round(s);
  const [dq, dr, ds] = [Math.abs(qr - q), Math.abs(rr - r), Math.abs(sr - s)];
  if (dq > dr && dq > ds) qr = -rr - sr;
  else if (dr > ds) rr = -qr - sr;
  return { q: qr, r: rr };
}

export const centreOf = ({ q, r }: { q: number; r: number }, size: number): World => ({
  x: size * (ROOT3 * q + (ROOT3 / 2) * r),
  y: size * 1.5 * r,
});

/** The six corners of a cell, clockwise from the top. */
export function cornersOf(cell: { q: number; r: number }, size: number): World[] {
  const { x, y } = centreOf(cell, size);
  return Array.from({ length: 6 }, (_, at) => {
    const angle = (Math.PI / 180) * (60 * at - 90);
    return { x: x + size * Math.cos(angle), y: y + size * Math.sin(angle) };
  });
}

/** The cells in which points lie, with their weights added up, and one rim of empty cells around them. */
export function cellsOf(points: readonly (World & { readonly weight: number })[], size: number): Cell[] {
  const weights = new Map<string, Cell>();
  const put = (q: number, r: number, weight: number): void => {
    const key = `${q},${r}`;
    weights.set(key, { q, r, weight: (weights.get(key)?.weight ?? 0) + weight });
  };
  for (const point of points) {
    const { q, r } = cellOf(point, size);
    put(q, r, point.weight);
  }
  const inner = [...weights.values()];
  for (const { q, r } of inner) for (const [dq, dr] of AROUND) put(q + dq, r + dr, 0);
  return [...weights.values()];
}
