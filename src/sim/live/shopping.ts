import { pick, type Random } from '#kernel/random';
import type { PlacedOrder, ShopGroupBuy, ShopHome } from '#modules/commerce/contract';
import { basketOf, happens } from '../world/index.ts';
import { payAtCashier } from './cashier.ts';
import type { AtOwnPhone } from './customers.ts';
import { ActRefused } from './requests.ts';
import type { Stage } from './stage.ts';

/** Of those who buy, who orders together with the neighbours; the others want it today. */
const TOGETHER = 0.7;
/** Who orders and then forgets to pay. */
const FORGETS = 0.05;

interface Asked {
  readonly body: object;
  readonly totalFen: number;
}

/** Somebody opens the shop of their compound and orders, if anything there is for them. */
export async function goShopping(
  stage: Stage,
  { ask }: AtOwnPhone,
  { communityId, random }: { readonly communityId: string; readonly random: Random },
): Promise<void> {
  const home = await ask<ShopHome>('GET', `/api/commerce/shop/home?communityId=${communityId}`);
  const open = home.groupBuys.filter(({ state }) => state === 'open');
  const together = open.length > 0 && happens(random, TOGETHER);
  const asked = together ? await orderTogether(ask, pick(random, open).groupBuyId, random) : orderNow(home, random);
  if (asked === undefined) return;
  const placed = await order(ask, asked);
  if (placed === undefined) return;
  stage.tally.count(together ? 'goods-order' : 'instant-order');
  if (placed.payment === null || happens(random, FORGETS)) return;
  if (await payAtCashier(stage, ask, placed.payment.cashierUrl)) stage.tally.count('goods-paid');
}

async function orderTogether(ask: AtOwnPhone['ask'], key: string, random: Random): Promise<Asked | undefined> {
  const groupBuy = await ask<ShopGroupBuy>('GET', `/api/commerce/shop/group-buys/${key}`);
  const list = groupBuy.items
    .filter(({ notSoldWhy, left }) => notSoldWhy === null && (left ?? Number.MAX_SAFE_INTEGER) > 2)
    .map(({ skuId, priceFen, perPersonLimit }) => ({ code: skuId as string, priceFen, perPersonLimit, quota: null }));
  const [team] = groupBuy.teams;
  const isTeam = groupBuy.kind === 'min_size';
  const joins = team === undefined || groupBuy.teamHours === null ? null : team.teamId;
  return askedOf(random, list, {
    channel: 'group_buy',
    groupBuyId: groupBuy.groupBuyId,
    team: isTeam && groupBuy.teamHours !== null ? (joins ?? 'new') : null,
  });
}

/** From the flash warehouse, fetched at the compound's point. */
function orderNow(home: ShopHome, random: Random): Asked | undefined {
  const [point] = home.pickupPoints;
  if (!home.instant || point === undefined) return undefined;
  const left = new Map(home.stock.map(({ skuId, left: units }) => [skuId as string, units ?? 0]));
  const list = home.products
    .flatMap(({ skus }) => skus.slice(0, 1))
    .filter(({ skuId, priceFen }) => (left.get(skuId) ?? 0) > 2 && priceFen < 10_000)
    .map(({ skuId, priceFen }) => ({ code: skuId as string, priceFen, perPersonLimit: null, quota: null }));
  const { communityId } = home.community;
  const where = { mode: 'pickup', pickupPointId: point.pickupPointId, communityId };
  return askedOf(random, list, { channel: 'instant', ...where });
}

function askedOf(random: Random, list: Parameters<typeof basketOf>[1], body: object): Asked | undefined {
  const basket = basketOf(random, list);
  if (basket.length === 0) return undefined;
  const priceOf = new Map(list.map(({ code, priceFen }) => [code, priceFen]));
  const totalFen = basket.reduce((sum, { code, quantity }) => sum + quantity * (priceOf.get(code) ?? 0), 0);
  const lines = basket.map(({ code, quantity }) => ({ skuId: code, quantity }));
  return { body: { ...body, lines }, totalFen };
}

/** Undefined where somebody was faster. Whoever has a benefit is told what it costs with it, and takes it. */
async function order(ask: AtOwnPhone['ask'], { body, totalFen }: Asked): Promise<PlacedOrder | undefined> {
  const placing = (seenTotalFen: number): Promise<PlacedOrder> =>
    ask<PlacedOrder>('POST', '/api/commerce/own/orders', { ...body, seenTotalFen });
  try {
    return await placing(totalFen).catch((error: unknown) => {
      const now = error instanceof ActRefused && error.code === 'price-changed' ? error.body : undefined;
      const { totalFen: said } = (now ?? {}) as { totalFen?: unknown };
      if (typeof said !== 'number') throw error;
      return placing(said);
    });
  } catch (error) {
    if (!(error instanceof ActRefused) || !WORSE_LUCK.has(error.code)) throw error;
    return undefined;
  }
}

const WORSE_LUCK: ReadonlySet<string> = new Set([
  'stock-short',
  'group-buy-closed',
  'person-limit-reached',
  'community-limit-reached',
  'team-full',
  'team-over',
  'already-in-team',
  'not-first-order',
]);
