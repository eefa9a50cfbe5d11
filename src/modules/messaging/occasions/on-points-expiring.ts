import { PointsExpiring } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

/** Somebody who bought at a till alone has no community, by which messages lie, and reads it on their card. */
export const onPointsExpiring = tell('messaging.tell-of-expiring-points', [
  telling(PointsExpiring, (payload) => {
    const { communityId, memberId, points, expiresOn } = payload;
    if (communityId === null) return undefined;
    return {
      ...recipientOf({ ...payload, communityId }),
      template: 'points_expiring',
      about: { kind: 'member', id: memberId },
      occasion: expiresOn,
      params: { points, expiresOn },
    };
  }),
]);
