import { describe, expect, it } from 'vitest';
import { bulkChangeOf, bulkDraft, bulkFault, previewSentence } from './bulk-draft.ts';

const TODAY = '2026-11-22';
const price = { ...bulkDraft('price', TODAY), areaKind: 'city' as const, areaId: 'sz', amount: 5 };

describe('an edit of many', () => {
  it('says what is missing', () => {
    expect(bulkFault(bulkDraft('category', TODAY), TODAY)).toBe('选移到哪个分类');
    expect(bulkFault(bulkDraft('price', TODAY), TODAY)).toBe('写上多少元');
    expect(bulkFault({ ...price, areaId: undefined }, TODAY)).toBe('选一个城市');
    expect(bulkFault({ ...price, move: 'percent_less', amount: 100 }, TODAY)).toBe('最多降 99%');
    expect(bulkFault({ ...price, from: '2026-11-21' }, TODAY)).toBe('只能从今天或以后开始');
    expect(bulkFault(bulkDraft('active', TODAY), TODAY)).toBeUndefined();
  });

  it('is sent in fen or basis points, less as a negative', () => {
    const of = (part: object) => bulkChangeOf({ ...price, ...part });
    expect(of({})).toMatchObject({ by: 'set', amount: 500, areaKind: 'city', areaId: 'sz', to: null });
    expect(of({ move: 'less', amount: 1.5 })).toMatchObject({ by: 'add', amount: -150 });
    expect(of({ move: 'percent_more' })).toMatchObject({ by: 'percent', amount: 500 });
    expect(of({ move: 'percent_less' })).toMatchObject({ by: 'percent', amount: -500 });
  });

  it('says whether something is sold in an area for a time', () => {
    const change = bulkChangeOf({ ...bulkDraft('listing', TODAY), listed: false, to: '2026-11-30' });
    expect(change).toEqual({
      kind: 'listing',
      areaKind: 'all',
      areaId: null,
      listed: false,
      from: TODAY,
      to: '2026-11-30',
    });
  });

  it('is told before it is done', () => {
    const preview = { changes: 12, same: 3, bad: 1, rows: [], fingerprint: '' };
    expect(previewSentence(preview)).toBe('要改 12 个，3 个本来就这样，1 个改不了');
    expect(previewSentence({ ...preview, changes: 0, bad: 0 })).toBe('没有要改的，3 个本来就这样');
  });
});
