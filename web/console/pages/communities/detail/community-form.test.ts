import { describe, expect, it } from 'vitest';
import type { CommunityDetailAnswer } from '#modules/territory/contract';
import { bodyOf, faultsOf, formOf } from './community-form.ts';

const community = {
  externalCode: 'HF-1',
  cityId: 'hf',
  name: '和平里',
  district: '包河区',
  position: { lng: 117.2, lat: 31.8 },
  builtYear: 1996,
  households: 900,
  partnerId: null,
  stores: [{ id: 's1' }, { id: 's2' }],
} as unknown as CommunityDetailAnswer;

describe('the form of a community', () => {
  it('sends what it read when nothing was changed, and leaves the stores alone', () => {
    expect(bodyOf(community, formOf(community))).toEqual({
      externalCode: 'HF-1',
      cityId: 'hf',
      name: '和平里',
      district: '包河区',
      position: { lng: 117.2, lat: 31.8 },
      builtYear: 1996,
      households: 900,
      partnerId: null,
    });
  });

  it('sends the stores when they are others, not when they stand in another order', () => {
    expect(bodyOf(community, { ...formOf(community), storeIds: ['s2', 's1'] })).not.toHaveProperty('storeIds');
    expect(bodyOf(community, { ...formOf(community), storeIds: [] })).toHaveProperty('storeIds', []);
  });

  it('says what is missing before it is sent', () => {
    expect(faultsOf(formOf(community))).toEqual({});
    expect(Object.keys(faultsOf({ ...formOf(community), name: ' ', lat: 95, builtYear: 19 })).toSorted()).toEqual([
      'builtYear',
      'lat',
      'name',
    ]);
  });
});
