import { fen } from '#kernel/money';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Runtime } from '#platform/context';
import {
  categoriesOf,
  movePromotion,
  saveClaimRule,
  saveCutOffRule,
  saveLeaderItem,
  savePromotion,
  setDeliveryRule,
  skusByCodes,
  type CategoryId,
  type PromotionFacts,
} from '#modules/commerce';
import { cities } from '#modules/territory';
import { leaderGoods, TEAM_OFFER, teamGoods, type ListedGood } from '../world/daily-list.ts';
import type { World } from '../world/index.ts';
import { momentOf } from './history/moment.ts';
import { ignoring } from './ignoring.ts';
import { sayRewards } from './rewards.ts';

const yuan = (amount: number) => fen(Math.round(amount * 100));
const EVERYWHERE = { areaKind: 'all', areaId: null } as const;
/** Days before the world's last one on which it was all said: before the first order of goods. */
export const SAID_DAYS_AGO = 16;
const RUNS_DAYS = 120;

/**
 * How goods are sold: cut-offs, what leaders may sell, promotions, delivery, rewards for points, when claims are granted
 * by themselves. Each is a named command, so that it is said once however often this runs.
 */
export async function loadSelling(runtime: Runtime, world: World): Promise<void> {
  const said = startOfBusinessDay(businessDay(addDays(world.options.until, -SAID_DAYS_AGO)));
  const saying = (act: string) => momentOf(runtime, said, { kind: 'system' }, `goods/${act}`);
  await sayCutOffs(runtime, world, saying);
  await sayLeaderItems(runtime, said, saying);
  await sayPromotions(runtime, said, saying);
  await sayRewards(runtime, { said, runsDays: RUNS_DAYS, opensInDays: SAID_DAYS_AGO + 9 }, saying);
  const city = (await cities(runtime.db)).find(({ code }) => code === world.cities[1]?.code);
  await setDeliveryRule(saying('delivery'), { ...EVERYWHERE, feeFen: yuan(6), freeFromFen: yuan(49) });
  if (city !== undefined) {
    const here = { areaKind: 'city', areaId: city.id } as const;
    await setDeliveryRule(saying('delivery/second'), { ...here, feeFen: yuan(4), freeFromFen: yuan(39) });
  }
  const rule = { kind: 'quality', automaticUpToFen: yuan(15), maxClaims30: 3, maxRatePercent: 40 } as const;
  await saveClaimRule(saying('claim-rule'), {
    ...rule,
    needsPhoto: true,
    decideWithinHours: 12,
    reason: '小额生鲜有照片就先退，超过 15 元的由人看',
  });
}

/** The context of an act of headquarters, by the name under which it is done once. */
export type Saying = (act: string) => ReturnType<typeof momentOf>;

/** Eight in the evening; ten in the first city; what comes out of the water is ordered by four in the afternoon. */
async function sayCutOffs(runtime: Runtime, world: World, saying: Saying): Promise<void> {
  const first = (await cities(runtime.db)).find(({ code }) => code === world.cities[0]?.code);
  const aquatic = (await categoriesOf(runtime.db)).find(({ code }) => code === 'aquatic');
  const rule = { categoryId: null, pickupDays: 1 } as const;
  await ignoring('cut-off-rule-taken', saveCutOffRule(saying('cut-off'), { ...EVERYWHERE, ...rule, minute: 20 * 60 }));
  if (first === undefined) return;
  const here = { areaKind: 'city', areaId: first.id, pickupDays: 1 } as const;
  await saveCutOffRule(saying('cut-off/first'), { ...here, categoryId: null, minute: 22 * 60 });
  if (aquatic === undefined) return;
  const { categoryId } = aquatic;
  await saveCutOffRule(saying('cut-off/aquatic'), { ...here, categoryId, minute: 16 * 60 });
}

async function sayLeaderItems(runtime: Runtime, said: Date, saying: Saying): Promise<void> {
  const goods = leaderGoods();
  const teams = teamGoods();
  const skus = await skusByCodes(
    runtime.db,
    [...goods, ...teams].map(({ code }) => code),
  );
  const teamTerms = { kind: 'min_size', teamSize: TEAM_OFFER.size, teamHours: TEAM_OFFER.hours, tierBy: null } as const;
  const listTerms = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null } as const;
  const offers: readonly (readonly [string, readonly ListedGood[], typeof teamTerms | typeof listTerms])[] = [
    ['list', goods.filter(({ code }) => !teams.some((team) => team.code === code)), listTerms],
    ['team', teams, teamTerms],
  ];
  for (const [name, items, terms] of offers) {
    for (const { code, priceFen, perPersonLimit, quota } of items) {
      const sku = skus.get(code);
      if (sku === undefined) continue;
      const limits = { perPersonLimit, perCommunityLimit: null, quota };
      const facts = { ...terms, ...limits, skuId: sku.skuId, priceFen: fen(priceFen), tiers: [], cityId: null };
      const times = { from: businessDay(said), to: null };
      await saveLeaderItem(saying(`leader-item/${name}/${code}`), { facts: { ...facts, ...times } });
    }
  }
}

const PLAIN = {
  scope: { kind: 'all' },
  way: 'automatic',
  code: null,
  touchpointId: null,
  grantedFor: null,
  eligibility: { kind: 'everybody' },
  channels: ['group_buy', 'instant', 'store'],
  validDays: null,
  claimLimit: null,
  perPersonLimit: null,
  stackable: false,
} as const satisfies Partial<PromotionFacts>;

async function sayPromotions(runtime: Runtime, said: Date, saying: Saying): Promise<void> {
  const fresh = (await categoriesOf(runtime.db)).filter(({ code }) => code === 'fresh').map((each) => each.categoryId);
  for (const [name, facts] of promotionsOf(said, fresh)) {
    const { promotionId } = await savePromotion(saying(`promotion/${name}`), { facts, area: EVERYWHERE });
    await movePromotion(saying(`promotion/${name}/publish`), { promotionId, move: 'publish' });
  }
}

function promotionsOf(said: Date, fresh: readonly CategoryId[]): [name: string, facts: PromotionFacts][] {
  const times = { validFrom: said, validUntil: addDays(said, RUNS_DAYS) };
  const first = { eligibility: { kind: 'first_order' }, perPersonLimit: 1 } as const;
  return [
    [
      'newcomer',
      {
        ...PLAIN,
        ...times,
        ...first,
        title: '新邻居券',
        rule: { kind: 'fixed', offFen: yuan(5), fromFen: yuan(20) },
        way: 'claim',
        validDays: 7,
        claimLimit: 5_000,
      },
    ],
    [
      'first-order',
      { ...PLAIN, ...times, ...first, title: '首单立减', rule: { kind: 'fixed', offFen: yuan(2), fromFen: yuan(15) } },
    ],
    [
      'fresh-threshold',
      {
        ...PLAIN,
        ...times,
        title: '生鲜满减',
        rule: {
          kind: 'threshold',
          rungs: [
            { fromFen: yuan(49), offFen: yuan(4) },
            { fromFen: yuan(99), offFen: yuan(10) },
          ],
        },
        scope: { kind: 'categories', categoryIds: fresh },
        way: 'claim',
        perPersonLimit: 2,
        claimLimit: 10_000,
        validDays: 14,
      },
    ],
    [
      'gold-delivery',
      {
        ...PLAIN,
        ...times,
        title: '金牌邻居免配送',
        rule: { kind: 'delivery', offFen: null, fromFen: yuan(19) },
        eligibility: { kind: 'member_level', level: 3 },
        channels: ['instant'],
      },
    ],
  ];
}
