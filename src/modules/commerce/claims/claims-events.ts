import { z } from 'zod';
import { pickupPointId } from '#platform/fields';
import { cityId, communityId, customerKey, defineEvent, idOf, personId, storeId, touchpointId } from '#platform/outbox';

const fen = z.number().int();

/** `touchpointId` is who keeps the point where the goods were handed over: they see it and do not decide. */
const claimFacts = {
  claimId: idOf<'Claim'>(),
  orderId: idOf<'Order'>(),
  orderNumber: z.string(),
  kind: z.enum(['shortage', 'damage', 'quality', 'return', 'exchange']),
  /** Nobody had to ask for it. */
  automatic: z.boolean(),
  cityId,
  communityId: communityId.nullable(),
  storeId: storeId.nullable(),
  pickupPointId: pickupPointId.nullable(),
  touchpointId: touchpointId.nullable(),
  customerKey,
  personId,
  units: z.number().int(),
  /** What it comes to whole. */
  amountFen: fen,
};

/** Something was wrong with what was bought. */
export const ClaimOpened = defineEvent('ClaimOpened', 1, 'claim', z.object(claimFacts));

/** Somebody, or a rule, decided; `approvedFen` of a refund only. */
export const ClaimDecided = defineEvent(
  'ClaimDecided',
  1,
  'claim',
  z.object({
    ...claimFacts,
    decision: z.enum(['refund', 'exchange', 'reject', 'needs_more']),
    approvedFen: fen.nullable(),
    byRule: z.boolean(),
  }),
);

/** It waits too long for an answer, or the customer does not agree with the one they got: a person has to look. */
export const ClaimEscalated = defineEvent(
  'ClaimEscalated',
  1,
  'claim',
  z.object({ ...claimFacts, why: z.enum(['overdue', 'appeal']), dueAt: z.iso.datetime() }),
);

/** Nothing is to be done about it any more. */
export const ClaimClosed = defineEvent(
  'ClaimClosed',
  1,
  'claim',
  z.object({ ...claimFacts, outcome: z.enum(['refunded', 'exchanged', 'rejected', 'withdrawn']), refundedFen: fen }),
);
