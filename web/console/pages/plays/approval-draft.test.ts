import { describe, expect, it } from 'vitest';
import { approvalBodyOf, missingIn, newApproval, usedShare } from './approval-draft.ts';

const NOW = Date.parse('2026-11-21T18:00:00Z');
const whole = {
  ...newApproval(NOW),
  name: ' 防水季 ',
  audienceIds: ['a'],
  packageIds: ['p'],
  communities: [{ id: 'c', name: '翠苑一区' }],
  budgetYuan: 1999.9,
};

describe('the terms of a standing approval', () => {
  it('start with a month and a day’s limit, and say what is missing', () => {
    expect(newApproval(NOW).until).toBe('2026-12-22');
    expect(missingIn(newApproval(NOW))).toEqual(['人群', '套餐', '预算', '名称']);
    expect(approvalBodyOf(newApproval(NOW))).toBeUndefined();
    expect(missingIn({ ...whole, budgetYuan: 0, maxPlaysADay: null, until: '' })).toEqual([
      '预算',
      '每天份数',
      '有效期',
    ]);
  });

  it('are signed in fen and to the end of the last day in Shanghai', () => {
    expect(approvalBodyOf(whole)).toEqual({
      name: '防水季',
      audienceIds: ['a'],
      packageIds: ['p'],
      cityIds: [],
      communityIds: ['c'],
      budgetFen: 199_990,
      maxPlaysADay: 20,
      validUntil: '2026-12-22T15:59:59.000Z',
    });
  });
});

it('tells how much of a budget is used', () => {
  expect(usedShare({ spentFen: 50, budgetFen: 200 })).toBe(0.25);
  expect(usedShare({ spentFen: 300, budgetFen: 200 })).toBe(1);
  expect(usedShare({ spentFen: 0, budgetFen: 0 })).toBe(0);
});
