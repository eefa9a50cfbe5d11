import { NotFound } from '#kernel/errors';
import type { TouchpointId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { lockWorker, saveShifts, workerInScope } from './worker-store.ts';
import { inOrder, type Hours } from './worker.ts';

export interface ShiftsAsked {
  readonly touchpointId: TouchpointId;
  /** 1 is Monday, 7 Sunday. */
  readonly weekly: readonly { readonly weekday: number; readonly hours: readonly Hours[] }[];
  /** Days from today on that differ from the week; they replace those that were there. */
  readonly exceptions: readonly { readonly day: string; readonly hours: readonly Hours[] }[];
}

/** Somebody's week, and the days that differ. Visits that are booked stay as they are. Throws NotFound, ShiftsOverlap. */
export async function setShifts(
  ctx: Context,
  { touchpointId, weekly, exceptions }: ShiftsAsked,
): Promise<{ touchpointId: TouchpointId; revision: number }> {
  const week = Object.fromEntries(weekly.map((each) => [each.weekday, inOrder(each.hours, `周${each.weekday}`)]));
  const days = new Map(exceptions.map(({ day, hours }) => [day, { day, hours: inOrder(hours, day) }]));
  return ctx.transaction(async (tx) => {
    if ((await workerInScope(tx.db, ctx.scope, touchpointId)) === undefined) throw new NotFound('worker');
    await lockWorker(tx.db, touchpointId);
    const shifts = { week, exceptions: [...days.values()], fromDay: businessDay(tx.now) };
    const revision = await saveShifts(tx.db, touchpointId, shifts, tx.now);
    if (revision === undefined) throw new NotFound('worker');
    await tx.audit({
      action: 'set-shifts',
      subject: { kind: 'touchpoint', id: touchpointId },
      details: { weekdays: weekly.length, exceptions: exceptions.length },
    });
    return { touchpointId, revision };
  });
}
