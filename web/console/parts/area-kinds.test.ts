import { describe, expect, it } from 'vitest';
import { areaBodyOf, areaFault, areaInAddress, areaOfAddress } from './area-kinds.ts';

describe('an area of a form', () => {
  it('needs one of its kind, except for the whole country', () => {
    expect(areaFault({ areaKind: 'all', areaId: undefined })).toBeUndefined();
    expect(areaFault({ areaKind: 'store', areaId: undefined })).toBe('选一个门店');
    expect(areaFault({ areaKind: 'store', areaId: 's' })).toBeUndefined();
  });

  it('is sent without an id exactly for the whole country', () => {
    expect(areaBodyOf({ areaKind: 'all', areaId: 'left over' })).toEqual({ areaKind: 'all', areaId: null });
    expect(areaBodyOf({ areaKind: 'city', areaId: 'c' })).toEqual({ areaKind: 'city', areaId: 'c' });
  });

  it('goes into an address and comes back', () => {
    expect(areaInAddress({ areaKind: 'all', areaId: undefined })).toBeUndefined();
    expect(areaOfAddress('city:c')).toEqual({ areaKind: 'city', areaId: 'c' });
    for (const wrong of [undefined, '', 'city', 'city:', 'planet:p']) {
      expect(areaOfAddress(wrong)).toEqual({ areaKind: 'all', areaId: undefined });
    }
  });
});
