import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const promotion = (area: Area) => ({
  title: '试一试',
  rule: { kind: 'fixed', offFen: 100, fromFen: 0 },
  scope: { kind: 'all' },
  way: 'automatic',
  code: null,
  touchpointId: null,
  grantedFor: null,
  eligibility: { kind: 'everybody' },
  areaKind: 'store',
  areaId: area.storeId,
  channels: ['store'],
  from: '2099-01-01',
  to: '2099-01-02',
  validDays: null,
  claimLimit: null,
  perPersonLimit: null,
  stackable: false,
});

/** Promotions and what delivery costs. */
export function promotionExposures({
  staff,
  of,
}: {
  readonly staff: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  return {
    'GET /api/commerce/promotions/:promotionId': staff('promotionId', of('promotion')),
    'PUT /api/commerce/promotions/:promotionId': staff('promotionId', of('promotion'), {
      body: promotion,
      headers: { 'if-match': '"1"' },
    }),
    'POST /api/commerce/promotions/:promotionId/move': staff('promotionId', of('promotion'), {
      body: () => ({ move: 'publish' }),
    }),
    'POST /api/commerce/delivery-rules/:ruleId/end': staff('ruleId', of('deliveryRule')),
  };
}

export const promotionReaches: Readonly<Record<string, Reach>> = {
  'POST /api/commerce/promotions': { as: 'staff', body: promotion },
  'POST /api/commerce/delivery-rules': {
    as: 'staff',
    body: (area) => ({ areaKind: 'store', areaId: area.storeId, feeFen: 100, freeFromFen: null }),
  },
  'POST /api/commerce/promotions/dry-run': {
    as: 'staff',
    body: (area) => ({
      lines: [{ skuId: area.ids.stockSku[0], quantity: 1 }],
      place: { storeId: area.storeId },
      channel: 'store',
      fulfilment: 'counter',
      promotionIds: area.ids.promotion,
    }),
  },
};
