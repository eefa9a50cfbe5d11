import type { Id, SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { pick } from '#kernel/random';
import { HOUR, MINUTE } from '#kernel/time';
import {
  addClaimPhoto,
  createCampaign,
  decideClaim,
  describeForShop,
  groupBuysOfCommunity,
  itemsOfGroupBuys,
  launchCampaign,
  linesOf,
  openClaim,
  openGroupBuy,
  parcelsOf,
  payTrade,
  askProvider,
  placeGoodsOrder,
  redeemParcels,
  type GroupBuy,
  type OrderId,
} from '#modules/commerce';
import { basketOf, TEAM_OFFER, type ListedGood } from '../../world/daily-list.ts';
import { streamsOf } from '../../world/index.ts';
import { drawnProduct } from '../../world/product-drawing.ts';
import { ignoring } from '../ignoring.ts';
import type { BusyCity, BusyPlace, GoodsScene } from './goods-scene.ts';
import type { Purchase } from './goods-plan.ts';

const LIST = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null } as const;
const TEAM = { kind: 'min_size', teamSize: TEAM_OFFER.size, teamHours: TEAM_OFFER.hours, tierBy: null } as const;

/** What headquarters opens for a day in a city: in all its communities, or in the busy ones alone. */
export async function openCampaign(
  scene: GoodsScene,
  city: BusyCity,
  asked: {
    readonly day: string;
    readonly at: Date;
    readonly kind: 'list' | 'team';
    readonly goods: readonly ListedGood[];
    readonly everywhere: boolean;
  },
): Promise<void> {
  const { day, at, kind, goods } = asked;
  const act = `campaign/${city.code}/${day}/${kind}`;
  const items = goods.flatMap(({ code, priceFen, perPersonLimit, quota }) => {
    const skuId = scene.skus.get(code);
    const limits = { perPersonLimit, perCommunityLimit: null, quota };
    return skuId === undefined ? [] : [{ skuId, priceFen: fen(priceFen), tiers: [], ...limits }];
  });
  const { campaignId } = await createCampaign(scene.system(at, act), {
    ...(kind === 'list' ? LIST : TEAM),
    title: kind === 'list' ? '今日鲜选接龙' : `${TEAM_OFFER.size}人拼团·囤货装`,
    words: kind === 'list' ? '晚上截单，明天上午到自提点' : '拼满就成团，没拼满原路退款',
    cityIds: [city.cityId],
    communityIds: asked.everywhere ? [] : city.places.map(({ communityId }) => communityId),
    items,
    opensAt: at,
    cutOffAt: null,
    target: kind === 'list' && asked.everywhere ? { kind: 'orders', amount: 60 } : null,
  });
  await launchCampaign(scene.system(at, `${act}/launch`), campaignId);
}

/** A leader opens a short list of their own. */
export async function openOwn(scene: GoodsScene, place: BusyPlace, day: string, at: Date): Promise<void> {
  const random = streamsOf(`${scene.world.options.seed}/own-lists`)(`${place.busy.community.code}/${day}`);
  const codes = ['F001', 'F003', 'F005', 'F015', 'F016', 'F018', 'F019', 'F020'];
  const from = Math.floor(random.next() * 4);
  const skuIds = codes.slice(from, from + 4).flatMap((code) => scene.skus.get(code) ?? []);
  const { communityId } = place;
  const input = { communityId, title: '团长今天推荐', words: '都是我自己也买的', skuIds, draft: false };
  await openGroupBuy(scene.keeper(place, at, `own/${place.busy.community.code}/${day}`), input);
}

/** Somebody orders of what is open in their compound and pays. Undefined where nothing is open, or nothing is left. */
export async function buy(scene: GoodsScene, place: BusyPlace, purchase: Purchase): Promise<OrderId | undefined> {
  const { at, code, shopper, inTeam } = purchase;
  const { db } = scene.runtime;
  // What was open then, whatever became of it: repeated, this finds the same.
  const open = (await groupBuysOfCommunity(db, place.communityId, at)).filter(
    (each) => each.opensAt <= at && each.cutOffAt > new Date(at.getTime() + 20 * MINUTE),
  );
  const wanted = open.filter((each) => (each.kind === 'min_size') === inTeam);
  if (wanted.length === 0) return undefined;
  const groupBuy = pick(streamsOf(`${scene.world.options.seed}/choices`)(code), wanted);
  const { lines, sumFen } = await chosen(scene, groupBuy, code);
  const body = { channel: 'group_buy', groupBuyId: groupBuy.groupBuyId, shareToken: null } as const;
  const team = groupBuy.kind === 'min_size' ? await teamOf(scene, groupBuy, at) : null;
  const asked = { ...body, lines, team, couponIds: [], codes: [] };
  const order = async (seenTotalFen: number) =>
    placeGoodsOrder(await scene.shopper(shopper, at, `buy/${code}`), { ...asked, seenTotalFen });
  try {
    // Whoever has a benefit pays less than what is written there: the answer says how much.
    const placed = await order(sumFen).catch((error: unknown) => order(totalIn(error)));
    await pay(scene, at, placed.payment?.cashierUrl);
    return placed.orderId;
  } catch (error) {
    if (!NOT_SOLD.has((error as { code?: string }).code ?? '')) throw error;
    return undefined;
  }
}

