import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorArea, missingFrom, totalFloorArea, wallArea, type Room } from './measure.ts';

const room = fc.record({
  name: fc.constant('主卧'),
  lengthMm: fc.integer({ min: 300, max: 50_000 }),
  widthMm: fc.integer({ min: 300, max: 50_000 }),
  heightMm: fc.integer({ min: 1_000, max: 10_000 }),
});

describe('areas', () => {
  it('are in hundredths of a square metre', () => {
    const bedroom: Room = { name: '主卧', lengthMm: 3_600, widthMm: 4_200, heightMm: 2_750 };
    expect(floorArea(bedroom)).toBe(1_512);
    expect(wallArea(bedroom)).toBe(4_290);
  });

  it('are off by no more than half a hundredth a room, and add up as they are shown', () => {
    fc.assert(
      fc.property(fc.array(room, { maxLength: 40 }), (rooms) => {
        for (const each of rooms) {
          expect(Math.abs(floorArea(each) - (each.lengthMm * each.widthMm) / 10_000)).toBeLessThanOrEqual(0.5);
        }
        expect(totalFloorArea(rooms)).toBe(rooms.reduce((sum, each) => sum + floorArea(each), 0));
      }),
    );
  });
});

describe('what is missing', () => {
  it('is everything at first, and nothing once somebody looked for leaks and found none', () => {
    expect(missingFrom(undefined)).toEqual(['房间尺寸', '墙面情况', '有没有漏水']);
    const rooms = [{ name: '厅', lengthMm: 4_000, widthMm: 5_000, heightMm: 2_800 }];
    expect(missingFrom({ rooms, wallCondition: 'good', leaks: null })).toEqual(['有没有漏水']);
    expect(missingFrom({ rooms, wallCondition: 'good', leaks: [] })).toEqual([]);
  });
});
