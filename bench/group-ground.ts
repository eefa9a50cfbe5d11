import { sql } from 'kysely';
import type { CityId, CommunityId, SkuId, WarehouseId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { HOUR } from '#kernel/time';
import type { Context } from '#platform/context';
import { createCampaign, launchCampaign, saveCategory, saveSpu, type CampaignPlan } from '#modules/commerce';
import { adjustStock } from '#modules/inventory';
import {
  commitImport,
  communitiesByCodes,
  previewImport,
  savePickupPoint,
  saveWarehouse,
  setSupply,
  type ImportKind,
} from '#modules/territory';

const POSITION = { lng: 120.15, lat: 30.28 };

/** A city whose communities one grid warehouse supplies, each with a pick-up point, and one thing to sell. */
export interface GroupGround {
  readonly cityId: CityId;
  readonly communityIds: readonly CommunityId[];
  readonly skuId: SkuId;
}

export async function makeGroupGround(ctx: () => Context, communities: number, units: number): Promise<GroupGround> {
  const codes = Array.from({ length: communities }, (_, at) => `GC${at}`);
  await load(ctx, 'regions', ['code,name', 'RGC,大区']);
  await load(ctx, 'cities', ['code,name,region,lng,lat', 'GC,截单城,RGC,120.15,30.28']);
  const rows = codes.map((code) => `${code},小区${code},GC,120.15,30.28`);
  await load(ctx, 'communities', ['code,name,city,lng,lat', ...rows]);
  const found = [...(await communitiesByCodes(ctx().db, codes)).values()];
  const communityIds = found.map((each) => each.communityId);
  const cityId = found[0]?.cityId;
  if (cityId === undefined) throw new Error('the communities were not imported');
  const facts = {
    externalCode: 'GC-G',
    name: '网格仓',
    kind: 'grid',
    cityId,
    position: POSITION,
    active: true,
  } as const;
  const { id: gridId } = await saveWarehouse(ctx(), { facts });
  await setSupply(ctx(), { kind: 'grid', warehouseId: gridId, communityIds });
  for (const communityId of communityIds) await makePoint(ctx(), communityId);
  return { cityId, communityIds, skuId: await makeSku(ctx, gridId, units) };
}

async function load(ctx: () => Context, kind: ImportKind, lines: readonly string[]): Promise<void> {
  const bytes = Buffer.from(lines.join('\n'));
  const { id } = await previewImport(ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
  await commitImport(ctx(), { importId: id, lines: 'all' });
}

async function makePoint(ctx: Context, communityId: CommunityId): Promise<void> {
  const whose = { keeperId: null, parentId: null, pickupOnly: false, restDays: [], active: true };
  const named = { externalCode: `P-${communityId}`, name: '东门便利店', address: '东门' };
  await savePickupPoint(ctx, { facts: { ...whose, ...named, communityId } });
}

async function makeSku(ctx: () => Context, gridId: WarehouseId, units: number): Promise<SkuId> {
  const none = { claimHours: null, storage: null };
  const category = { ...none, code: 'gc', name: '蔬菜', parentId: null, position: 0, active: true };
  const { categoryId } = await saveCategory(ctx(), { facts: category });
  const spu = { code: 'gc', name: '青菜', kind: 'goods', description: '', unit: '份', active: true } as const;
  const sku = { code: 'gc', spec: [], unit: null, originalFen: null, weightGrams: null, barcode: null, active: true };
  const { skus } = await saveSpu(ctx(), {
    facts: { ...none, ...spu, categoryId, imageIds: [], options: [], shelfLifeDays: null },
    skus: [{ ...sku, listFen: fen(1_000), costFen: fen(600) }],
  });
  const skuId = skus[0]?.skuId;
  if (skuId === undefined) throw new Error('a product has a SKU');
  await adjustStock(ctx(), { placeId: gridId, reason: 'counted', lines: [{ skuId, counted: units }] });
  return skuId;
}

/** Opens a campaign in every community for six hours; answers its group buys. */
export async function openEverywhere(
  ctx: Context,
  ground: GroupGround,
  asked: Pick<CampaignPlan, 'kind' | 'teamSize' | 'teamHours' | 'tierBy'> & {
    readonly priceFen: number;
    readonly tiers: readonly { readonly from: number; readonly priceFen: number }[];
  },
): Promise<string[]> {
  const { priceFen, tiers, ...terms } = asked;
  const now = ctx.clock.now();
  const unlimited = { perPersonLimit: null, perCommunityLimit: null, quota: null };
  const steps = tiers.map((step) => ({ from: step.from, priceFen: fen(step.priceFen) }));
  const { campaignId } = await createCampaign(ctx, {
    ...terms,
    title: '今晚的菜',
    words: '',
    cityIds: [ground.cityId],
    communityIds: [],
    items: [{ skuId: ground.skuId, priceFen: fen(priceFen), tiers: steps, ...unlimited }],
    opensAt: now,
    cutOffAt: new Date(now.getTime() + 6 * HOUR),
    target: null,
  });
  await launchCampaign(ctx, campaignId);
  const { rows } = await sql<{ id: string }>`
    select group_buy_id as id from commerce.group_buy where campaign_id = ${campaignId} order by group_buy_id`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}
