import { ParcelsArrived, ParcelUncollected } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

/** Whoever ordered hears that their goods are there, that they lie there still, and that they were taken back. */
export const onParcelsMoved = tell('messaging.tell-of-parcels', [
  telling(ParcelsArrived, (payload) => {
    const { communityId, orderId, units, collectBy } = payload;
    const [parcelId] = payload.parcelIds;
    if (communityId === null || parcelId === undefined) return undefined;
    return {
      ...recipientOf({ ...payload, communityId }),
      template: 'goods_arrived',
      about: { kind: 'parcel', id: parcelId },
      params: { orderId, units, ...(collectBy !== null && { collectBy }) },
    };
  }),
  telling(ParcelUncollected, (payload) => {
    const { communityId, orderId, units, collectBy, refundFen, stage } = payload;
    const [parcelId] = payload.parcelIds;
    if (communityId === null || parcelId === undefined) return undefined;
    return {
      ...recipientOf({ ...payload, communityId }),
      template: stage === 'reminder' ? 'goods_waiting' : 'goods_returned',
      about: { kind: 'parcel', id: parcelId },
      // What is chilled is over before what is not.
      occasion: collectBy,
      params: { orderId, units, collectBy, refundFen },
    };
  }),
]);
