import { OrderCancelled, TeamFilled } from '#modules/commerce/events';
import { recipientOf, tell, telling, tellingAll } from './telling.ts';

/** Who ordered in a team hears that it is full; and whose team was not, that their money goes back. */
export const onTeamDecided = tell('messaging.tell-of-teams', [
  tellingAll(TeamFilled, ({ members, ...payload }) =>
    members.map(({ orderId, ...who }) => ({
      ...recipientOf({ ...payload, ...who }),
      template: 'team_filled',
      about: { kind: 'order', id: orderId },
      params: { orderId, people: members.length },
    })),
  ),
  telling(OrderCancelled, (payload) => {
    const { reason, customerKey, personId, communityId, orderId, orderNumber, totalFen } = payload;
    if (reason !== 'group_failed' || customerKey === null || personId === null || communityId === null)
      return undefined;
    return {
      ...recipientOf({ ...payload, customerKey, personId, communityId }),
      template: 'team_failed',
      about: { kind: 'order', id: orderId },
      params: { orderId, orderNumber, totalFen },
    };
  }),
]);
