import { cornersOf, type Cell } from './hex.ts';
import { bubbleRadius, type MapPoint, type StorePoint } from './map-points.ts';
import { toPixel, type Pixel, type Size, type View, type World } from './projection.ts';

/** The colours of the theme, as `#rrggbb`. */
export interface MapColours {
  readonly paper: string;
  readonly ground: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly ink2: string;
  readonly system: string;
  readonly systemStrong: string;
  readonly systemLine: string;
  readonly systemWash: string;
}

export interface Scene {
  readonly points: readonly MapPoint[];
  readonly stores: readonly StorePoint[];
  readonly cells: readonly Cell[];
  /** Size of a cell on the square of the projection. */
  readonly cellSize: number;
  /** The scale at which the city fits: what zoom is counted from. */
  readonly fitScale: number;
  readonly openId: string | undefined;
  readonly hoverId: string | undefined;
}

/** Names that stand on the map at once. */
const MOST_NAMES = 14;
const NAME_FONT = '12px';

/** Draws the whole map. Coordinates are CSS pixels: the caller has scaled the context for the screen. */
export function drawMap(
  pen: CanvasRenderingContext2D,
  view: View,
  size: Size,
  scene: Scene,
  colours: MapColours,
  font: string,
): void {
  pen.clearRect(0, 0, size.width, size.height);
  drawCity(pen, view, size, scene, colours);
  drawStores(pen, view, size, scene, colours);
  const zoom = view.scale / scene.fitScale;
  // The quiet ones first, so that they do not hide the loud.
  const drawn = scene.points
    .map((point) => ({ point, at: toPixel(view, size, point), radius: bubbleRadius(point.households, zoom) }))
    .filter(({ at, radius }) => inSight(at, size, radius))
    .toSorted((a, b) => a.point.intensity - b.point.intensity);
  for (const bubble of drawn) drawBubble(pen, bubble, colours);
  const marked = drawn.filter(({ point }) => point.id === scene.openId || point.id === scene.hoverId);
  for (const { at, radius } of marked) ring(pen, at, radius + 3, colours.ink);
  pen.font = `${NAME_FONT} ${font}`;
  drawNames(pen, drawn.toReversed(), scene, colours);
}

interface Bubble {
  readonly point: MapPoint;
  readonly at: Pixel;
  readonly radius: number;
}

const inSight = ({ x, y }: Pixel, { width, height }: Size, margin: number): boolean =>
  x > -margin && y > -margin && x < width + margin && y < height + margin;

function drawCity(pen: CanvasRenderingContext2D, view: View, size: Size, scene: Scene, colours: MapColours): void {
  const most = Math.max(1, ...scene.cells.map((cell) => cell.weight));
  for (const cell of scene.cells) {
    const corners = cornersOf(cell, scene.cellSize).map((corner) => toPixel(view, size, corner as World));
    if (!corners.some((corner) => inSight(corner, size, 40))) continue;
    pen.beginPath();
    for (const [at, { x, y }] of corners.entries()) {
      if (at === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.closePath();
    pen.fillStyle = mix(colours.paper, colours.line, cell.weight === 0 ? 0.4 : 0.6 + 0.4 * (cell.weight / most));
    pen.fill();
    pen.strokeStyle = colours.paper;
    pen.lineWidth = 1;
    pen.stroke();
  }
}

function drawBubble(pen: CanvasRenderingContext2D, { point, at, radius }: Bubble, colours: MapColours): void {
  pen.beginPath();
  pen.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  if (point.mentions === 0) {
    pen.fillStyle = colours.paper;
    pen.strokeStyle = colours.lineStrong;
  } else {
    pen.fillStyle = mix(colours.systemLine, colours.systemStrong, point.intensity);
    pen.strokeStyle = colours.paper;
  }
  pen.lineWidth = 1;
  pen.fill();
  pen.stroke();
}

function drawStores(pen: CanvasRenderingContext2D, view: View, size: Size, scene: Scene, colours: MapColours): void {
  for (const store of scene.stores) {
    const { x, y } = toPixel(view, size, store);
    pen.beginPath();
    pen.rect(x - 4, y - 4, 8, 8);
    pen.fillStyle = colours.ink2;
    pen.strokeStyle = colours.paper;
    pen.lineWidth = 1.5;
    pen.fill();
    pen.stroke();
  }
}

function ring(pen: CanvasRenderingContext2D, { x, y }: Pixel, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.stroke();
}

/** The names of the open and the loudest, where they fit without lying on each other. */
function drawNames(
  pen: CanvasRenderingContext2D,
  loudestFirst: readonly Bubble[],
  scene: Scene,
  colours: MapColours,
): void {
  const first = loudestFirst.filter(({ point }) => point.id === scene.openId);
  const rest = loudestFirst.filter(({ point }) => point.id !== scene.openId && point.mentions > 0);
  const taken: { x: number; y: number; width: number }[] = [];
  for (const { point, at, radius } of [...first, ...rest]) {
    if (taken.length >= MOST_NAMES) return;
    const width = pen.measureText(point.name).width;
    const box = { x: at.x + radius + 4, y: at.y, width };
    const free = taken.every(
      (other) => Math.abs(other.y - box.y) > 16 || other.x + other.width + 6 < box.x || box.x + width + 6 < other.x,
    );
    if (!free) continue;
    taken.push(box);
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    pen.lineWidth = 3;
    pen.strokeStyle = colours.paper;
    pen.strokeText(point.name, box.x, box.y);
    pen.fillStyle = colours.ink;
    pen.fillText(point.name, box.x, box.y);
  }
}

/** `#rrggbb`: the build writes `#fff` for `#ffffff`. */
function longHex(colour: string): string {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour.trim());
  return short === null
    ? colour.trim()
    : `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`;
}

/** A colour between two, each `#rrggbb` or `#rgb`. */
export function mix(from: string, to: string, share: number): string {
  const bounded = Math.max(0, Math.min(1, share));
  const channel = (colour: string, at: number): number => Number.parseInt(longHex(colour).slice(at, at + 2), 16);
  const between = (at: number): string =>
    Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * bounded)
      .toString(16)
      .padStart(2, '0');
  return `#${between(1)}${between(3)}${between(5)}`;
}

/** The bubble under a pixel, the topmost first; a little beside it counts, since bubbles are small. */
export function bubbleAt(
  points: readonly MapPoint[],
  view: View,
  size: Size,
  fitScale: number,
  pixel: Pixel,
): MapPoint | undefined {
  const zoom = view.scale / fitScale;
  let found: { point: MapPoint; far: number } | undefined;
  for (const point of points) {
    const at = toPixel(view, size, point);
    const far = Math.hypot(at.x - pixel.x, at.y - pixel.y);
    if (far > bubbleRadius(point.households, zoom) + 4) continue;
    if (found === undefined || far < found.far) found = { point, far };
  }
  return found?.point;
}
