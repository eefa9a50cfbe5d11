import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAGES } from '#modules/insight/contract';
import { arcPath, LABEL_HEIGHT, layoutLoop, LEAST, onCircle, thickness } from './loop-layout.ts';

const sizes = fc.record({
  width: fc.integer({ min: LEAST.width, max: 2_400 }),
  height: fc.integer({ min: LEAST.height, max: 1_200 }),
});

describe('the picture of the loop', () => {
  it('places every stage once, in the order of the loop', () => {
    expect(layoutLoop(1_200, 520).stages.map((placed) => placed.stage)).toEqual([...STAGES]);
  });

  it('walks without a jump: each way begins where the one before ended', () => {
    const { stages, centres, radius } = layoutLoop(1_200, 520);
    for (const [at, placed] of stages.entries()) {
      const before = stages.at(at - 1);
      const start = onCircle(centres[placed.ring], radius, placed.from);
      expect(start.x).toBeCloseTo(before?.node.x ?? Number.NaN, 6);
      expect(start.y).toBeCloseTo(before?.node.y ?? Number.NaN, 6);
    }
  });

  it('hands over where the rings cross', () => {
    const { stages, crossings } = layoutLoop(1_200, 520);
    const nodeOf = (stage: string) => stages.find((placed) => placed.stage === stage)?.node;
    expect(nodeOf('approve')?.x).toBeCloseTo(crossings.upper.x, 6);
    expect(nodeOf('approve')?.y).toBeCloseTo(crossings.upper.y, 6);
    expect(nodeOf('redecide')?.y).toBeCloseTo(crossings.lower.y, 6);
  });

  it('keeps the words of a column apart and the rings between the columns, at any size that it is shown in', () => {
    fc.assert(
      fc.property(sizes, ({ width, height }) => {
        const { stages, radius, centres, labelWidth } = layoutLoop(width, height);
        for (const side of ['left', 'right'] as const) {
          const rows = stages.flatMap(({ label }) => (label.side === side ? [label.y] : [])).toSorted((a, b) => a - b);
          for (const [at, y] of rows.entries()) {
            if (at > 0) expect(y - (rows[at - 1] ?? 0)).toBeGreaterThanOrEqual(LABEL_HEIGHT);
          }
        }
        const left = stages.find(({ label }) => label.side === 'left')?.label.x ?? 0;
        const right = stages.find(({ label }) => label.side === 'right')?.label.x ?? 0;
        expect(left).toBeLessThanOrEqual(centres.system.x - radius);
        expect(right).toBeGreaterThanOrEqual(centres.people.x + radius);
        expect(left - labelWidth).toBeGreaterThanOrEqual(-1);
        expect(right + labelWidth).toBeLessThanOrEqual(width + 1);
      }),
    );
  });
});

describe('an arc', () => {
  it('takes the long way when it is longer than half a turn', () => {
    expect(arcPath({ x: 0, y: 0 }, 10, 0, 270)).toContain(' 0 1 1 ');
    expect(arcPath({ x: 0, y: 0 }, 10, 0, 90)).toContain(' 0 0 1 ');
  });

  it('is nothing where there is nothing to walk', () => {
    expect(arcPath({ x: 0, y: 0 }, 10, 40, 40)).toBe('');
  });
});

describe('the thickness of a way', () => {
  it('grows with the volume and never beyond that of the largest', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (one, other) => {
        const [less = 0, more = 0] = [one, other].toSorted((a, b) => a - b);
        expect(thickness(less, more)).toBeLessThanOrEqual(thickness(more, more) + 1e-9);
      }),
    );
    expect(thickness(0, 100)).toBe(0);
    expect(thickness(1, 100_000)).toBeGreaterThan(3);
  });
});
