import { ClaimDecided } from '#modules/commerce/events';
import { recipientOf, tell, telling } from './telling.ts';

const TEMPLATES = {
  refund: 'claim_granted',
  exchange: 'claim_exchanged',
  needs_more: 'claim_needs_more',
  reject: 'claim_rejected',
} as const;

/** Whoever claimed something, or was short of it without a word of theirs, hears what came of it. */
export const onClaimDecided = tell('messaging.tell-of-claims', [
  telling(ClaimDecided, (payload) => {
    const { communityId, claimId, orderId, orderNumber, kind, units, decision, approvedFen } = payload;
    if (communityId === null) return undefined;
    return {
      ...recipientOf({ ...payload, communityId }),
      template: TEMPLATES[decision],
      about: { kind: 'claim', id: claimId },
      params: { claimId, orderId, orderNumber, kind, units, approvedFen: approvedFen ?? 0 },
    };
  }),
]);
