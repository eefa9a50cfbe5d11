import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area, SiblingWorld } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const catalogue = 'the catalogue is one for the whole company; those below headquarters cannot edit it';
const imports = 'files of products belong to headquarters, not to a place';
const shop = 'what is sold where is public, and a picture of it too';
const oneProduct = (world: SiblingWorld) => ({ spuId: world.product.spuId });
const oneSku = (world: SiblingWorld) => ({ skuId: world.product.skuId });

/** Categories, products, assortments and what is edited at once. */
export function catalogueExposures({
  staff,
  of,
}: {
  readonly staff: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  return {
    'PUT /api/commerce/categories/:categoryId': { everybody: catalogue },
    'GET /api/commerce/products/:spuId': { everybody: catalogue, fill: oneProduct },
    'PUT /api/commerce/products/:spuId': { everybody: catalogue },
    'POST /api/commerce/products/:spuId/retire': { everybody: catalogue },
    'PUT /api/commerce/skus/:skuId/parts': { everybody: catalogue },
    'GET /api/commerce/skus/:skuId/prices': {
      everybody: "a SKU is everybody's; its prices are asked for by a community, and foreign ones are tried",
      fill: oneSku,
    },
    'POST /api/commerce/listings/:listingId/end': staff('listingId', of('areaListing')),
    'POST /api/commerce/bulk-edits/:editId/undo': staff('editId', of('bulkEdit')),
    'GET /api/commerce/product-imports/:importId': { everybody: imports },
    'GET /api/commerce/product-imports/:importId/rows': { everybody: imports },
    'POST /api/commerce/product-imports/:importId/commit': { everybody: imports },
    'GET /api/commerce/shop/products/:spuId': { everybody: shop },
    'GET /api/commerce/shop/pictures/:fileId': { everybody: shop },
  };
}

const atStore = (area: Area) => ({ areaKind: 'store', areaId: area.storeId, from: '2099-01-01', to: null });
const dearer = (area: Area, world: SiblingWorld) => ({
  selection: { skuIds: [world.product.skuId] },
  change: { ...atStore(area), kind: 'price', by: 'set', amount: 990 },
});

export const catalogueReaches: Readonly<Record<string, Reach>> = {
  'POST /api/commerce/listings': {
    as: 'staff',
    body: (area, world) => ({ ...atStore(area), skuId: world.product.skuId, listed: true }),
  },
  'POST /api/commerce/bulk-edits/preview': { as: 'staff', body: dearer },
  'POST /api/commerce/bulk-edits': {
    as: 'staff',
    body: (area, world) => ({ ...dearer(area, world), fingerprint: '0'.repeat(64) }),
  },
};
