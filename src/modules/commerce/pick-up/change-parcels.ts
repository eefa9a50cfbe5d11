import { Refusal } from '#kernel/errors';
import type { Database, DatabaseTransaction, Tx } from '#platform/context';
import { linesOf } from '../orders/line-store.ts';
import type { OrderLine } from '../orders/order-line.ts';
import { checkParcelMove, type ParcelState } from '../orders/parcel.ts';
import { timeCompletion } from './completion.ts';
import { lockCards, saveCards, type CardMove, type OrderKey } from './parcel-card-store.ts';
import type { ParcelCard } from './parcel-card.ts';
import { parcelLinesOf, saveParcelLines } from './parcel-line-store.ts';
import { collectable, leftOf, stateOf, type ParcelLine } from './parcel-line.ts';

/** Somebody moved a parcel while this was being done. */
export class ParcelChangedMeanwhile extends Refusal {
  constructor() {
    super('parcel-changed-meanwhile', 'conflict');
  }
}

/** A parcel with its lines, and the lines of the order as they were bought. */
export interface OpenParcel {
  readonly card: ParcelCard;
  readonly lines: readonly ParcelLine[];
  readonly bought: readonly OrderLine[];
}

/** Units of a line that may be handed over now. */
export function openOf({ card, bought }: OpenParcel, line: ParcelLine): number {
  const of = bought.find((each) => each.lineNo === line.lineNo);
  return of === undefined ? 0 : collectable(line, of, card.replacesFor !== null);
}

export const openUnits = (parcel: OpenParcel): number =>
  parcel.lines.reduce((sum, line) => sum + openOf(parcel, line), 0);

/** Locks orders of a city with their parcels, and reads what is in them. Those that were not sent yet have no lines. */
export async function lockParcelsOf(
  tx: Tx,
  cityId: OrderKey['cityId'],
  orderIds: readonly OrderKey['orderId'][],
): Promise<OpenParcel[]> {
  return opened(tx, await lockCards(tx.db, cityId, orderIds));
}

/** What is in parcels. */
export async function opened(
  tx: { readonly db: Database | DatabaseTransaction },
  cards: readonly ParcelCard[],
): Promise<OpenParcel[]> {
  const lines = await parcelLinesOf(tx.db, cards);
  const bought = await linesOf(tx.db, [...new Map(cards.map((card) => [card.orderId, card])).values()]);
  return cards.map((card) => ({
    card,
    lines: lines.get(card.parcelId) ?? [],
    bought: bought.get(card.orderId) ?? [],
  }));
}

/** The state of a parcel by what is in it: what is on its way, or was not sent, stays so unless nothing is left of it. */
function stateAfter(parcel: OpenParcel): ParcelState {
  const { card, lines } = parcel;
  // What was called off stays so, wherever its goods go.
  if (card.state === 'cancelled' || card.state === 'returned') return card.state;
  const isThere = (card.state !== 'waiting' && card.state !== 'on_the_way') || lines.some((line) => line.collected > 0);
  if (isThere) return stateOf(lines, openUnits(parcel));
  return lines.every((line) => leftOf(line) === 0) ? 'cancelled' : card.state;
}

export const moveOf = (card: ParcelCard, to: ParcelState, more: Partial<CardMove> = {}): CardMove => {
  if (card.state !== to) checkParcelMove(card.state, to);
  return {
    cityId: card.cityId,
    parcelId: card.parcelId,
    pickupOn: card.pickupOn,
    arrivedAt: card.arrivedAt,
    collectedAt: card.collectedAt,
    sentAt: card.sentAt,
    waveId: card.waveId,
    ...more,
    state: to,
    revision: card.revision + 1,
  };
};

/** @throws ParcelChangedMeanwhile */
export async function saveMoves(tx: Tx, moves: readonly CardMove[]): Promise<void> {
  if ((await saveCards(tx.db, moves)) !== moves.length) throw new ParcelChangedMeanwhile();
}

/**
 * Part: writes changed lines of parcels of one order, which is locked, states its parcels by them, and times when it is
 * complete. `before` is what was locked; lines of it that are not in `changed` stay.
 * @throws ParcelChangedMeanwhile, IllegalMove
 */
export async function changeParcels(
  tx: Tx,
  order: OrderKey,
  changed: readonly ParcelLine[],
  given: { readonly spareCode?: (() => string) | undefined } = {},
): Promise<OpenParcel[]> {
  await saveParcelLines(tx.db, changed);
  const now = await opened(tx, await lockCards(tx.db, order.cityId, [order.orderId]));
  const moves = now.flatMap((parcel) => {
    const { card } = parcel;
    if (parcel.lines.length === 0) return [];
    const to = stateAfter(parcel);
    if (to === card.state) return [];
    const collectedAt = to === 'collected' ? (card.collectedAt ?? tx.now) : null;
    return [moveOf(card, to, { collectedAt, spareCode: card.state === 'collected' ? given.spareCode?.() : undefined })];
  });
  await saveMoves(tx, moves);
  await timeCompletion(tx, order);
  const to = new Map(moves.map((move) => [move.parcelId, move.state]));
  return now.map((parcel) => ({
    ...parcel,
    card: { ...parcel.card, state: to.get(parcel.card.parcelId) ?? parcel.card.state },
  }));
}
