import {
  productNames,
  searchSkus,
  skusByCodes,
  skusByIds,
  spusByIds,
  type CatalogueSku,
  type SpuId,
} from '#modules/commerce';
import type { GoodsDirectory } from '#modules/cdp';
import type { SkuDirectory, SkuLabel } from '#modules/inventory';

const labelOf = ({ code, name, soldBy }: CatalogueSku): SkuLabel => ({ code, name, unit: soldBy });

/** What stock calls its items: the catalogue's words. */
export const catalogueDirectory: SkuDirectory = {
  byIds: async (db, ids) => new Map([...(await skusByIds(db, ids))].map(([id, sku]) => [id, labelOf(sku)])),
  byCodes: async (db, codes) => new Map([...(await skusByCodes(db, codes))].map(([code, sku]) => [code, sku.skuId])),
  search: async (db, text, limit) => (await searchSkus(db, { text }, limit)).map((sku) => sku.skuId),
};

/** What people may name when they complain: products, by the catalogue's names. */
export const goodsSold: GoodsDirectory = {
  all: async (db) => (await productNames(db)).map(({ spuId, name }) => ({ id: spuId, name })),
  byIds: async (db, ids) => {
    const products = await spusByIds(db, ids as readonly SpuId[]);
    return new Map([...products].map(([id, { name }]) => [id as string, name]));
  },
};
