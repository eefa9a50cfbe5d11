import type { CommunityId } from '#kernel/ids';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { findSlots } from '#modules/fulfilment';
import { communityOf, MEASURE } from './booking.ts';
import type { FreeSlot, SlotsAnswer } from './booking-contract.ts';
import { openSource } from './find-source.ts';

/**
 * Times at which somebody able can come, by business day, days without one too. Throws NotFound, BookingClosed,
 * CommunityNotOffered.
 */
export async function freeSlots(
  ctx: Context,
  asked: {
    readonly token: string;
    readonly communityId: CommunityId | undefined;
    /** The first business day; today unless said, and never before it. */
    readonly from: string | undefined;
    readonly days: number;
  },
): Promise<SlotsAnswer> {
  const now = ctx.clock.now();
  const source = await openSource(ctx.db, asked.token, now);
  const communityId = communityOf(source, asked.communityId);
  const today = businessDay(now);
  const first = startOfBusinessDay(asked.from === undefined || asked.from < today ? today : asked.from);
  const { packageId } = source;
  const free = await findSlots(ctx.db, now, {
    service: MEASURE,
    communityId,
    packageId,
    from: first,
    days: asked.days,
  });
  const byDay = Map.groupBy(free, (slot) => businessDay(slot.startsAt));
  return {
    days: Array.from({ length: asked.days }, (_, at) => {
      const day = businessDay(addDays(first, at));
      return { day, slots: (byDay.get(day) ?? []).map(shown) };
    }),
  };
}

/** A slot over JSON. */
export const shown = (slot: { readonly startsAt: Date; readonly endsAt: Date; readonly left: number }): FreeSlot => ({
  startsAt: slot.startsAt.toISOString(),
  endsAt: slot.endsAt.toISOString(),
  left: slot.left,
});
