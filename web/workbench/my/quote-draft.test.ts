import { describe, expect, it } from 'vitest';
import type { EffectivePackage, MyOpportunity, QuotationAnswer } from '#modules/commerce/contract';
import {
  amountOf,
  draftFor,
  fenOf,
  firstDraft,
  firstQuantity,
  hundredthsOf,
  quoteBody,
  quoteFaults,
  saysTheSame,
  sumOf,
  withQuotation,
  type QuoteDraft,
} from './quote-draft.ts';

const price = { why: '全国价目', priceId: null };
const walls = {
  ...price,
  packageId: 'p1',
  code: 'walls',
  name: '墙面焕新',
  unit: '/套',
  priceFen: 399_900,
  options: [
    { ...price, code: 'paint', name: '升级儿童漆', unit: '㎡', kind: 'per_area', priceFen: 1_850 },
    { ...price, code: 'move', name: '家具搬移', unit: '项', kind: 'add_on', priceFen: 20_000 },
  ],
} as unknown as EffectivePackage;
const floor = {
  ...walls,
  packageId: 'p2',
  code: 'floor',
  name: '地面防滑',
  unit: '/㎡',
  options: [],
} as unknown as EffectivePackage;
const areas = { floor: 8_630, walls: 21_042 };
const draft = (over: Partial<QuoteDraft> = {}): QuoteDraft => ({ ...draftFor(walls, areas), ...over });

const quotation = (over: object = {}): QuotationAnswer =>
  ({
    quotationId: 'q1',
    revision: 1,
    state: 'draft',
    stateName: '草稿',
    packageId: 'p1',
    lines: [
      { kind: 'package', code: null, quantity: 1, amountFen: 399_900 },
      { kind: 'option', code: 'paint', quantity: 12.35, amountFen: 22_848 },
      { kind: 'option', code: 'gone', quantity: 1, amountFen: 1 },
      { kind: 'discount', code: 'neighbours', quantity: 1, amountFen: -10_000 },
    ],
    ...over,
  }) as unknown as QuotationAnswer;
const sale = (over: Partial<MyOpportunity> = {}): MyOpportunity =>
  ({ packageId: 'p2', packages: [walls, floor], quotations: [], ...over }) as unknown as MyOpportunity;

describe('figures as people type them', () => {
  it('reads quantities and money', () => {
    expect([hundredthsOf('12.35', true), hundredthsOf('12。5', true), hundredthsOf('2', false)]).toEqual([
      1_235, 1_250, 200,
    ]);
    expect([hundredthsOf('1.5', false), hundredthsOf('0', true), hundredthsOf('', true)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([fenOf('1,200'), fenOf('99.5'), fenOf('x')]).toEqual([120_000, 9_950, undefined]);
  });

  it('rounds a line half up, as the server does', () => {
    expect(amountOf(1_850, 1_235)).toBe(22_848);
    expect(amountOf(1, 50)).toBe(1);
  });
});

describe('a draft', () => {
  it('begins with what was asked about and what was measured', () => {
    expect(firstDraft(sale(), areas)).toMatchObject({ packageId: 'p2', quantity: '86.3' });
    expect(firstQuantity({ name: '升级儿童漆', unit: '㎡' }, areas)).toBe('210.42');
    expect(firstQuantity({ name: '升级儿童漆', unit: '㎡' }, { floor: undefined, walls: undefined })).toBe('');
    expect(firstQuantity({ name: '家具搬移', unit: '项' }, areas)).toBe('1');
  });

  it('begins with the last quotation where there is one, as far as that is still offered', () => {
    expect(firstDraft(sale({ quotations: [quotation()] }), areas)).toEqual({
      packageId: 'p1',
      quantity: '1',
      options: { paint: '12.35' },
      discount: '100',
      reason: 'neighbours',
    });
  });

  it('sums what is a number', () => {
    const typed = draft({ options: { paint: '12.35', move: '' }, discount: '100' });
    expect(sumOf(typed, walls)).toEqual({ listFen: 422_748, discountFen: 10_000, totalFen: 412_748 });
  });

  it('says what has to be put right', () => {
    const typed = draft({ quantity: '1.5', options: { paint: '' }, discount: '9000' });
    expect(quoteFaults(typed, walls, 10)).toEqual([
      '「墙面焕新」填个数',
      '「升级儿童漆」填面积，如 12.5',
      '优惠最多 0 元（10%）',
      '优惠要选个原因',
    ]);
    expect(quoteFaults(draft({ discount: '100', reason: 'goodwill' }), walls, 10)).toEqual([]);
  });

  it('sends quantities and no prices', () => {
    expect(quoteBody(draft({ options: { move: '2' } }), walls)).toEqual({
      packageId: 'p1',
      quantity: 1,
      options: [{ code: 'move', quantity: 2 }],
      discount: null,
    });
  });

  it('knows whether the server has it like this', () => {
    const here = sale({ quotations: [quotation()] });
    const same = firstDraft(here, areas);
    expect(same && saysTheSame(same, quotation(), here)).toBe(true);
    expect(same && saysTheSame({ ...same, discount: '' }, quotation(), here)).toBe(false);
  });
});

it('shows what was sent in place of what was sent before', () => {
  const before = sale({ quotations: [quotation({ quotationId: 'q0', state: 'sent' }), quotation()] });
  const after = withQuotation(before, quotation({ revision: 2, state: 'sent', stateName: '待签约' }));
  expect(after.quotations.map(({ quotationId, state }) => [quotationId, state])).toEqual([
    ['q1', 'sent'],
    ['q0', 'superseded'],
  ]);
});
