import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from './geo.ts';
import { fromWgs84, toWgs84, wgs84ToGcj02 } from './geo-datum.ts';

const inChina = fc.record({
  lng: fc.double({ min: 74, max: 135, noNaN: true }),
  lat: fc.double({ min: 4, max: 53, noNaN: true }),
});

describe('datums', () => {
  it('shifts as the known converters do', () => {
    // eviltransform's own test vectors.
    const shanghai = wgs84ToGcj02({ lat: 31.1774276, lng: 121.5272106 });
    expect(shanghai.lat).toBeCloseTo(31.17530398364597, 6);
    expect(shanghai.lng).toBeCloseTo(121.531541859215, 6);
    const shenzhen = wgs84ToGcj02({ lat: 22.543847, lng: 113.912316 });
    expect(shenzhen.lat).toBeCloseTo(22.540796131694766, 6);
    expect(shenzhen.lng).toBeCloseTo(113.9171764808363, 6);
  });

  it.each(['gcj02', 'bd09'] as const)('%s and back is the same place within a centimetre', (datum) => {
    fc.assert(
      fc.property(inChina, (at) => {
        expect(distanceM(toWgs84(fromWgs84(at, datum), datum), at)).toBeLessThan(0.01);
      }),
    );
  });

  it('moves no place of China by more than 2,000 metres', () => {
    fc.assert(
      fc.property(inChina, fc.constantFrom('gcj02' as const, 'bd09' as const), (at, datum) => {
        expect(distanceM(fromWgs84(at, datum), at)).toBeLessThan(2_000);
      }),
    );
  });

  // Here and there in the west the shift comes near to nothing; where people live it never does.
  it.each([
    ['Beijing', 116.4, 39.9],
    ['Shanghai', 121.47, 31.23],
    ['Guangzhou', 113.26, 23.13],
    ['Chengdu', 104.07, 30.57],
    ['Harbin', 126.53, 45.8],
    ['Ürümqi', 87.62, 43.82],
  ])('moves %s by hundreds of metres', (_, lng, lat) => {
    for (const datum of ['gcj02', 'bd09'] as const) {
      expect(distanceM(fromWgs84({ lng, lat }, datum), { lng, lat })).toBeGreaterThan(200);
    }
  });

  it('leaves places outside China and WGS-84 as they are', () => {
    const paris = { lng: 2.35, lat: 48.86 };
    expect(fromWgs84(paris, 'gcj02')).toEqual(paris);
    expect(toWgs84({ lng: 120, lat: 30 }, 'wgs84')).toEqual({ lng: 120, lat: 30 });
  });
});