/** Also whoever orders twice before it was noted that they are new no more, and what a load that broke off left out. */
const NOT_SOLD: ReadonlySet<string> = new Set([
  'stock-short',
  'person-limit-reached',
  'community-limit-reached',
  'not-first-order',
  'group-buy-closed',
]);

function totalIn(error: unknown): number {
  const { code, more } = error as { code?: string; more?: { totalFen?: unknown } };
  if (code !== 'price-changed' || typeof more?.totalFen !== 'number') throw error;
  return more.totalFen;
}

/** The fullest team that still takes people, or a new one. */
async function teamOf(scene: GoodsScene, groupBuy: GroupBuy, at: Date): Promise<Id<'Team'> | 'new'> {
  const { teams } = await describeForShop(scene.glance(at), groupBuy);
  return teams.find((team) => team.state === 'open' && team.left > 0)?.teamId ?? 'new';
}

async function chosen({ runtime, world }: GoodsScene, { groupBuyId }: GroupBuy, code: string): Promise<Chosen> {
  const items = (await itemsOfGroupBuys(runtime.db, [groupBuyId])).get(groupBuyId) ?? [];
  const byId = new Map<string, (typeof items)[number]>(items.map((item) => [item.skuId, item]));
  const random = streamsOf(`${world.options.seed}/baskets`)(code);
  const basket = basketOf(
    random,
    items.map((item) => ({ ...item, code: item.skuId })),
  );
  const lines = basket.flatMap((line) => {
    const item = byId.get(line.code);
    return item === undefined ? [] : [{ skuId: item.skuId, quantity: line.quantity, priceFen: item.priceFen }];
  });
  return { lines, sumFen: lines.reduce((sum, { quantity, priceFen }) => sum + quantity * priceFen, 0) };
}

interface Chosen {
  readonly lines: readonly { readonly skuId: SkuId; readonly quantity: number }[];
  readonly sumFen: number;
}

/** At the sandbox's cashier, some minutes later; no notice comes while nothing listens, so the provider is asked. */
async function pay(scene: GoodsScene, at: Date, cashierUrl: string | undefined): Promise<void> {
  if (cashierUrl === undefined) return;
  const token = decodeURIComponent(cashierUrl.split('/').at(-1) ?? '');
  await payTrade(scene.glance(new Date(at.getTime() + MINUTE)), { token, behaviour: 'no_notice' });
  await askProvider(scene.glance(new Date(at.getTime() + 8 * MINUTE)));
}

/** What somebody ordered is handed over to them at the point, if it lies there. */
export async function collect(
  scene: GoodsScene,
  { place, city, orderId }: { readonly place: BusyPlace; readonly city: BusyCity; readonly orderId: OrderId },
  at: Date,
): Promise<boolean> {
  const [parcel] = (await parcelsOf(scene.runtime.db, [{ cityId: city.cityId, orderId }])).get(orderId) ?? [];
  if (parcel?.state !== 'arrived') return false;
  await ignoring(
    'already-collected',
    redeemParcels(scene.keeper(place, at, `collect/${orderId}`), {
      pickupPointId: place.pickupPointId,
      by: { how: 'list', parcelId: parcel.parcelId },
      onBehalf: false,
    }),
  );
  return true;
}

/** Something of it was not good: a picture, and a claim. What is small the rule grants; of the rest some are decided. */
export async function complain(
  scene: GoodsScene,
  { city, orderId, purchase }: { city: BusyCity; orderId: OrderId; purchase: Purchase },
  at: Date,
): Promise<Id<'Claim'> | undefined> {
  const lines = (await linesOf(scene.runtime.db, [{ cityId: city.cityId, orderId }])).get(orderId) ?? [];
  const byPrice = lines.toSorted((a, b) => a.netFen - b.netFen);
  const line = purchase.claim === 'small' ? byPrice[0] : byPrice.at(-1);
  if (line === undefined) return undefined;
  const act = `claim/${purchase.code}`;
  const photoIds = purchase.claim === 'small' ? [await photo(scene, purchase, line.skuName, at)] : [];
  const quantity = purchase.claim === 'small' ? 1 : line.quantity;
  const claim = await openClaim(await scene.shopper(purchase.shopper, at, act), {
    orderId,
    kind: 'quality',
    reason: purchase.claim === 'small' ? 'rotten' : 'not_as_shown',
    lines: [{ lineNo: line.lineNo, quantity }],
    words: '打开一看有些坏了，麻烦处理一下。',
    photoIds,
  });
  return claim.state === 'opened' ? claim.claimId : undefined;
}

async function photo(scene: GoodsScene, { code, shopper }: Purchase, name: string, at: Date) {
  const bytes = await drawnProduct(name, '蔬菜');
  const file = { name: 'claim.png', type: 'image/png', bytes };
  return (await addClaimPhoto(await scene.shopper(shopper, at, `claim/${code}/photo`), file)).fileId;
}

/** Staff look at what waits: most of it is granted. */
export async function decide(scene: GoodsScene, claimId: Id<'Claim'>, at: Date): Promise<void> {
  const input = { claimId, decision: 'refund', goods: 'none', reason: '照片看得清，按实际退款' } as const;
  await decideClaim(scene.system(at, `claim/${claimId}/decide`), input);
}

export const later = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR);
