import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { findSlots, HoldExpired, SlotTaken } from '#modules/fulfilment';
import { communityOf, MEASURE } from './booking.ts';
import { openSource } from './find-source.ts';

/** A week is as far as somebody looks who wanted another time, and so many they take in at a glance. */
const NEXT_DAYS = 7;
const NEXT_SLOTS = 6;

/**
 * Runs what may meet a time that is gone, and sees to it that the refusal holds the next free slots: a hold of which
 * nothing is known any more says none of its own.
 */
export async function offeringOtherTimes<Answer>(
  ctx: Context,
  asked: { readonly token: string; readonly communityId: CommunityId | undefined },
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HoldExpired || error instanceof SlotTaken)) throw error;
    const told = error.more['next'];
    if (Array.isArray(told) && told.length > 0) throw error;
    const now = ctx.clock.now();
    const source = await openSource(ctx.db, asked.token, now);
    const communityId = communityOf(source, asked.communityId);
    const { packageId } = source;
    const free = await findSlots(ctx.db, now, { service: MEASURE, communityId, packageId, from: now, days: NEXT_DAYS });
    const next = free.slice(0, NEXT_SLOTS);
    throw error instanceof HoldExpired ? new HoldExpired(next) : new SlotTaken(next);
  }
}
