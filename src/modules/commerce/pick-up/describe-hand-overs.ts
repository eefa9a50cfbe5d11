import type { Context } from '#platform/context';
import { linesOf } from '../orders/line-store.ts';
import { opened, openUnits } from './change-parcels.ts';
import { canUndo, HAND_OVER_WAYS, undoUntil, type HandOver } from './hand-over.ts';
import { cardsByIds, liveCardsOf } from './parcel-card-store.ts';
import type { HandOverItem, HandOverSheet, ShownBy } from './pick-up-contract.ts';
import { describeMyParcels } from './describe-parcels.ts';
import { myPoint } from './my-points.ts';
import { withShown } from './shown-code.ts';
import type { PickupPointId } from '#kernel/ids';

/** Hand-overs as whoever made them sees them: the customer masked. */
export async function describeHandOvers(ctx: Context, acts: readonly HandOver[]): Promise<HandOverItem[]> {
  const cards = await cardsByIds(
    ctx.db,
    acts.flatMap((act) => act.lines.map((line) => line.parcelId)),
  );
  const parcels = new Map((await opened(ctx, cards)).map((parcel) => [parcel.card.parcelId, parcel]));
  const bought = await linesOf(ctx.db, cards);
  const ids = acts.flatMap((act) => act.personId ?? []);
  const people = await ctx.services.vault.masked(ctx.db, [...new Set(ids)], ['name', 'phone']);
  return acts.map((act) => {
    const person = act.personId === null ? undefined : people.get(act.personId);
    const touched = new Set(act.lines.map((line) => line.parcelId));
    return {
      handOverId: act.handOverId,
      how: act.way,
      howName: HAND_OVER_WAYS[act.way],
      onBehalf: act.onBehalf,
      customerName: person?.name?.[0] ?? '',
      customerPhone: person?.phone?.[0] ?? '',
      units: act.units,
      lines: act.lines.map((line) => {
        const card = parcels.get(line.parcelId)?.card;
        const of = (card === undefined ? [] : (bought.get(card.orderId) ?? [])).find(
          (each) => each.lineNo === line.lineNo,
        );
        return { ...line, name: of?.skuName ?? '', spec: of?.skuSpec ?? '', unit: of?.unit ?? '' };
      }),
      left: [...touched].reduce((sum, id) => {
        const parcel = parcels.get(id);
        return sum + (parcel === undefined ? 0 : openUnits(parcel));
      }, 0),
      madeAt: act.madeAt.toISOString(),
      undoUntil: canUndo(act, ctx.clock.now()) ? undoUntil(act).toISOString() : null,
      undoneAt: act.undoneAt?.toISOString() ?? null,
      undoReason: act.undoReason,
    };
  });
}

/**
 * What lies at a point for whoever shows a code, before it is handed over: all of the customer's, and what cannot go and
 * why. Throws NotFound, CodeOpensNothing, TokenUnfit, TooManyWrongCodes.
 */
export async function readHandOverSheet(
  ctx: Context,
  input: { readonly pickupPointId: PickupPointId; readonly by: ShownBy },
): Promise<HandOverSheet> {
  return withShown(
    ctx,
    async (find) => {
      const point = await myPoint(ctx, input.pickupPointId);
      const shown = await find(ctx.db, point);
      const { cityId, customerKey } = shown;
      const live =
        customerKey === null ? [] : await liveCardsOf(ctx.db, { cityId, pickupPointId: point.id, customerKey });
      const cards = [shown, ...live.filter((card) => card.parcelId !== shown.parcelId)];
      const parcels = await describeMyParcels(ctx, cards);
      const { customerName = '', customerPhone = '' } = parcels[0] ?? {};
      const units = parcels.reduce((sum, each) => sum + (each.blocked === null ? each.left : 0), 0);
      return { customerName, customerPhone, parcels, units };
    },
    input.by,
  );
}
