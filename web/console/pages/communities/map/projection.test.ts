import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, metres, pan, project, reveal, toPixel, toWorld, unproject, zoomAt } from './projection.ts';

const size = { width: 640, height: 480 };
const places = fc.record({
  lng: fc.double({ min: 73, max: 135, noNaN: true }),
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
});
const view = { ...project(117.2, 31.8), scale: 900_000 };

describe('the projection', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(places, ({ lng, lat }) => {
        const back = unproject(project(lng, lat));
        expect(back.lng).toBeCloseTo(lng, 8);
        expect(back.lat).toBeCloseTo(lat, 8);
      }),
    );
  });

  it('puts the equator in the middle, north above and east to the right', () => {
    expect(project(0, 0)).toEqual({ x: 0.5, y: 0.5 });
    expect(project(120, 30).y).toBeLessThan(0.5);
    expect(project(121, 30).x).toBeGreaterThan(project(120, 30).x);
  });

  it('knows how long a kilometre is', () => {
    // A degree of latitude is about 111.2 km anywhere.
    const ways = project(117, 31.5).y - project(117, 32.5).y;
    expect(ways / metres(111_200, project(117, 32))).toBeCloseTo(1, 2);
  });
});

describe('the view', () => {
  it('shows every point that it was made to fit, inside the padding', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 20 }), (all) => {
        const points = all.map(({ lng, lat }) => project(lng, lat));
        const fitted = fit(points, size, 32);
        for (const point of points) {
          const { x, y } = toPixel(fitted, size, point);
          expect(x).toBeGreaterThanOrEqual(31.9);
          expect(x).toBeLessThanOrEqual(size.width - 31.9);
          expect(y).toBeGreaterThanOrEqual(31.9);
          expect(y).toBeLessThanOrEqual(size.height - 31.9);
        }
      }),
    );
  });

  it('keeps what is under the pointer there while it zooms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 640 }),
        fc.integer({ min: 0, max: 480 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (x, y, factor) => {
          const before = toWorld(view, size, { x, y });
          const after = toWorld(zoomAt(view, size, { x, y }, factor), size, { x, y });
          expect(after.x).toBeCloseTo(before.x, 10);
          expect(after.y).toBeCloseTo(before.y, 10);
        },
      ),
    );
  });

  it('moves by pixels', () => {
    const place = project(117.3, 31.9);
    const before = toPixel(view, size, place);
    const after = toPixel(pan(view, 30, -12), size, place);
    expect(after.x - before.x).toBeCloseTo(30, 6);
    expect(after.y - before.y).toBeCloseTo(-12, 6);
  });

  it('moves to a place only when it is out of sight', () => {
    expect(reveal(view, size, project(117.21, 31.81))).toBe(view);
    const far = project(112.9, 28.2);
    const moved = reveal(view, size, far);
    expect(toPixel(moved, size, far)).toEqual({ x: 320, y: 240 });
  });
});
