import { describe, expect, it } from 'vitest';
import {
  changedInPackage,
  mergeEdits,
  missingInPackage,
  packageBodyOf,
  packageDraft,
  packageText,
} from './package-draft.ts';

const base = {
  ...packageDraft(undefined),
  code: 'CF02',
  name: '厨房焕新',
  priceYuan: 9980,
  points: ['七天完工'],
  roles: ['guide', 'designer'],
  costYuan: 180,
};

describe('the draft of a package', () => {
  it('says what is missing', () => {
    expect(missingInPackage(packageDraft(undefined))).toEqual(['名称', '编码', '价格', '卖点', '触点', '每次花费']);
    expect(missingInPackage(base)).toEqual([]);
  });

  it('is sent in fen', () => {
    expect(packageBodyOf({ ...base, priceYuan: 39.9, originalPriceYuan: 59.05 })).toMatchObject({
      priceFen: 3990,
      originalPriceFen: 5905,
      costFen: 18_000,
    });
    expect(packageBodyOf(base).originalPriceFen).toBeNull();
    expect(packageBodyOf(base)).not.toHaveProperty('priceYuan');
  });

  it('tells its values in words', () => {
    expect(packageText(base, 'roles')).toBe('导购 → 设计师');
    expect(packageText(base, 'priceYuan')).toBe('¥9,980');
    expect(packageText(base, 'suits')).toBe('没有');
    expect(packageText(base, 'minAgeYears')).toBe('没有');
    expect(packageText({ ...base, active: false }, 'active')).toBe('停售');
  });
});

describe('two people editing one package', () => {
  it('both keep what only they changed', () => {
    const merged = mergeEdits(base, { ...base, name: '旧厨焕新' }, { ...base, priceYuan: 9580 });
    expect(merged).toEqual({
      draft: { ...base, name: '旧厨焕新', priceYuan: 9580 },
      taken: ['priceYuan'],
      clashing: [],
    });
  });

  it('are asked about what both changed, and about nothing that they changed alike', () => {
    const mine = { ...base, priceYuan: 9780, points: ['七天完工', '环保板材'] };
    const theirs = { ...base, priceYuan: 9580, points: ['七天完工', '环保板材'], active: false };
    const merged = mergeEdits(base, mine, theirs);
    expect(merged.clashing).toEqual(['priceYuan']);
    expect(merged.taken).toEqual(['active']);
    expect(merged.draft).toEqual({ ...mine, active: false });
  });

  it('lose nothing when nobody changed anything', () => {
    expect(changedInPackage(base, base)).toEqual([]);
    expect(mergeEdits(base, base, base)).toEqual({ draft: base, taken: [], clashing: [] });
  });
});
