import { NotFound } from '#kernel/errors';
import type { PickupPointId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { pickupPointsOf, type PickupPoint } from '#modules/territory';

/** The points that the reader keeps; none for whoever keeps none. */
export async function myPoints(ctx: Context, db: Tx['db'] | Context['db'] = ctx.db): Promise<PickupPoint[]> {
  const { touchpoint } = ctx.scope;
  return touchpoint === undefined ? [] : pickupPointsOf(db, touchpoint);
}

/** A point that the actor keeps. @throws NotFound */
export async function myPoint(
  ctx: Context,
  id: PickupPointId,
  db: Tx['db'] | Context['db'] = ctx.db,
): Promise<PickupPoint> {
  const point = (await myPoints(ctx, db)).find((each) => each.id === id);
  if (point === undefined) throw new NotFound('pickup-point');
  return point;
}
