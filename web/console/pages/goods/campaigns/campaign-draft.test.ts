import { describe, expect, it } from 'vitest';
import type { CampaignDetail } from '#modules/commerce/contract';
import { campaignBodyOf, campaignDraft, campaignFault, draftOf, type CampaignDraft } from './campaign-draft.ts';

const draft: CampaignDraft = {
  ...campaignDraft('2026-11-23T08:00'),
  title: '周末鲜果',
  cityIds: ['sz'],
  items: [
    {
      skuId: 'k' as never,
      name: '橙子',
      listFen: 2_990,
      yuan: 25.9,
      tiers: [],
      perPersonLimit: 2,
      perCommunityLimit: null,
      quota: 60,
    },
  ],
};
const [orange] = draft.items;

describe('a campaign that is being planned', () => {
  it('says what is missing', () => {
    expect(campaignFault(campaignDraft('2026-11-23T08:00'))).toBe('写上名字');
    expect(campaignFault({ ...draft, cityIds: [] })).toBe('选城市');
    expect(campaignFault({ ...draft, reach: 'audience' })).toBe('选小区');
    expect(campaignFault({ ...draft, items: [] })).toBe('加上卖的商品');
    expect(campaignFault({ ...draft, cutOffAt: '2026-11-23T08:00' })).toBe('截单要在开团之后');
    expect(campaignFault({ ...draft, targetKind: 'orders' })).toBe('写上目标是多少');
    expect(campaignFault(draft)).toBeUndefined();
  });

  it('wants tiers that fall the more is sold', () => {
    const tiered = (tiers: object[]): CampaignDraft =>
      ({ ...draft, kind: 'tiered', items: [{ ...orange, tiers }] }) as CampaignDraft;
    expect(campaignFault(tiered([]))).toBe('橙子：加上一档阶梯价');
    expect(campaignFault(tiered([{ from: 20, yuan: null }]))).toBe('橙子：阶梯价没填完');
    expect(campaignFault(tiered([{ from: 20, yuan: 25.9 }]))).toBe('橙子：阶梯要越多越便宜');
    expect(campaignFault(tiered([{ from: 20, yuan: 23.9 }]))).toBeUndefined();
  });

  it('is sent with what belongs to its kind only', () => {
    expect(campaignBodyOf(draft)).toMatchObject({
      teamSize: null,
      tierBy: null,
      cityIds: ['sz'],
      communityIds: [],
      items: [{ priceFen: 2_590, tiers: [], quota: 60 }],
      opensAt: '2026-11-23T00:00:00.000Z',
      cutOffAt: null,
      target: null,
    });
    expect(campaignBodyOf({ ...draft, kind: 'min_size', targetKind: 'fen', target: 5_000 })).toMatchObject({
      teamSize: 3,
      teamHours: null,
      target: { kind: 'fen', amount: 500_000 },
    });
  });

  it('is planned anew from what was planned, and another one like it opens from now on', () => {
    const communities = [{ communityId: 'a', name: '甲', cityId: 'sz' }];
    const planned = {
      ...campaignBodyOf({ ...draft, kind: 'min_size', cutOffAt: '2026-11-24T20:00', targetKind: 'fen', target: 5_000 }),
      items: [{ ...campaignBodyOf(draft).items[0], name: '橙子', listFen: 2_990 }],
      communities,
    } as unknown as CampaignDetail;
    expect(draftOf(planned)).toMatchObject({
      kind: 'min_size',
      teamSize: 3,
      reach: 'communities',
      communities: [{ id: 'a', name: '甲' }],
      items: draft.items,
      opensAt: '2026-11-23T08:00',
      cutOffAt: '2026-11-24T20:00',
      target: 5_000,
    });
    expect(campaignBodyOf(draftOf(planned))).toMatchObject({ target: { kind: 'fen', amount: 500_000 } });
    expect(draftOf(planned, { opensAt: '2026-12-01T09:30' })).toMatchObject({
      opensAt: '2026-12-01T09:30',
      cutOffAt: '',
    });
    expect(draftOf({ ...planned, communities: [] })).toMatchObject({ reach: 'cities', cityIds: ['sz'] });
  });

  it('reaches chosen communities in the cities where they lie', () => {
    const communities = [
      { id: 'a', name: '甲', cityId: 'sz' },
      { id: 'b', name: '乙', cityId: 'hf' },
      { id: 'c', name: '丙', cityId: 'hf' },
    ];
    expect(campaignBodyOf({ ...draft, reach: 'communities', communities })).toMatchObject({
      cityIds: ['sz', 'hf'],
      communityIds: ['a', 'b', 'c'],
    });
  });
});
