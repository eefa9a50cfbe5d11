import type { CommunityId } from '#kernel/ids';
import { SECOND } from '#kernel/time';
import type { Context } from '#platform/context';
import { holdSlot } from '#modules/fulfilment';
import { visitorHash } from '../links/visitor.ts';
import { communityOf, MEASURE } from './booking.ts';
import type { HoldAnswer } from './booking-contract.ts';
import { openSource } from './find-source.ts';

/** Who holds a time: the browser, whatever page it books on. A new hold of it lets go of the one before. */
export const holderOf = (visitorId: string): string => `visitor:${visitorHash('hold', visitorId)}`;

/**
 * Keeps a time for a browser for a few minutes, while its resident fills in the form. Throws NotFound, BookingClosed,
 * CommunityNotOffered, SlotTaken with the next free slots.
 */
export async function holdTime(
  ctx: Context,
  asked: {
    readonly token: string;
    readonly communityId: CommunityId | undefined;
    readonly startsAt: Date;
    readonly visitorId: string;
  },
): Promise<HoldAnswer> {
  const source = await openSource(ctx.db, asked.token, ctx.clock.now());
  const held = await holdSlot(ctx, {
    service: MEASURE,
    communityId: communityOf(source, asked.communityId),
    startsAt: asked.startsAt,
    holder: holderOf(asked.visitorId),
    packageId: source.packageId,
  });
  return {
    holdId: held.holdId,
    startsAt: held.startsAt.toISOString(),
    endsAt: held.endsAt.toISOString(),
    expiresAt: held.expiresAt.toISOString(),
    keptSeconds: Math.max(0, Math.floor((held.expiresAt.getTime() - ctx.clock.now().getTime()) / SECOND)),
  };
}
