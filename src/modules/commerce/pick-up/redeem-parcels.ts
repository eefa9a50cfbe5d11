import type { PersonId, PickupPointId } from '#kernel/ids';
import { localMinute } from '#kernel/time';
import type { Context, Database, DatabaseTransaction, Tx } from '#platform/context';
import type { PickupPoint } from '#modules/territory';
import { ParcelCollected } from '../events.ts';
import { changeParcels, lockParcelsOf, openOf, openUnits, type OpenParcel } from './change-parcels.ts';
import { pointFacts } from './confirm-arrival.ts';
import { AlreadyCollected, NotSoManyLeft, ParcelBlocked, type HandedLine, type HandOver } from './hand-over.ts';
import { insertHandOver } from './hand-over-store.ts';
import { myPoint } from './my-points.ts';
import { liveCardsOf } from './parcel-card-store.ts';
import { blockOf, type Block, type ParcelCard } from './parcel-card.ts';
import { withOpenRefund } from './parcel-line-store.ts';
import type { ShownBy } from './pick-up-contract.ts';
import { withShown } from './shown-code.ts';

export interface RedeemInput {
  readonly pickupPointId: PickupPointId;
  readonly by: ShownBy;
  readonly onBehalf: boolean;
  /** Only these; everything that is left of all parcels of the customer at the point without it. */
  readonly lines?: readonly HandedLine[] | undefined;
}

/**
 * Whoever keeps a point hands goods over to whoever shows the code, its QR, or is on the list: all that lies there for
 * that customer, or a part, in one act. However many try at once, each unit is handed over once. Announces
 * ParcelCollected for each order. Throws NotFound, CodeOpensNothing, TokenUnfit, TooManyWrongCodes, AlreadyCollected,
 * ParcelBlocked, NotSoManyLeft.
 */
export async function redeemParcels(ctx: Context, input: RedeemInput): Promise<HandOver> {
  return withShown(
    ctx,
    (find) =>
      ctx.transaction(async (tx) => {
        const point = await myPoint(ctx, input.pickupPointId, tx.db);
        const shown = await find(tx.db, point);
        const parcels = await lockOfCustomer(tx, shown);
        const handed = linesToHand(parcels, shown, await blocksOf(tx, parcels), input.lines);
        return handOver(tx, { way: input.by.how, onBehalf: input.onBehalf, point, parcels, lines: handed });
      }),
    input.by,
  );
}

/** What of a customer is at the point, locked; of somebody without a name the parcel alone. */
async function lockOfCustomer(tx: Tx, shown: ParcelCard): Promise<OpenParcel[]> {
  const { cityId, customerKey, pickupPointId, parcelId } = shown;
  const live =
    customerKey === null || pickupPointId === null
      ? []
      : await liveCardsOf(tx.db, { cityId, pickupPointId, customerKey });
  const meant = new Set([parcelId, ...live.map((card) => card.parcelId)]);
  const orderIds = [shown.orderId, ...live.map((card) => card.orderId)];
  const locked = await lockParcelsOf(tx, cityId, orderIds);
  return locked.filter(({ card }) => meant.has(card.parcelId) && card.pickupPointId === pickupPointId);
}

/** What keeps each parcel from being handed over; absent where nothing does. */
export async function blocksOf(
  tx: { readonly db: Database | DatabaseTransaction },
  parcels: readonly OpenParcel[],
): Promise<Map<ParcelCard['parcelId'], Block>> {
  const refundOpen = await withOpenRefund(
    tx.db,
    parcels.map(({ card }) => card),
  );
  return new Map(
    parcels.flatMap((parcel) => {
      const { card } = parcel;
      const block = blockOf(card, { refundOpen: refundOpen.has(card.orderId), open: openUnits(parcel) });
      return block === null ? [] : [[card.parcelId, block] as const];
    }),
  );
}

