import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const version = { 'if-match': '"1"' };
const uploads = { noControl: true } as const;
const facts = (area: Area) => ({
  externalCode: 'Z-3',
  name: '新仓',
  kind: 'grid',
  cityId: area.cityId,
  position: { lng: 120.1, lat: 30.2 },
  active: true,
});
const point = (area: Area) => ({
  externalCode: 'Z-4',
  name: '新点',
  communityId: area.communityIds[0],
  address: '',
  keeperId: null,
  parentId: null,
  pickupOnly: true,
  restDays: [],
  active: true,
});
const sku = (area: Area) => area.ids.stockSku[0];
const atStore: Exposure['fill'] = (area) => [{ placeId: area.storeId, skuId: sku(area) ?? '' }];

/** Warehouses, pick-up points and stock. */
export function stockExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  return {
    // A city sees all of its warehouses, a store those that supply its communities.
    'GET /api/territory/warehouses/:id': staff('id', of('warehouse')),
    'GET /api/territory/warehouses/:id/communities': staff('id', of('warehouse')),
    'PUT /api/territory/warehouses/:id': { ...staff('id', of('warehouse')), body: facts, headers: version },
    'GET /api/territory/pickup-points/:id': staff('id', of('pickupPoint')),
    'PUT /api/territory/pickup-points/:id': staff('id', of('pickupPoint'), { body: point, headers: version }),
    'PUT /api/territory/my/pickup-points/:id/rest-days': front('id', of('pickupPoint'), {
      body: () => ({ restDays: [1] }),
      headers: version,
    }),
    'GET /api/inventory/stock/:placeId/:skuId': { as: 'staff', fill: atStore },
    'GET /api/inventory/stock/:placeId/:skuId/movements': { as: 'staff', fill: atStore },
    'PUT /api/inventory/stock/:placeId/:skuId/threshold': {
      as: 'staff',
      fill: atStore,
      body: () => ({ lowBelow: 3 }),
    },
    'GET /api/inventory/audits/:runId/differences': {
      everybody: 'a check runs over all stock; what it found is searched for foreign places',
      fill: () => ({ runId: '01900000-0000-7000-8000-000000000000' }),
    },
    'GET /api/inventory/imports/:importId/rows': staff('importId', of('stockImport'), uploads),
    'POST /api/inventory/imports/:importId/commit': staff('importId', of('stockImport')),
  };
}

const line = (area: Area, more: object) => ({ placeId: area.storeId, lines: [{ skuId: sku(area), ...more }] });

export const stockReaches: Readonly<Record<string, Reach>> = {
  'POST /api/territory/warehouses': { as: 'staff', body: facts },
  'POST /api/territory/pickup-points': { as: 'staff', body: point },
  'POST /api/territory/supply': {
    as: 'staff',
    body: (area) => ({ kind: 'grid', warehouseId: null, communityIds: area.communityIds }),
  },
  'POST /api/inventory/plans': { as: 'staff', body: (area) => line(area, { change: 1 }) },
  'POST /api/inventory/receipts': { as: 'staff', body: (area) => line(area, { received: 1 }) },
  'POST /api/inventory/counts': {
    as: 'staff',
    body: (area) => ({ ...line(area, { counted: 9 }), reason: 'counted' }),
  },
  'POST /api/inventory/write-offs': {
    as: 'staff',
    body: (area) => ({ ...line(area, { quantity: 1 }), reason: 'damaged' }),
  },
  'POST /api/inventory/transfers': {
    as: 'staff',
    body: (area) => ({
      fromId: area.storeId,
      toId: area.ids.warehouse[0],
      lines: [{ skuId: sku(area), quantity: 1 }],
    }),
  },
};
