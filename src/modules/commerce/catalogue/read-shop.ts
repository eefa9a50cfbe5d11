import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import { communitiesByIds, storesServing } from '#modules/territory';
import type { SellingPlace } from '../prices/area-entry.ts';
import { subtreeOf, type Category, type CategoryId } from './category.ts';
import { categoriesOf } from './category-store.ts';
import type { EffectiveSku } from './effective-sku.ts';
import { effectiveSkusOfSpus } from './effective-sku-store.ts';
import { shopCandidates, type ShopCandidate, type ShopPlace } from './shop-store.ts';
import type { Spu, SpuId } from './spu.ts';
import { skusOfSpus, spusByIds } from './spu-store.ts';

/** What a shop sells at a place, an SPU at a time; only SKUs that are listed there. */
export interface ShopProduct {
  readonly spu: Spu;
  readonly skus: readonly EffectiveSku[];
}

/** How often a page reads on where much is not sold in a community, before it is given out short. */
const MAX_READS = 5;
/** More categories than this with something to sell are not looked for. */
const MAX_PROBED = 5_000;

/** Where a community buys: its city and the nearest store that serves it. @throws NotFound */
export async function placeOfCommunity(
  db: Database | DatabaseTransaction,
  communityId: CommunityId,
): Promise<SellingPlace> {
  const community = (await communitiesByIds(db, [communityId])).get(communityId);
  if (community === undefined) throw new NotFound('community');
  const storeId = (await storesServing(db, [communityId])).get(communityId)?.[0]?.id ?? null;
  return { cityId: community.cityId, storeId, communityId };
}

export interface ShopAsked {
  readonly communityId: CommunityId;
  readonly categoryId?: CategoryId | undefined;
  readonly text?: string | undefined;
}

/** A page of what is sold in a community, in the order of the categories. It may be shorter than asked for. */
export async function shopPage(
  ctx: Pick<Context, 'db' | 'clock'>,
  asked: ShopAsked,
  page: { readonly after: ShopPlace | undefined; readonly limit: number },
): Promise<{ products: ShopProduct[]; next: ShopPlace | null }> {
  const { db } = ctx;
  const place = await placeOfCommunity(db, asked.communityId);
  const all = await categoriesOf(db);
  const categoryIds = openCategories(all, asked.categoryId);
  const products: ShopProduct[] = [];
  let next: ShopPlace | null = page.after ?? null;
  for (let read = 0; read < MAX_READS && products.length < page.limit; read++) {
    const wanted = { categoryIds, text: asked.text };
    const limit = page.limit - products.length;
    const found: ShopCandidate[] = await shopCandidates(db, wanted, { after: next ?? undefined, limit: limit + 1 });
    const taken = found.slice(0, limit);
    products.push(...(await soldOf(ctx, taken, place)));
    const last = taken.at(-1);
    next = found.length > limit && last !== undefined ? { categoryAt: last.categoryAt, code: last.code } : null;
    if (next === null) break;
  }
  return { products, next };
}

async function soldOf(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  candidates: readonly Pick<ShopCandidate, 'spuId'>[],
  place: SellingPlace,
): Promise<ShopProduct[]> {
  const spuIds = candidates.map(({ spuId }) => spuId);
  const spus = await spusByIds(db, spuIds);
  const skus = await effectiveSkusOfSpus(db, { spuIds, place, at: clock.now() });
  const listed = Map.groupBy(
    skus.filter((sku) => sku.listed),
    (sku) => sku.spuId,
  );
  return spuIds.flatMap((spuId) => {
    const [spu, own] = [spus.get(spuId), listed.get(spuId)];
    return spu === undefined || own === undefined ? [] : [{ spu, skus: own }];
  });
}

/** One product as it is sold in a community, with the values of its SKUs. @throws NotFound where it is not sold there */
export async function shopProduct(
  ctx: Pick<Context, 'db' | 'clock'>,
  asked: { readonly spuId: SpuId; readonly communityId: CommunityId },
): Promise<ShopProduct & { readonly values: ReadonlyMap<string, readonly string[]> }> {
  const place = await placeOfCommunity(ctx.db, asked.communityId);
  const [product] = await soldOf(ctx, [asked], place);
  if (product === undefined) throw new NotFound('spu');
  const specs = (await skusOfSpus(ctx.db, [asked.spuId])).map((sku) => [sku.skuId, sku.spec] as const);
  return { ...product, values: new Map(specs) };
}

/** The categories in which something is sold in a community, and those above them, parents before their children. */
export async function shopCategories(
  ctx: Pick<Context, 'db' | 'clock'>,
  communityId: CommunityId,
): Promise<Category[]> {
  const place = await placeOfCommunity(ctx.db, communityId);
  const all = await categoriesOf(ctx.db);
  const asked = { categoryIds: openCategories(all, undefined), text: undefined };
  const candidates = await shopCandidates(ctx.db, asked, { after: undefined, limit: MAX_PROBED });
  const spuIds = candidates.map(({ spuId }) => spuId);
  const skus = await effectiveSkusOfSpus(ctx.db, { spuIds, place, at: ctx.clock.now() });
  const sold = new Set(skus.filter((sku) => sku.listed).flatMap((sku) => sku.categoryIds));
  return all.filter((each) => sold.has(each.categoryId));
}

/** The active categories below one, or all of them, in the order of the tree; what lies below a closed one is closed. */
function openCategories(all: readonly Category[], below: CategoryId | undefined): CategoryId[] {
  const within = below === undefined ? undefined : subtreeOf(all, below);
  const open = new Set<CategoryId>();
  for (const each of all) {
    if (each.active && (each.parentId === null || open.has(each.parentId))) open.add(each.categoryId);
  }
  return [...open].filter((id) => within === undefined || within.has(id));
}