/** Units to hand over. Throws AlreadyCollected, ParcelBlocked, NotSoManyLeft. */
function linesToHand(
  parcels: readonly OpenParcel[],
  shown: ParcelCard,
  blocks: ReadonlyMap<ParcelCard['parcelId'], Block>,
  asked: readonly HandedLine[] | undefined,
): HandedLine[] {
  // The one that was shown is told about first; others of the customer go along where they can.
  const now = parcels.find(({ card }) => card.parcelId === shown.parcelId)?.card ?? shown;
  if (now.state === 'collected')
    throw new AlreadyCollected(now.collectedAt === null ? '' : localMinute(now.collectedAt));
  const block = blocks.get(shown.parcelId);
  if (block !== undefined && asked === undefined) throw new ParcelBlocked(block);
  if (asked === undefined) {
    return parcels
      .filter(({ card }) => !blocks.has(card.parcelId))
      .flatMap((parcel) =>
        parcel.lines.flatMap((line) => {
          const quantity = openOf(parcel, line);
          return quantity === 0 ? [] : [{ parcelId: line.parcelId, lineNo: line.lineNo, quantity }];
        }),
      );
  }
  return sameLineOnce(asked).map((line) => {
    const parcel = parcels.find(({ card }) => card.parcelId === line.parcelId);
    const blocked = parcel === undefined ? 'over' : blocks.get(line.parcelId);
    if (parcel === undefined || blocked !== undefined) throw new ParcelBlocked(blocked ?? 'over');
    const of = parcel.lines.find((each) => each.lineNo === line.lineNo);
    const left = of === undefined ? 0 : openOf(parcel, of);
    const name = parcel.bought.find((each) => each.lineNo === line.lineNo)?.skuName ?? '';
    if (line.quantity > left) throw new NotSoManyLeft(name, left);
    return line;
  });
}

function sameLineOnce(lines: readonly HandedLine[]): HandedLine[] {
  const sums = new Map<string, HandedLine>();
  for (const line of lines) {
    const key = `${line.parcelId}/${line.lineNo}`;
    sums.set(key, { ...line, quantity: line.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()];
}

export interface HandedOver {
  readonly way: HandOver['way'];
  readonly onBehalf: boolean;
  readonly point: PickupPoint | null;
  readonly parcels: readonly OpenParcel[];
  readonly lines: readonly HandedLine[];
}

/** Part: writes one hand-over of parcels of one customer, which are locked. Announces ParcelCollected for each order. */
export async function handOver(tx: Tx, made: HandedOver): Promise<HandOver> {
  const quantityOf = new Map(made.lines.map((line) => [`${line.parcelId}/${line.lineNo}`, line.quantity]));
  const touched = made.parcels.filter(({ card }) => made.lines.some((line) => line.parcelId === card.parcelId));
  const { card } = touched[0] as OpenParcel;
  const done: HandOver = {
    handOverId: tx.newId<'HandOver'>(),
    cityId: card.cityId,
    pickupPointId: card.pickupPointId,
    customerKey: card.customerKey,
    personId: card.personId,
    way: made.way,
    onBehalf: made.onBehalf,
    units: made.lines.reduce((sum, line) => sum + line.quantity, 0),
    madeBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
    madeAt: tx.now,
    undoneAt: null,
    undoReason: null,
    lines: made.lines,
  };
  await insertHandOver(tx.db, done);
  for (const [, parcels] of Map.groupBy(touched, (parcel) => parcel.card.orderId)) {
    const changed = parcels.flatMap((parcel) =>
      parcel.lines.flatMap((line) => {
        const quantity = quantityOf.get(`${line.parcelId}/${line.lineNo}`);
        return quantity === undefined ? [] : [{ ...line, collected: line.collected + quantity, collectedAt: tx.now }];
      }),
    );
    const order = (parcels[0] as OpenParcel).card;
    await announceCollected(tx, made.point, await changeParcels(tx, order, changed), done, false);
  }
  return done;
}

/** Part: says what of an order was handed over, or taken back. */
export async function announceCollected(
  tx: Tx,
  point: PickupPoint | null,
  parcels: readonly OpenParcel[],
  act: HandOver,
  undone: boolean,
): Promise<void> {
  const ids = new Set(act.lines.map((line) => line.parcelId));
  const of = parcels.filter(({ card }) => ids.has(card.parcelId));
  const card = of[0]?.card;
  if (card === undefined || card.customerKey === null || card.personId === null) return;
  const here = new Set(of.map((parcel) => parcel.card.parcelId));
  const units = act.lines.reduce((sum, line) => sum + (here.has(line.parcelId) ? line.quantity : 0), 0);
  await tx.announce([
    ParcelCollected(card.parcelId, {
      ...pointFacts(point, of),
      customerKey: card.customerKey,
      personId: card.personId as PersonId,
      units,
      handOverId: act.handOverId,
      left: of.reduce((sum, parcel) => sum + openUnits(parcel), 0),
      onBehalf: act.onBehalf,
      undone,
    }),
  ]);
}
