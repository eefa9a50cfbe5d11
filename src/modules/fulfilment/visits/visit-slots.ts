import { NotFound } from '#kernel/errors';
import { startOfBusinessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import type { SlotsAnswer } from '../contract.ts';
import { findSlots } from '../slots/find-slots.ts';
import { TRAVEL_NOTE } from '../slots/free-time.ts';
import { slotItems } from '../slots/slot.ts';
import { visitInScope } from './visit-store.ts';
import type { VisitId } from './visit.ts';

/** Times to which a visit can be moved, as its customer or staff may. Throws NotFound. */
export async function visitSlots(
  ctx: Context,
  asked: {
    readonly visitId: VisitId;
    readonly by: 'customer' | 'staff';
    /** Another one at the same home; that of the visit unless said. */
    readonly service?: string | undefined;
    readonly from: string | undefined;
    readonly days: number;
  },
): Promise<SlotsAnswer> {
  const visit = await visitInScope(ctx.db, ctx.scope, asked.by, asked.visitId);
  if (visit === undefined) throw new NotFound('visit');
  const { communityId, packageId } = visit;
  const service = asked.service ?? visit.service;
  const now = ctx.clock.now();
  const from = asked.from === undefined ? now : startOfBusinessDay(asked.from);
  const byStaff = asked.by === 'staff';
  const slots = await findSlots(ctx.db, now, { service, communityId, packageId, from, days: asked.days, byStaff });
  return { items: slotItems(slots), travelNote: TRAVEL_NOTE };
}
