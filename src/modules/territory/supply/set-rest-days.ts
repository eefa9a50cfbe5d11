import { NotFound } from '#kernel/errors';
import type { PickupPointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { PlaceChangedMeanwhile } from '../places/place.ts';
import { pickupPointInScope, pickupPointsByIds, updatePickupPoint } from './pickup-point-store.ts';
import { checkRestDays, sortedDays, type PickupPoint } from './pickup-point.ts';
import { announcePoint } from './save-pickup-point.ts';

/**
 * On which weekdays nothing is handed over at a point: its keeper says so themself.
 * @throws NotFound for a point of somebody else; PlaceChangedMeanwhile; PickupPointRestsAllWeek
 */
export async function setRestDays(
  ctx: Context,
  asked: {
    readonly id: PickupPointId;
    readonly expectedVersion: number;
    readonly restDays: readonly number[];
  },
): Promise<PickupPoint> {
  checkRestDays(asked.restDays);
  const restDays = sortedDays(asked.restDays);
  return ctx.transaction(async (tx) => {
    const before = await pickupPointInScope(tx.db, ctx.scope, asked.id);
    if (before === undefined) throw new NotFound('pickup-point');
    const same = before.restDays.length === restDays.length && restDays.every((day, at) => before.restDays[at] === day);
    if (same) return before;
    const next = { ...before, restDays, updatedAt: tx.now, version: asked.expectedVersion + 1 };
    if (!(await updatePickupPoint(tx.db, next, asked.expectedVersion))) throw new PlaceChangedMeanwhile(before.name);
    await announcePoint(tx, asked.id, next, ['restDays']);
    return (await pickupPointsByIds(tx.db, [asked.id])).get(asked.id)!;
  });
}
