import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { seededRandom } from '#kernel/random';
import { checkTerms, percentOf } from './campaign.ts';
import {
  drawGroupBuyNumber,
  GROUP_BUY_STATES,
  mayMove,
  numberInGroups,
  outcomeOf,
  readGroupBuyNumber,
  sellLimit,
  type GroupBuyState,
  type ItemTerms,
} from './group-buy.ts';
import { offeredIn, termsOf, type LeaderItem } from './leader-item.ts';

const states = Object.keys(GROUP_BUY_STATES) as GroupBuyState[];
const bare: ItemTerms = {
  skuId: 'a' as SkuId,
  priceFen: fen(800),
  tiers: [],
  perPersonLimit: null,
  perCommunityLimit: null,
  quota: null,
};

describe('the states', () => {
  it('lead from open to an end through closing only, and from no end anywhere', () => {
    expect(states.filter((to) => mayMove('open', to))).toEqual(['closing']);
    expect(states.filter((to) => mayMove('closing', to))).toEqual(['closed', 'cancelled']);
    expect(states.filter((to) => mayMove('closed', to) || mayMove('cancelled', to))).toEqual([]);
  });

  it('say what came of it', () => {
    expect([outcomeOf(0, 0), outcomeOf(0, 2), outcomeOf(5, 1), outcomeOf(5, 0)]).toEqual([
      'failed',
      'failed',
      'partly',
      'succeeded',
    ]);
  });
});

describe('a number', () => {
  it('is read as it was said, and a slip is noticed', () => {
    const random = seededRandom('numbers');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = drawGroupBuyNumber(random);
        expect(readGroupBuyNumber(numberInGroups(digits))).toBe(digits);
        const slip = [...digits]
          .map((digit, index) => (index === at ? String((Number(digit) + by) % 10) : digit))
          .join('');
        expect(readGroupBuyNumber(slip)).toBeUndefined();
      }),
    );
  });
});

describe('terms', () => {
  const open = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null } as const;
  const tiers = [{ from: 10, priceFen: fen(700) }];
  it('go together', () => {
    expect(() => checkTerms(open, [bare])).not.toThrow();
    expect(() => checkTerms({ ...open, kind: 'min_size' }, [bare])).toThrow('group-terms-team');
    expect(() => checkTerms({ ...open, teamSize: 3 }, [bare])).toThrow('group-terms-team');
    expect(() => checkTerms({ ...open, kind: 'tiered', tierBy: 'units' }, [bare])).toThrow('group-terms-tiers');
    expect(() => checkTerms(open, [{ ...bare, tiers }])).toThrow('group-terms-tiers');
    expect(() => checkTerms({ ...open, kind: 'tiered', tierBy: 'units' }, [{ ...bare, tiers }])).not.toThrow();
    expect(() => checkTerms(open, [bare, bare])).toThrow('group-terms-twice');
  });

  it('limit to the smaller of limit and quota', () => {
    expect(sellLimit({ perCommunityLimit: null, quota: null })).toBeNull();
    expect(sellLimit({ perCommunityLimit: 5, quota: null })).toBe(5);
    expect(sellLimit({ perCommunityLimit: 5, quota: 3 })).toBe(3);
  });

  it('of leaders are those of the city before those of everywhere, and of one kind at a time', () => {
    const at = new Date('2026-06-06T02:00:00Z');
    const item = (over: Partial<LeaderItem>): LeaderItem => ({
      ...bare,
      ...open,
      leaderItemId: 'x' as LeaderItem['leaderItemId'],
      cityId: null,
      validFrom: new Date('2026-06-01T00:00:00Z'),
      validUntil: null,
      revision: 1,
      ...over,
    });
    const city = 'hz' as NonNullable<LeaderItem['cityId']>;
    const offered = offeredIn(
      [
        item({ priceFen: fen(900) }),
        item({ priceFen: fen(850), cityId: city }),
        item({ priceFen: fen(1), cityId: 'sh' as typeof city }),
        item({ priceFen: fen(2), cityId: city, validUntil: at }),
      ],
      city,
      at,
    );
    expect(offered.map((each) => each.priceFen)).toEqual([850]);
    expect(() => termsOf([item({}), item({ kind: 'min_size', teamSize: 3 })])).toThrow('group-terms-mixed');
  });
});

describe('a shared target', () => {
  it('is reached in whole percent, and never beyond', () => {
    expect([0, 1, 99, 100, 250].map((reached) => percentOf({ kind: 'orders', amount: 100 }, reached))).toEqual([
      0, 1, 99, 100, 100,
    ]);
  });
});
