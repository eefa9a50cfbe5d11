import type { CityId, SkuId, WarehouseId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { DAY } from '#kernel/time';
import {
  createCampaign,
  groupBuysOfCommunity,
  launchCampaign,
  saveCategory,
  saveSpu,
  setBundle,
  type CategoryId,
  type GroupBuyId,
  type ItemTerms,
} from '#modules/commerce';
import { adjustStock } from '#modules/inventory';
import { savePickupPoint, saveWarehouse, setSupply } from '#modules/territory';
import type { Context } from '#platform/context';
import { makeStores } from '../support/customers.ts';

/** What is sold in a group buy, and where it lies. */
export interface SaleGround {
  readonly cityId: CityId;
  /** The grid warehouse. */
  readonly placeId: WarehouseId;
  readonly groupBuyId: GroupBuyId;
  readonly single: { readonly skuId: SkuId; readonly priceFen: number };
  /** Two of it, and one of another thing. */
  readonly bundle: { readonly skuId: SkuId; readonly priceFen: number };
}

/** How much lies there, and never more. */
export interface Laid {
  readonly units: number;
  /** Of the other thing that bundles need. */
  readonly others: number;
}

const SINGLE_FEN = fen(800);
const BUNDLE_FEN = fen(1_800);
/** Nobody reaches it; but it has to be counted, and given back. */
const PER_PERSON = 20;

/** Headquarters opens a group buy in one community, until tomorrow. */
export async function layGround(ctx: () => Context, laid: Laid): Promise<SaleGround> {
  const { here } = await makeStores(ctx, 'EX');
  const { cityId, communityId } = here;
  const placeId = await makeSupply(ctx, here);
  const goods = await makeSkus(ctx);
  const lines = [
    { skuId: goods.single, counted: laid.units },
    { skuId: goods.other, counted: laid.others },
  ];
  await adjustStock(ctx(), { placeId, reason: 'counted', lines });
  const terms = { tiers: [], perCommunityLimit: null, quota: null };
  const items: ItemTerms[] = [
    { ...terms, skuId: goods.single, priceFen: SINGLE_FEN, perPersonLimit: PER_PERSON },
    { ...terms, skuId: goods.bundle, priceFen: BUNDLE_FEN, perPersonLimit: null },
  ];
  const opensAt = ctx().clock.now();
  const { campaignId } = await createCampaign(ctx(), {
    kind: 'open_list',
    teamSize: null,
    teamHours: null,
    tierBy: null,
    target: null,
    title: '今晚的菜',
    words: '',
    cityIds: [cityId],
    communityIds: [communityId],
    items,
    opensAt,
    cutOffAt: new Date(opensAt.getTime() + DAY),
  });
  await launchCampaign(ctx(), campaignId);
  const [groupBuy] = await groupBuysOfCommunity(ctx().db, communityId, opensAt);
  if (groupBuy === undefined) throw new Error('no group buy was opened');
  return {
    cityId,
    placeId,
    groupBuyId: groupBuy.groupBuyId,
    single: { skuId: goods.single, priceFen: SINGLE_FEN },
    bundle: { skuId: goods.bundle, priceFen: BUNDLE_FEN },
  };
}

/** A grid warehouse that supplies the community, and a point where it is picked up. */
async function makeSupply(
  ctx: () => Context,
  { cityId, communityId }: Awaited<ReturnType<typeof makeStores>>['here'],
): Promise<WarehouseId> {
  const position = { lng: 120.15, lat: 30.28 };
  const { id: warehouseId } = await saveWarehouse(ctx(), {
    facts: { externalCode: 'GRID-EX', name: '网格仓', kind: 'grid', cityId, position, active: true },
  });
  await setSupply(ctx(), { kind: 'grid', warehouseId, communityIds: [communityId] });
  const facts = { externalCode: 'P-EX', communityId, name: '东门便利店', address: '东门右手第一家' };
  const open = { keeperId: null, parentId: null, pickupOnly: false, restDays: [], active: true };
  await savePickupPoint(ctx(), { facts: { ...facts, ...open } });
  return warehouseId;
}

async function makeSkus(ctx: () => Context): Promise<Readonly<Record<'single' | 'other' | 'bundle', SkuId>>> {
  const { categoryId } = await saveCategory(ctx(), {
    facts: { code: 'EX', name: '蔬菜', parentId: null, position: 0, claimHours: 48, storage: null, active: true },
  });
  const [single, other, bundle] = [
    await makeSku(ctx(), categoryId, 'EX-1', '番茄'),
    await makeSku(ctx(), categoryId, 'EX-2', '鸡蛋'),
    await makeSku(ctx(), categoryId, 'EX-3', '番茄炒蛋组合'),
  ];
  const parts = [
    { skuId: single, quantity: 2 },
    { skuId: other, quantity: 1 },
  ];
  await setBundle(ctx(), { skuId: bundle, parts });
  return { single, other, bundle };
}

async function makeSku(ctx: Context, categoryId: CategoryId, code: string, name: string): Promise<SkuId> {
  const { skus } = await saveSpu(ctx, {
    facts: {
      code,
      name,
      categoryId,
      kind: 'goods',
      description: '',
      imageIds: [],
      unit: '份',
      options: [],
      shelfLifeDays: null,
      storage: null,
      claimHours: null,
      active: true,
    },
    skus: [
      {
        code,
        spec: [],
        unit: null,
        listFen: fen(2_500),
        originalFen: null,
        costFen: fen(600),
        weightGrams: null,
        barcode: null,
        active: true,
      },
    ],
  });
  const [sku] = skus;
  if (sku === undefined) throw new Error('a product has a SKU');
  return sku.skuId;
}
