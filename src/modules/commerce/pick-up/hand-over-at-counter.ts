import { NotFound } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { issueStock } from '#modules/inventory';
import { stockOf, sumStock, unitsLeft } from '../orders/order-line.ts';
import { checkParcelMove, type ParcelId, type ParcelMode } from '../orders/parcel.ts';
import { lockParcelsOf, moveOf, openOf, saveMoves, type OpenParcel } from './change-parcels.ts';
import { ParcelBlocked, type HandOver } from './hand-over.ts';
import { cardsByIds } from './parcel-card-store.ts';
import { insertParcelLines } from './parcel-line-store.ts';
import { lineSent } from './parcel-line.ts';
import { blocksOf, handOver } from './redeem-parcels.ts';
import { storagesOf } from './storages.ts';

/** Staff hand a parcel over at the counter of a store. Announces ParcelCollected. Throws NotFound, ParcelBlocked, StockNotOnHand. */
export async function handOverAtCounter(ctx: Context, input: { readonly parcelId: ParcelId }): Promise<HandOver> {
  return ctx.transaction(async (tx) => {
    const parcel = await staffParcel(ctx, tx, input.parcelId, 'counter');
    return handOver(tx, {
      way: 'counter',
      onBehalf: false,
      point: null,
      ...(await allOf(tx, await leave(tx, parcel))),
    });
  });
}

/** What is to be delivered left its place. Throws NotFound, ParcelBlocked, IllegalMove, StockNotOnHand. */
export async function departParcel(ctx: Context, input: { readonly parcelId: ParcelId }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const parcel = await staffParcel(ctx, tx, input.parcelId, 'delivery');
    checkParcelMove(parcel.card.state, 'on_the_way');
    const left = await leave(tx, parcel);
    await saveMoves(tx, [moveOf(left.card, 'on_the_way', { sentAt: tx.now })]);
  });
}

/** What was to be delivered was handed over at the door. Announces ParcelCollected. Throws as `departParcel` does. */
export async function deliverParcel(ctx: Context, input: { readonly parcelId: ParcelId }): Promise<HandOver> {
  return ctx.transaction(async (tx) => {
    const parcel = await staffParcel(ctx, tx, input.parcelId, 'delivery');
    const there = parcel.card.state === 'waiting' ? await leave(tx, parcel) : parcel;
    return handOver(tx, { way: 'delivery', onBehalf: false, point: null, ...(await allOf(tx, there)) });
  });
}

/** A parcel of a way within the actor's area, its order locked. */
async function staffParcel(ctx: Context, tx: Tx, parcelId: ParcelId, mode: ParcelMode): Promise<OpenParcel> {
  const [seen] = await cardsByIds(tx.db, [parcelId]);
  if (seen === undefined || seen.mode !== mode) throw new NotFound('parcel');
  const place = { cityId: seen.cityId, storeId: seen.storeId ?? undefined, communityId: seen.communityId ?? undefined };
  if (!covers(ctx.scope, place)) throw new NotFound('parcel');
  const parcels = await lockParcelsOf(tx, seen.cityId, [seen.orderId]);
  return parcels.find(({ card }) => card.parcelId === parcelId) as OpenParcel;
}

/** Part: the goods of a parcel leave stock, and their units are counted from then on. */
async function leave(tx: Tx, parcel: OpenParcel): Promise<OpenParcel> {
  const { card, bought } = parcel;
  const [block] = [...(await blocksOf(tx, [{ ...parcel, lines: [] }])).values()];
  if (block !== undefined && block !== 'nothing_left') throw new ParcelBlocked(block);
  checkParcelMove(card.state, 'collected');
  const { cityId, parcelId, orderId } = card;
  const own = bought.filter((line) => line.parcelId === parcelId && unitsLeft(line) > 0);
  const storage = await storagesOf(
    tx.db,
    own.map((line) => line.skuId),
  );
  const made = own.map(({ lineNo, skuId, ...line }) =>
    lineSent({ cityId, parcelId, orderId, lineNo, skuId, due: unitsLeft(line), storage: storage(skuId) }),
  );
  // What makes good a claim has its lines from when it was made.
  const lines = parcel.lines.length > 0 ? parcel.lines : made;
  if (lines.length === 0) throw new ParcelBlocked('nothing_left');
  if (lines === made) await insertParcelLines(tx.db, made);
  const stock = sumStock(
    lines.flatMap((line) => {
      const of = bought.find((each) => each.lineNo === line.lineNo);
      return of === undefined ? [] : stockOf(of, line.due, card.placeId);
    }),
  );
  await issueStock(tx, { cityId, holders: [{ holderId: orderId, lines: stock }] });
  return { ...parcel, lines };
}

/** Everything of a parcel. Throws ParcelBlocked. */
async function allOf(tx: Tx, parcel: OpenParcel): Promise<{ parcels: OpenParcel[]; lines: HandOver['lines'] }> {
  const [block] = [...(await blocksOf(tx, [parcel])).values()];
  if (block !== undefined) throw new ParcelBlocked(block);
  const lines = parcel.lines.map((line) => ({
    parcelId: line.parcelId,
    lineNo: line.lineNo,
    quantity: openOf(parcel, line),
  }));
  return { parcels: [parcel], lines: lines.filter((line) => line.quantity > 0) };
}
