import { expect, it } from 'vitest';
import { checkBooking, EMPTY } from './booking-draft.ts';

const full = { ...EMPTY, name: '王女士', phone: '13800000001', address: '3幢2单元501', consent: true };

it('passes what is complete: package, need and note may be left out', () => {
  expect(checkBooking(full)).toEqual({});
});

it('names every missing part in the order of the form', () => {
  expect(Object.keys(checkBooking(EMPTY))).toEqual(['name', 'phone', 'address', 'consent']);
});

it('takes no address that finds nobody', () => {
  expect(checkBooking({ ...full, address: ' 3 ' }).address).toContain('门牌号');
});
