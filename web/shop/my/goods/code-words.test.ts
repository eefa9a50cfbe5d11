import { expect, test } from 'vitest';
import type { OwnParcel } from '#modules/commerce/contract';
import { byPoint, inGroups, passOnWords, shownParcel } from './code-words.ts';

const parcel = (parcelId: string, over: Partial<Record<keyof OwnParcel, unknown>> = {}): OwnParcel =>
  ({
    parcelId,
    mode: 'pickup',
    state: 'waiting',
    pickupPointId: 'east',
    pickupPointName: '东门便利店',
    pickupPointAddress: '东门右手第一家',
    code: null,
    left: 0,
    lines: [],
    ...over,
  }) as unknown as OwnParcel;
const lying = (parcelId: string, over: Partial<Record<keyof OwnParcel, unknown>> = {}): OwnParcel =>
  parcel(parcelId, {
    state: 'arrived',
    code: '12345678',
    left: 2,
    lines: [{ name: '鸡蛋', left: 2, unit: '盒' }],
    ...over,
  });

test('codes are read in groups', () => {
  expect(inGroups('12345678')).toBe('1234 5678');
  expect(inGroups('1234567890')).toBe('1234 567 890');
});

test('points with something to fetch stand first, and so do parcels within each', () => {
  const west = { pickupPointId: 'west', pickupPointName: '西门驿站' };
  const points = byPoint([parcel('a'), parcel('b', west), lying('c', west), parcel('d', { mode: 'delivery' })]);
  expect(points.map(({ name }) => name)).toEqual(['西门驿站', '东门便利店']);
  expect(points[0]?.parcels.map(({ parcelId }) => parcelId)).toEqual(['c', 'b']);
});

test('the code of what lies there is shown, not of what is on its way', () => {
  expect(shownParcel([parcel('a', { code: '11112222' }), lying('b')])?.parcelId).toBe('b');
  expect(shownParcel([parcel('a')])).toBeUndefined();
});

test('whoever fetches it instead is told where, the code and what', () => {
  const [point] = byPoint([lying('a'), parcel('b', { lines: [{ name: '牛奶', left: 0, unit: '瓶' }] })]);
  if (point === undefined) throw new Error('there is a point');
  const words = passOnWords(point, lying('a'));
  expect(words).toContain('东门便利店（东门右手第一家）');
  expect(words).toContain('1234 5678');
  expect(words).toContain('鸡蛋 2盒');
  expect(words).not.toContain('牛奶');
});
