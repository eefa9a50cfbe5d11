import { subscribe } from '#platform/outbox';
import { OrderRefunded } from '../events.ts';
import { settlePaidClaims } from './settle-paid-claims.ts';

/** The money of granted claims went: they are refunded. */
export const onOrderRefunded = subscribe('commerce.settle-claims', [OrderRefunded], async (ctx, { payload }) => {
  if (payload.channel !== 'service') await settlePaidClaims(ctx, payload);
});
