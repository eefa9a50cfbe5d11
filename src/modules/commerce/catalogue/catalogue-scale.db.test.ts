import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Database } from '#platform/context';
import { makeStores, useContext, type StorePlace } from '#testing';
import { insertEntries } from '../prices/area-entry-store.ts';
import { AREA_PRICES } from '../prices/area-price-store.ts';
import type { AreaPriceId } from '../prices/price.ts';
import type { ListingId } from './listing.ts';
import { AREA_LISTINGS } from './listing-store.ts';
import { effectiveSkus } from './effective-sku-store.ts';
import type { Sku, Spu, SpuId } from './spu.ts';
import { searchSkus } from './spu-store.ts';
import { insertSkus, insertSpus } from './spu-write-store.ts';
import { makeCategory } from './test-catalogue.ts';

const PRODUCTS = 2_500;
const SKUS_EACH = 2;

/** A catalogue of 5,000 SKUs, each with a price in the city and one in a store, and listed in the city. */
describe('a catalogue of 5,000 SKUs', () => {
  const world = useContext();
  let here: StorePlace;
  let skuIds: SkuId[];

  beforeAll(async () => {
    ({ here } = await makeStores(() => world.ctx(), 'SC'));
    const categoryId = await makeCategory(world.ctx(), 'scale');
    skuIds = await world.ctx().transaction(async (tx) => {
      const spus = Array.from({ length: PRODUCTS }, (_, at): Spu => ({
        spuId: tx.newId<'Spu'>() as SpuId,
        code: `S${at}`,
        name: `商品${at}`,
        categoryId,
        kind: 'goods',
        description: '',
        imageIds: [],
        unit: '份',
        options: [{ name: '规格', values: ['大', '小'] }],
        shelfLifeDays: null,
        storage: null,
        claimHours: null,
        active: true,
        revision: 1,
        createdAt: tx.now,
        updatedAt: tx.now,
      }));
      const skus = spus.flatMap((spu) =>
        ['大', '小'].slice(0, SKUS_EACH).map((spec, position): Sku => ({
          skuId: tx.newId<'Sku'>(),
          spuId: spu.spuId,
          code: `${spu.code}-${position}`,
          spec: [spec],
          unit: null,
          listFen: fen(1_000),
          originalFen: null,
          costFen: fen(500),
          weightGrams: null,
          barcode: null,
          position,
          active: true,
        })),
      );
      await insertSpus(tx.db, spus);
      await insertSkus(tx.db, skus);
      const entry = { areaName: '这里', validFrom: tx.now, validUntil: null, signedBy: null, signedAt: tx.now };
      const areas = [
        { kind: 'city', cityId: here.cityId },
        { kind: 'store', cityId: here.cityId, storeId: here.storeId },
      ] as const;
      const prices = skus.flatMap(({ skuId }) =>
        areas.map((area, at) => ({
          ...entry,
          area,
          entryId: tx.newId<'AreaPrice'>() as AreaPriceId,
          thing: { skuId },
          priceFen: fen(900 - at),
        })),
      );
      await insertEntries(tx.db, AREA_PRICES, prices);
      const listings = skus.map(({ skuId }) => ({
        ...entry,
        area: areas[0],
        entryId: tx.newId<'AreaListing'>() as ListingId,
        thing: { kind: 'sku' as const, id: skuId },
        listed: true,
      }));
      await insertEntries(tx.db, AREA_LISTINGS, listings);
      return skus.map(({ skuId }) => skuId);
    });
    for (const table of ['spu', 'sku', 'area_price', 'area_listing']) {
      await sql`analyze ${sql.table(`commerce.${table}`)}`.execute(world.database.db);
    }
  });

  /** Every statement that `work` runs, as PostgreSQL would run it. */
  async function plansOf(work: (db: Database) => Promise<unknown>): Promise<string[]> {
    const plans: string[] = [];
    const { db } = world.database;
    const watched = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => result,
    });
    const statements: { sql: string; parameters: readonly unknown[] }[] = [];
    const executor = watched.getExecutor();
    const compile = executor.compileQuery.bind(executor);
    executor.compileQuery = ((...given: Parameters<typeof compile>) => {
      const compiled = compile(...given);
      statements.push({ sql: compiled.sql, parameters: compiled.parameters });
      return compiled;
    }) as typeof executor.compileQuery;
    await work(watched);
    for (const statement of statements) {
      const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>({
        ...sql`select 1`.compile(db),
        sql: `explain ${statement.sql}`,
        parameters: [...statement.parameters],
      });
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  }

  it('tells the prices of 200 with one statement that reads no list from end to end', async () => {
    const asked = { skuIds: skuIds.slice(0, 200), place: here, at: world.clock.now() };
    const found = await effectiveSkus(world.database.db, asked);
    expect([found.size, new Set([...found.values()].map((sku) => sku.priceFen))]).toEqual([200, new Set([899])]);
    const plans = await plansOf((db) => effectiveSkus(db, asked));
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain('area_price_of_sku');
    // For as many as these PostgreSQL may hash the 2,500 products; for those of a basket it does not.
    expect(plans[0]).not.toMatch(/Seq Scan on (sku|area_price|area_listing|bundle_part)\b/);
    const basket = { ...asked, skuIds: skuIds.slice(0, 10) };
    const [plan] = await plansOf((db) => effectiveSkus(db, basket));
    expect(plan).not.toMatch(/Seq Scan on (sku|spu|area_price|area_listing|bundle_part)\b/);
  });

  it('finds some for a picker', async () => {
    expect((await searchSkus(world.database.db, { text: '商品24' }, 20)).length).toBe(20);
    expect((await searchSkus(world.database.db, { text: '商品2499 小' }, 20)).map((sku) => sku.code)).toEqual([
      'S2499-1',
    ]);
  });
});
