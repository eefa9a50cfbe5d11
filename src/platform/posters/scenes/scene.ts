/**
 * A scene's pictures: what the left and the right ring show, as SVG fragments. The stage is 750 × 360; the rings are
 * circles of radius 170 around (272, 180) and (478, 180), the right one lying over the left.
 */
export interface Scene {
  /** Ground of the poster, from top to bottom. */
  readonly ground: readonly [top: string, bottom: string];
  readonly left: string;
  readonly right: string;
}
