import { expect, it } from 'vitest';
import { checkLead } from './lead-draft.ts';

const full = { name: '王女士', phone: '13800000001', need: '', note: '', consent: true };

it('passes what is complete, with spaces in the number', () => {
  expect(checkLead(full)).toEqual({});
  expect(checkLead({ ...full, phone: '138 0000-0001' })).toEqual({});
});

it('names every missing part, first things first', () => {
  expect(Object.keys(checkLead({ ...full, name: ' ', phone: '', consent: false }))).toEqual([
    'name',
    'phone',
    'consent',
  ]);
});

it.each(['1380000000', '138000000011', '23800000001', '12800000001', '1380000000a'])(
  'refuses the number %s',
  (phone) => {
    expect(checkLead({ ...full, phone }).phone).toContain('手机号不对');
  },
);
