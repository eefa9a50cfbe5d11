/** Pulled this far, letting go refreshes. */
export const READY_PX = 56;

const LONGEST_PX = 88;

/** How far the page gives way to a finger that moved down so many pixels: half of it, and ever less towards the end. */
export function pulledBy(finger: number): number {
  if (finger <= 0) return 0;
  return Math.round(LONGEST_PX * (1 - Math.exp(-finger / (2 * LONGEST_PX))));
}
