import { expect, it } from 'vitest';
import { areaName, type Grant, type Me } from './session.tsx';

const me = (...grants: Grant[]): Me => ({
  userId: 'u',
  kind: 'staff',
  displayName: '运营',
  touchpointId: null,
  grants,
  permissions: [],
  mode: 'demo',
});
const store = (name: string): Grant => ({
  role: 'r',
  roleName: '店长',
  areaKind: 'store',
  areaId: name,
  areaName: name,
});
const all: Grant = { role: 'o', roleName: '运营', areaKind: 'all', areaId: null, areaName: '全国' };

it('names the area of a user in one phrase', () => {
  expect(areaName(me(all))).toBe('全部区域');
  expect(areaName(me(store('滨江店')))).toBe('滨江店');
  expect(areaName(me(store('滨江店'), store('西湖店')))).toBe('滨江店 等2处');
  expect(areaName(me(store('滨江店'), all))).toBe('全部区域');
  expect(areaName(me())).toBe('未分配区域');
});
