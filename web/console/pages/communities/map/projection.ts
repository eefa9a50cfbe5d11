/*
 * A map without tiles: Web Mercator (EPSG:3857) on a square of side 1, and a view that says which part of it is on the
 * screen. Everything here is pure; the canvas draws what comes out.
 */

/** A place on the square, x to the east, y to the south, 0 to 1. */
export interface World {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is in the middle of the screen, and how many pixels the square is wide. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Mercator ends here, where the square does. */
const MAX_LAT = 85.051_128_78;
const EARTH_M = 40_075_016.686;

/** From the whole country on a small screen to single streets. */
const MIN_SCALE = 1_000;
const MAX_SCALE = 30_000_000;

export function project(lng: number, lat: number): World {
  const bounded = Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return { x: (lng + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function unproject({ x, y }: World): { lng: number; lat: number } {
  return { lng: x * 360 - 180, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

/** How much of the square a length on the ground takes at a place. */
export function metres(length: number, at: World): number {
  return length / (EARTH_M * Math.cos((unproject(at).lat * Math.PI) / 180));
}

export const toPixel = (view: View, size: Size, { x, y }: World): Pixel => ({
  x: (x - view.x) * view.scale + size.width / 2,
  y: (y - view.y) * view.scale + size.height / 2,
});

export const toWorld = (view: View, size: Size, { x, y }: Pixel): World => ({
  x: (x - size.width / 2) / view.scale + view.x,
  y: (y - size.height / 2) / view.scale + view.y,
});

const bounded = (scale: number): number => Math.max(MIN_SCALE, Math.min(MAX_SCALE, scale));

/** The view that shows all points with `padding` pixels around them; a town's width around a single one. */
export function fit(points: readonly World[], size: Size, padding = 32): View {
  if (points.length === 0) return { ...project(105, 35), scale: MIN_SCALE };
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const least = metres(4_000, middle);
  const across = (size.width - 2 * padding) / Math.max(right - left, least);
  const down = (size.height - 2 * padding) / Math.max(bottom - top, least);
  return { ...middle, scale: bounded(Math.min(across, down)) };
}

/** Zooms by `factor`; what is under `at` stays under it. */
export function zoomAt(view: View, size: Size, at: Pixel, factor: number): View {
  const scale = bounded(view.scale * factor);
  const held = toWorld(view, size, at);
  return {
    x: held.x - (at.x - size.width / 2) / scale,
    y: held.y - (at.y - size.height / 2) / scale,
    scale,
  };
}

/** Moves the map by so many pixels. */
export const pan = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x - dx / view.scale,
  y: view.y - dy / view.scale,
});

/** The view with a place in sight: unchanged where it is already well inside. */
export function reveal(view: View, size: Size, place: World, margin = 40): View {
  const { x, y } = toPixel(view, size, place);
  const inside = x >= margin && x <= size.width - margin && y >= margin && y <= size.height - margin;
  return inside ? view : { ...view, x: place.x, y: place.y };
}
