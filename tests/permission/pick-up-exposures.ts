import type { Everybody, Exposure, Reach } from './exposures.ts';
import type { Kind } from './kind.ts';
import type { Area, SiblingWorld } from './sibling-world.ts';

type Fill = (name: string, ids: (area: Area) => readonly string[], more?: Partial<Exposure>) => Exposure;

const refund = () => ({ decision: 'refund', goods: 'none', reason: '试一试能不能' });
const claimed = () => ({ kind: 'quality', reason: 'rotten', lines: [{ lineNo: 1, quantity: 1 }] });
const words = () => ({ words: '试一试' });
const anyCode = { how: 'code', code: '12345678' };
const pointOf = (area: Area) => area.ids.pickupPoint[0]!;

/** A photo is named together with its claim. */
const photos = (area: Area) =>
  area.ids.claim.map((claimId, at) => ({ claimId, fileId: area.ids.claimPhoto[at] ?? claimId }));

/** Parcels, hand-overs and claims. */
export function pickUpExposures({
  staff,
  front,
  of,
}: {
  readonly staff: Fill;
  readonly front: Fill;
  readonly of: (kind: Kind) => (area: Area) => readonly string[];
}): Readonly<Record<string, Exposure | Everybody>> {
  const parcel = (more?: Partial<Exposure>): Exposure => staff('parcelId', of('parcel'), more);
  const ownParcel = (more?: Partial<Exposure>): Exposure => front('parcelId', of('parcel'), more);
  const claim = (more?: Partial<Exposure>): Exposure => staff('claimId', of('claim'), more);
  const ownClaim = (more?: Partial<Exposure>): Exposure => front('claimId', of('claim'), more);
  const order = (more?: Partial<Exposure>): Exposure => front('orderId', of('goodsOrder'), more);
  const staffOrder = (more?: Partial<Exposure>): Exposure => staff('orderId', of('goodsOrder'), more);
  return {
    'GET /api/commerce/parcels/:parcelId': parcel(),
    'POST /api/commerce/parcels/:parcelId/hand-over': parcel(),
    'POST /api/commerce/parcels/:parcelId/depart': parcel(),
    'POST /api/commerce/parcels/:parcelId/deliver': parcel(),
    'GET /api/commerce/own/parcels/:parcelId': ownParcel(),
    'GET /api/commerce/own/parcels/:parcelId/qr.svg': ownParcel(),
    'POST /api/commerce/my/pick-up/hand-overs/:handOverId/undo': front('handOverId', of('handOver'), {
      body: () => ({ reason: 'tapped_wrong' }),
    }),
    'GET /api/commerce/own/orders/:orderId/claimable': order(),
    'POST /api/commerce/own/orders/:orderId/claims': order({ body: claimed }),
    'GET /api/commerce/orders/:orderId/claimable': staffOrder(),
    'POST /api/commerce/orders/:orderId/claims': staffOrder({ body: claimed }),
    'GET /api/commerce/own/claims/:claimId': ownClaim(),
    'GET /api/commerce/own/claims/:claimId/photos/:fileId': ownClaim({ fill: photos }),
    'POST /api/commerce/own/claims/:claimId/answer': ownClaim({ body: words }),
    'POST /api/commerce/own/claims/:claimId/appeal': ownClaim({ body: words }),
    'POST /api/commerce/own/claims/:claimId/withdraw': ownClaim(),
    'GET /api/commerce/my/claims/:claimId': ownClaim(),
    'GET /api/commerce/my/claims/:claimId/photos/:fileId': ownClaim({ fill: photos }),
    'POST /api/commerce/my/claims/:claimId/confirm': ownClaim({ body: () => ({ seen: 'as_said' }) }),
    'GET /api/commerce/claims/:claimId': claim(),
    'GET /api/commerce/claims/:claimId/photos/:fileId': claim({ fill: photos }),
    'POST /api/commerce/claims/:claimId/words': claim(),
    'POST /api/commerce/claims/:claimId/decide': claim({ body: refund }),
    'POST /api/commerce/claims/:claimId/override': claim({ body: () => ({ reason: '试一试能不能' }) }),
  };
}

/** A point of the first area: nobody else's. */
const point = (world: SiblingWorld): string => `pickupPointId=${pointOf(world.areas[0])}`;

export const pickUpListQueries: Readonly<Record<string, (world: SiblingWorld) => string>> = {
  'GET /api/commerce/my/pick-up/totals': point,
  'GET /api/commerce/my/pick-up/totals/export': point,
  'GET /api/commerce/my/pick-up/parcels': point,
  'GET /api/commerce/my/pick-up/hand-overs': point,
  'GET /api/commerce/point-totals': point,
};

export const pickUpReaches: Readonly<Record<string, Reach>> = {
  'POST /api/commerce/waves': {
    as: 'staff',
    body: (area) => ({ placeId: area.ids.warehouse[0], pickupOn: null }),
  },
  'POST /api/commerce/waves/preview': {
    as: 'staff',
    body: (area) => ({ placeId: area.ids.warehouse[0], pickupOn: null }),
    // The other store of a city shares its warehouses.
    harmless: (answer) => answer['parcels'] === 0,
  },
  'POST /api/commerce/my/pick-up/arrivals': {
    as: 'touchpoint',
    body: (area) => ({ pickupPointId: pointOf(area), pickupOn: null }),
  },
  'POST /api/commerce/my/pick-up/look-up': {
    as: 'touchpoint',
    body: (area) => ({ pickupPointId: pointOf(area), by: anyCode }),
  },
  'POST /api/commerce/my/pick-up/hand-overs': {
    as: 'touchpoint',
    body: (area) => ({ pickupPointId: pointOf(area), by: { how: 'list', parcelId: area.ids.parcel[0] } }),
  },
};
