import { createHash } from 'node:crypto';
import type { Context, Database, DatabaseTransaction } from '#platform/context';
import type { BulkChange, BulkSelection } from '../../contract.ts';
import { spanInWords, spanOf, type AreaEntry, type Span } from '../../prices/area-entry.ts';
import { overlappingEntries } from '../../prices/area-entry-store.ts';
import { AREA_PRICES } from '../../prices/area-price-store.ts';
import type { AreaPrice, AreaPriceId } from '../../prices/price.ts';
import { placeOfArea, signingArea, type NamedArea } from '../../prices/signing-area.ts';
import { CatalogueIsHeadquarters, UnknownCategory } from '../category.ts';
import { categoriesOf } from '../category-store.ts';
import { filterOf, pathsOf } from '../describe-products.ts';
import { effectiveSkusInArea } from '../effective-sku-store.ts';
import type { AreaListing, ListingId } from '../listing.ts';
import { AREA_LISTINGS } from '../listing-store.ts';
import type { CatalogueSku } from '../spu.ts';
import { searchSkus, skusByIds } from '../spu-store.ts';
import { MAX_BULK_ROWS } from './bulk-contract.ts';
import {
  BulkTooMany,
  planActive,
  planCategory,
  planListing,
  planPrice,
  stepInWords,
  type PlannedEntry,
  type PlannedRow,
} from './bulk-edit.ts';

type Db = Database | DatabaseTransaction;

export interface BulkAsked {
  readonly selection: BulkSelection;
  readonly change: BulkChange;
}

/** What an edit would do, SKU by SKU, and what is written for it. */
export type BulkPlan = { readonly title: string; readonly fingerprint: string } & (
  | {
      readonly kind: 'price' | 'listing';
      readonly area: NamedArea;
      readonly span: Span;
      readonly rows: readonly PlannedEntry<number | boolean>[];
    }
  | { readonly kind: 'category' | 'active'; readonly rows: readonly PlannedRow[] }
);

/** The SKUs that are chosen, by code. @throws BulkTooMany */
export async function chosenSkus(db: Db, selection: BulkSelection): Promise<CatalogueSku[]> {
  if ('skuIds' in selection) {
    const found = [...(await skusByIds(db, selection.skuIds)).values()];
    return found.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  }
  const found = await searchSkus(db, await filterOf(db, selection.filter), MAX_BULK_ROWS + 1);
  if (found.length > MAX_BULK_ROWS) throw new BulkTooMany(found.length);
  return found;
}

/**
 * What an edit would do to each of the chosen SKUs. Changes nothing.
 * @throws BulkTooMany, PriceAreaUnknown, PriceFromPast, PriceEndsBeforeItBegins, UnknownCategory,
 * CatalogueIsHeadquarters
 */
export async function planBulkEdit(
  ctx: Context,
  db: Db,
  skus: readonly CatalogueSku[],
  change: BulkChange,
  now: Date,
): Promise<BulkPlan> {
  switch (change.kind) {
    case 'price':
    case 'listing':
      return planEntries(ctx, db, skus, change, now);
    case 'category': {
      if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
      const categories = await categoriesOf(db);
      if (!categories.some((each) => each.categoryId === change.categoryId)) throw new UnknownCategory();
      const path = pathsOf(categories);
      const rows = skus.map((sku) => planCategory(sku, path, change.categoryId));
      return withFingerprint({ kind: 'category', title: `移到「${path(change.categoryId)}」`, rows });
    }
    case 'active': {
      if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
      const rows = skus.map((sku) => planActive(sku, change.active));
      return withFingerprint({ kind: 'active', title: change.active ? '启用' : '停用', rows });
    }
  }
}

type EntryChange = Extract<BulkChange, { kind: 'price' | 'listing' }>;

async function planEntries(
  ctx: Context,
  db: Db,
  skus: readonly CatalogueSku[],
  change: EntryChange,
  now: Date,
): Promise<BulkPlan> {
  const area = await signingArea(ctx, db, change);
  const span = fromNow(spanOf(change.from, change.to, now), now);
  const place = await placeOfArea(db, area.area);
  const asked = { skuIds: skus.map((sku) => sku.skuId), place, at: span.validFrom };
  const effective = await effectiveSkusInArea(db, asked);
  const known = await entriesInTheTime(db, change.kind, skus, area, span);
  const rows = skus.flatMap((sku): PlannedEntry<number | boolean>[] => {
    const there = effective.get(sku.skuId);
    if (there === undefined) return [];
    const own = known.get(sku.skuId) ?? [];
    return [
      change.kind === 'price'
        ? planPrice(sku, there, own, { step: change, span, now })
        : planListing(sku, there, own, { listed: change.listed, span, now }),
    ];
  });
  const what = change.kind === 'price' ? `价格${stepInWords(change)}` : change.listed ? '上架' : '下架';
  return withFingerprint({
    kind: change.kind,
    title: `${area.areaName}${what}，${spanInWords(span, now)}`,
    area,
    span,
    rows,
  });
}

/** What was charged this morning stays charged: an edit from today on begins now. */
const fromNow = (span: Span, now: Date): Span => (span.validFrom < now ? { ...span, validFrom: now } : span);

/** Entries of the same SKUs and area that have a moment in common with the span. */
async function entriesInTheTime(
  db: Db,
  kind: 'price' | 'listing',
  skus: readonly CatalogueSku[],
  area: NamedArea,
  span: Span,
): Promise<Map<string, AreaEntry[]>> {
  const nobody = { ...area, ...span, signedBy: null, signedAt: span.validFrom };
  if (kind === 'price') {
    const probes = skus.map(({ skuId, listFen }): AreaPrice => ({
      ...nobody,
      entryId: skuId as string as AreaPriceId,
      thing: { skuId },
      priceFen: listFen,
    }));
    const found = await overlappingEntries(db, AREA_PRICES, probes);
    return Map.groupBy(found, (entry) => entry.thing.skuId ?? '');
  }
  const probes = skus.map(({ skuId }): AreaListing => ({
    ...nobody,
    entryId: skuId as string as ListingId,
    thing: { kind: 'sku', id: skuId },
    listed: true,
  }));
  return Map.groupBy(await overlappingEntries(db, AREA_LISTINGS, probes), (entry) => entry.thing.id);
}

/** What a person saw in the preview, in 64 digits: without the moment at which they looked. */
function withFingerprint<const Plan extends { readonly title: string; readonly rows: readonly PlannedRow[] }>(
  plan: Plan,
): Plan & { readonly fingerprint: string } {
  const seen = plan.rows.map((row) => [row.sku.skuId, row.verdict, row.before, row.after, row.note]);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([plan.title, seen]))
    .digest('hex');
  return { ...plan, fingerprint };
}
