import { describe, expect, it } from 'vitest';
import { cutOffBodyOf, cutOffDraft, cutOffFault, pickupWords } from './cut-off-draft.ts';

describe('a rule of the cut-off', () => {
  it('is a time of the day and days until pick-up', () => {
    const draft = { ...cutOffDraft(undefined), areaId: 'sz', clock: '19:30' };
    expect(cutOffBodyOf(draft)).toEqual({
      areaKind: 'city',
      areaId: 'sz',
      categoryId: null,
      minute: 1_170,
      pickupDays: 1,
    });
    expect(
      cutOffDraft({ minute: 545, pickupDays: 0, areaKind: 'all', areaId: null, categoryId: null } as never),
    ).toEqual({
      areaKind: 'all',
      areaId: undefined,
      categoryId: undefined,
      clock: '09:05',
      pickupDays: 0,
    });
    expect([pickupWords(0), pickupWords(1), pickupWords(3)]).toEqual(['当天提货', '次日提货', '3天后提货']);
  });

  it('needs all of it', () => {
    expect(cutOffFault(cutOffDraft(undefined))).toBe('选一个城市');
    expect(cutOffFault({ ...cutOffDraft(undefined), areaId: 'sz', clock: '' })).toBe('选几点截单');
    expect(cutOffFault({ ...cutOffDraft(undefined), areaKind: 'all', pickupDays: null })).toBe('写上几天后提货');
  });
});
