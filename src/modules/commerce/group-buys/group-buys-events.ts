import { z } from 'zod';
import { cityId, communityId, customerKey, defineEvent, idOf, personId, storeId, touchpointId } from '#platform/outbox';

const facts = {
  groupBuyId: idOf<'GroupBuy'>(),
  campaignId: idOf<'Campaign'>().nullable(),
  cityId,
  communityId,
  storeId: storeId.nullable(),
  /** The leader. */
  touchpointId: touchpointId.nullable(),
};
const teamFacts = { ...facts, teamId: idOf<'Team'>() };

/** Neighbours can order from now on. */
export const GroupBuyOpened = defineEvent('GroupBuyOpened', 1, 'group_buy', z.object(facts));

/** Its counts or its terms moved: screens fetch it again. At most one for each batch of orders. */
export const GroupBuyChanged = defineEvent('GroupBuyChanged', 1, 'group_buy', z.object(facts));

/** It is settled: what failed went back, what stands is summed up. `outcome` null where it was called off. */
export const GroupBuyClosed = defineEvent(
  'GroupBuyClosed',
  1,
  'group_buy',
  z.object({
    ...facts,
    outcome: z.enum(['succeeded', 'partly', 'failed']).nullable(),
    orders: z.number().int(),
    pickupOn: z.iso.date(),
  }),
);

/** Somebody began a team, not paid yet. */
export const TeamOpened = defineEvent('TeamOpened', 1, 'team', z.object(teamFacts));

/** So many have paid that it stands. */
export const TeamFilled = defineEvent(
  'TeamFilled',
  1,
  'team',
  z.object({
    ...teamFacts,
    /** Who has a place in it; empty in what was kept from before. */
    members: z
      .array(z.object({ orderId: idOf<'Order'>(), customerKey, personId }))
      .max(500)
      .default([]),
  }),
);

/** Its time is over, or it was called off; what was paid goes back. */
export const TeamFailed = defineEvent('TeamFailed', 1, 'team', z.object(teamFacts));
