import { describe, expect, it } from 'vitest';
import {
  pointBody,
  pointDraft,
  pointFault,
  restWords,
  warehouseBody,
  warehouseDraft,
  warehouseFault,
} from './place-draft.ts';

describe('a warehouse', () => {
  it('needs a name, a code, a city and where it lies', () => {
    const draft = { ...warehouseDraft(undefined), name: '网格仓' };
    expect(warehouseFault(draft)).toBe('写上编码');
    expect(warehouseFault({ ...draft, externalCode: 'W1' })).toBe('选一个城市');
    const placed = { ...draft, externalCode: ' W1 ', cityId: 'c', lng: 120, lat: null };
    expect(warehouseFault(placed)).toBe('写上经纬度');
    expect(warehouseBody({ ...placed, lat: 30 })).toEqual({
      externalCode: 'W1',
      kind: 'grid',
      cityId: 'c',
      name: '网格仓',
      position: { lng: 120, lat: 30 },
      active: true,
    });
  });
});

describe('a pick-up point', () => {
  it('rests on some days, and is closed instead of resting all week', () => {
    expect(restWords([6, 7])).toBe('周六、周日休息');
    expect(restWords([])).toBe('');
    const draft = { ...pointDraft(undefined), name: '东门', externalCode: 'P', communityId: 'c' };
    expect(pointFault(draft)).toBeUndefined();
    expect(pointFault({ ...draft, restDays: [1, 2, 3, 4, 5, 6, 7] })).toBe('一周总要开一天，不开就停用');
    expect(pointBody({ ...draft, restDays: [7, 1] })).toMatchObject({
      restDays: [1, 7],
      keeperId: null,
      parentId: null,
    });
  });
});
