import { subscribe } from '#platform/outbox';
import { ClaimClosed, ClaimDecided, ClaimEscalated } from '#modules/commerce/events';
import { openTicket } from './open-ticket.ts';
import { settleTicket } from './settle-ticket.ts';

/** A claim that waits too long, or whose customer does not agree, goes to a person; once it is decided, there is nothing to do. */
export const onClaimChanged = subscribe(
  'desk.follow-claims',
  [ClaimEscalated, ClaimDecided, ClaimClosed],
  async (ctx, { payload }) => {
    const { cityId, communityId, storeId, claimId, orderId, orderNumber, personId, amountFen } = payload;
    const ticket = { kind: 'claim_waiting', subject: { kind: 'claim', id: claimId }, cityId } as const;
    if (!('why' in payload)) {
      await settleTicket(ctx, { ...ticket, outcome: 'resolved' });
      return;
    }
    // Nobody's without a community: the queue of claims shows it.
    if (communityId === null) return;
    const facts = { why: payload.why, dueAt: payload.dueAt, amountFen, orderId, orderNumber };
    await openTicket(ctx, { ...ticket, communityId, storeId, personId, facts });
  },
);
