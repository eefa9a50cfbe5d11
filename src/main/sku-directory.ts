import { searchSkus, skusByCodes, skusByIds, type CatalogueSku } from '#modules/commerce';
import type { SkuDirectory, SkuLabel } from '#modules/inventory';

const labelOf = ({ code, name, soldBy }: CatalogueSku): SkuLabel => ({ code, name, unit: soldBy });

/** What stock calls its items: the catalogue's words. */
export const catalogueDirectory: SkuDirectory = {
  byIds: async (db, ids) => new Map([...(await skusByIds(db, ids))].map(([id, sku]) => [id, labelOf(sku)])),
  byCodes: async (db, codes) => new Map([...(await skusByCodes(db, codes))].map(([code, sku]) => [code, sku.skuId])),
  search: async (db, text, limit) => (await searchSkus(db, { text }, limit)).map((sku) => sku.skuId),
};
