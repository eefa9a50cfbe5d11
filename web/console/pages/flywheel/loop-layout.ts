import type { Stage } from '#modules/insight/contract';

/*
 * The picture of the loop: two interlocking rings, walked clockwise. The system's ring is entered at the lower crossing
 * and left at the upper one; there a person takes over and walks the other ring back down. The crossings are the
 * hand-overs: approving (upper) and deciding anew (lower).
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Side = 'left' | 'right' | 'above' | 'below';

export interface PlacedStage {
  readonly stage: Stage;
  readonly ring: 'system' | 'people';
  readonly node: Point;
  /** The way from the stage before, on `ring`, in degrees clockwise from three o'clock. */
  readonly from: number;
  readonly to: number;
  /** Where the words stand: the middle of the edge of their box that faces the ring. */
  readonly label: Point & { readonly side: Side };
}

export interface LoopLayout {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly centres: { readonly system: Point; readonly people: Point };
  /** The upper and the lower crossing. */
  readonly crossings: { readonly upper: Point; readonly lower: Point };
  readonly labelWidth: number;
  readonly stages: readonly PlacedStage[];
}

const LEFT: readonly Stage[] = ['hear', 'circle', 'propose'];
const UPPER: Stage = 'approve';
const RIGHT: readonly Stage[] = ['task', 'forward', 'visit', 'lead', 'follow_up', 'outcome'];
const LOWER: Stage = 'redecide';

/** Half the distance of the centres, in radii: close enough to interlock, far enough to be two. */
const APART = 0.6;
/** Where the rings cross, seen from a centre. */
const CROSSING = (Math.acos(APART) * 180) / Math.PI;
/** The outer arc of a ring, from crossing to crossing. */
const OUTER = 360 - 2 * CROSSING;

export const LABEL_HEIGHT = 68;
const AIR = 14;
const LEADER = 26;
/** Narrower or lower than this, words would lie on each other: show the table. */
export const LEAST = { width: 560, height: 420 };

export const onCircle = (centre: Point, radius: number, degrees: number): Point => ({
  x: centre.x + radius * Math.cos((degrees * Math.PI) / 180),
  y: centre.y + radius * Math.sin((degrees * Math.PI) / 180),
});

/** Places everything in a box of `width` × `height` pixels; the text keeps its size, the rings take what is left. */
export function layoutLoop(width: number, height: number): LoopLayout {
  const labelWidth = Math.max(144, Math.min(208, width * 0.2));
  const across = (width - 2 * (labelWidth + LEADER)) / (2 * (1 + APART));
  const down = height / 2 - LABEL_HEIGHT - AIR;
  const radius = Math.max(60, Math.min(across, down, 196));
  const middle = { x: width / 2, y: height / 2 };
  const centres = {
    system: { x: middle.x - APART * radius, y: middle.y },
    people: { x: middle.x + APART * radius, y: middle.y },
  };
  const rise = radius * Math.sin((CROSSING * Math.PI) / 180);
  const crossings = { upper: { x: middle.x, y: middle.y - rise }, lower: { x: middle.x, y: middle.y + rise } };
  const frame: Frame = { radius, middle, centres, reach: radius * (1 + APART) + LEADER };
  return {
    width,
    height,
    radius,
    centres,
    crossings,
    labelWidth,
    stages: [
      ...outer(frame, 'system', CROSSING, LEFT),
      crossing(frame, 'system', CROSSING + OUTER, LEFT.length, UPPER),
      ...outer(frame, 'people', 180 + CROSSING, RIGHT),
      crossing(frame, 'people', 180 + CROSSING + OUTER, RIGHT.length, LOWER),
    ],
  };
}

interface Frame {
  readonly radius: number;
  readonly middle: Point;
  readonly centres: LoopLayout['centres'];
  /** From the middle to the inner edge of the columns of words. */
  readonly reach: number;
}

/** The stages along the outer arc of one ring; their words stand in a column beside it, in the order of the arc. */
function outer(frame: Frame, ring: 'system' | 'people', start: number, stages: readonly Stage[]): PlacedStage[] {
  const { radius, middle, centres, reach } = frame;
  const step = OUTER / (stages.length + 1);
  const rows = columnOf(frame, stages.length);
  const left = ring === 'system';
  return stages.map((stage, at) => {
    const to = start + step * (at + 1);
    // Clockwise is upwards on the left.
    const row = rows[left ? stages.length - 1 - at : at] ?? 0;
    return {
      stage,
      ring,
      node: onCircle(centres[ring], radius, to),
      from: to - step,
      to,
      label: { side: left ? 'left' : 'right', x: middle.x + (left ? -reach : reach), y: middle.y + row },
    };
  });
}

/** Heights of `count` boxes of words, around the middle, that neither touch nor spread further than the rings. */
function columnOf({ radius }: Frame, count: number): number[] {
  const pitch = Math.max(LABEL_HEIGHT + 4, (2 * radius * 0.9) / Math.max(1, count - 1));
  return Array.from({ length: count }, (_, at) => (at - (count - 1) / 2) * pitch);
}

function crossing(
  { radius, middle, centres }: Frame,
  ring: 'system' | 'people',
  to: number,
  before: number,
  stage: Stage,
): PlacedStage {
  const node = onCircle(centres[ring], radius, to);
  const above = node.y < middle.y;
  const edge = middle.y + (above ? -1 : 1) * (radius + AIR);
  return {
    stage,
    ring,
    node,
    from: to - OUTER / (before + 1),
    to,
    label: { side: above ? 'above' : 'below', x: middle.x, y: edge },
  };
}

/** An SVG path along a circle, clockwise. Empty when there is nothing to walk. */
export function arcPath(centre: Point, radius: number, from: number, to: number): string {
  const span = to - from;
  if (span <= 0.01) return '';
  const start = onCircle(centre, radius, from);
  const end = onCircle(centre, radius, to);
  const number = (value: number): string => value.toFixed(2);
  const large = span > 180 ? 1 : 0;
  return `M${number(start.x)} ${number(start.y)}A${number(radius)} ${number(radius)} 0 ${large} 1 ${number(end.x)} ${number(end.y)}`;
}

const THIN = 3;
const THICK = 17;

/**
 * Thickness of the way into a stage, in pixels. Volumes of the loop span four orders of magnitude (posts and signings),
 * so it grows with their logarithm; what did not happen has none.
 */
export function thickness(volume: number, most: number): number {
  if (volume <= 0 || most <= 0) return 0;
  return THIN + (THICK - THIN) * (Math.log1p(volume) / Math.log1p(Math.max(volume, most)));
}
