import { NotFound, Refusal } from '#kernel/errors';
import type { PickupPointId, StockPlaceId, StoreId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { covers } from '#platform/permission';
import { issueStock, releaseStock, stockPlacesByIds, type StockPlace } from '#modules/inventory';
import { pickupPointsByIds } from '#modules/territory';
import { openAutomaticClaims, worthOf, type AutomaticClaim } from '../claims/open-automatic-claims.ts';
import { WaveSent } from '../events.ts';
import { linesOf } from '../orders/line-store.ts';
import { unitsLeft } from '../orders/order-line.ts';
import { moveOf, saveMoves } from './change-parcels.ts';
import { timeCompletion } from './completion.ts';
import { cardsToSend, lockCards } from './parcel-card-store.ts';
import type { ParcelCard } from './parcel-card.ts';
import { insertParcelLines, parcelLinesOf, saveParcelLines } from './parcel-line-store.ts';
import { leftOf, lineSent, type ParcelLine } from './parcel-line.ts';
import type { WaveAnswer } from './pick-up-contract.ts';
import { storagesOf } from './storages.ts';
import { insertWave } from './wave-store.ts';
import { planWave, type PlannedLine, type WaveLine, type WavePlan, type WaveShortage } from './wave.ts';

/** More than a warehouse sends in a morning is sent in parts: one transaction is not to hold all orders of a city. */
export const MAX_WAVE = 5_000;

export class WaveTooLarge extends Refusal {
  constructor() {
    super('wave-too-large', 'too_large', { max: MAX_WAVE });
  }
}

export class NothingToSend extends Refusal {
  constructor() {
    super('nothing-to-send', 'conflict');
  }
}

export interface SendWaveInput {
  readonly placeId: StockPlaceId;
  /** The day of parcels of group buys; null: instant orders that are picked up. */
  readonly pickupOn: string | null;
  /** Only to these points. */
  readonly pickupPointIds?: readonly PickupPointId[] | undefined;
  readonly shortages: readonly WaveShortage[];
}

/**
 * A warehouse says what left it for the points of a day, and what there was too little of. Parcels are on their way and
 * their stock is handed over; what is short goes back to whoever ordered last, by a claim that grants itself. Announces
 * WaveSent for each point, ClaimOpened and ClaimDecided. Throws NotFound, NothingToSend, WaveTooLarge, ShortageTooLarge,
 * StockNotOnHand where goods are not received yet.
 */
export async function sendWave(ctx: Context, input: SendWaveInput): Promise<WaveAnswer> {
  const place = await placeToSend(ctx, input.placeId);
  return ctx.transaction(async (tx) => {
    const waiting = await cardsToSend(
      tx.db,
      { ...input, cityId: place.cityId, pickupPointIds: input.pickupPointIds },
      MAX_WAVE + 1,
    );
    if (waiting.length > MAX_WAVE) throw new WaveTooLarge();
    const meant = new Set(waiting.map((card) => card.parcelId));
    const locked = await lockCards(
      tx.db,
      place.cityId,
      waiting.map((card) => card.orderId),
    );
    const cards = locked.filter(
      (card) => meant.has(card.parcelId) && card.state === 'waiting' && ['paid', 'completed'].includes(card.orderState),
    );
    if (cards.length === 0) throw new NothingToSend();
    const { lines, existing } = await linesToSend(tx, cards);
    const plan = planWave(lines, input.shortages);
    const answer = { ...answerOf(plan), waveId: tx.newId<'Wave'>() };
    const sent = await writeParcels(tx, cards, plan, existing, { waveId: answer.waveId, pickupOn: input.pickupOn });
    const { cityId } = place;
    await issueStock(tx, { cityId, holders: plan.issued });
    await releaseStock(tx, { cityId, holders: plan.gone, reason: 'shortage' });
    await releaseStock(tx, { cityId, holders: plan.spare, reason: 'refunded' });
    const userId = tx.actor.kind === 'user' ? tx.actor.userId : null;
    await insertWave(tx.db, {
      ...answer,
      cityId,
      placeId: input.placeId,
      pickupOn: input.pickupOn,
      shortages: input.shortages,
      sentBy: userId,
      sentAt: tx.now,
    });
    await tellPoints(tx, answer.waveId, input.pickupOn, cards, sent);
    await openAutomaticClaims(tx, await shortClaims(tx, plan));
    for (const card of sent.nothingLeft) await timeCompletion(tx, card);
    await tx.audit({
      action: 'send-wave',
      subject: { kind: 'stock_place', id: input.placeId },
      details: { waveId: answer.waveId, parcels: answer.parcels, units: answer.units, shortUnits: answer.shortUnits },
    });
    return answer;
  });
}

/** What a wave would do, without doing it. Throws as `sendWave` does, but for stock. */
export async function previewWave(ctx: Context, input: SendWaveInput): Promise<WaveAnswer> {
  const place = await placeToSend(ctx, input.placeId);
  const cards = await cardsToSend(
    ctx.db,
    { ...input, cityId: place.cityId, pickupPointIds: input.pickupPointIds },
    MAX_WAVE + 1,
  );
  if (cards.length > MAX_WAVE) throw new WaveTooLarge();
  const { lines } = await linesToSend(ctx, cards);
  return answerOf(planWave(lines, input.shortages));
}

async function placeToSend(ctx: Context, placeId: StockPlaceId): Promise<StockPlace> {
  const place = (await stockPlacesByIds(ctx.db, [placeId])).get(placeId);
  const where = place?.kind === 'store' ? { storeId: placeId as StoreId } : {};
  if (place === undefined || !covers(ctx.scope, { cityId: place.cityId, ...where })) throw new NotFound('stock-place');
  return place;
}

/** Lines of parcels with what is still to go of them; what makes good a claim has its lines from when it was made. */
async function linesToSend(
  { db }: { readonly db: Parameters<typeof parcelLinesOf>[0] },
  cards: readonly ParcelCard[],
): Promise<{ lines: WaveLine[]; existing: Map<string, ParcelLine> }> {
  const bought = await linesOf(db, cards);
  const made = await parcelLinesOf(
    db,
    cards.filter((card) => card.replacesFor !== null),
  );
  const lines = cards.flatMap((card): WaveLine[] => {
    const ordered = bought.get(card.orderId) ?? [];
    if (card.replacesFor === null) {
      const own = ordered.filter((line) => line.parcelId === card.parcelId && unitsLeft(line) > 0);
      return own.map((line) => ({ card, bought: line, due: unitsLeft(line) }));
    }
    return (made.get(card.parcelId) ?? []).flatMap((line) => {
      const of = ordered.find((each) => each.lineNo === line.lineNo);
      return of === undefined ? [] : [{ card, bought: of, due: line.due }];
    });
  });
  const existing = new Map([...made.values()].flat().map((line) => [`${line.parcelId}/${line.lineNo}`, line]));
  return { lines, existing };
}

interface SentParcels {
  readonly lines: readonly ParcelLine[];
  /** Everything of them was short, or went back before. */
  readonly nothingLeft: readonly ParcelCard[];
}

async function writeParcels(
  tx: Tx,
  cards: readonly ParcelCard[],
  plan: WavePlan,
  existing: ReadonlyMap<string, ParcelLine>,
  { waveId, pickupOn }: { readonly waveId: NonNullable<WaveAnswer['waveId']>; readonly pickupOn: string | null },
): Promise<SentParcels> {
  const storage = await storagesOf(
    tx.db,
    plan.lines.map((line) => line.bought.skuId),
  );
  const lines = plan.lines.map(({ card, bought, due, short }): ParcelLine => {
    const before = existing.get(`${card.parcelId}/${bought.lineNo}`);
    const { cityId, parcelId, orderId } = card;
    const { lineNo, skuId } = bought;
    const line = before ?? lineSent({ cityId, parcelId, orderId, lineNo, skuId, due, storage: storage(skuId) });
    return { ...line, short };
  });
  const isNew = (line: ParcelLine): boolean => !existing.has(`${line.parcelId}/${line.lineNo}`);
  await insertParcelLines(tx.db, lines.filter(isNew));
  await saveParcelLines(
    tx.db,
    lines.filter((line) => !isNew(line)),
  );
  const going = new Set(lines.filter((line) => leftOf(line) > 0).map((line) => line.parcelId));
  await saveMoves(
    tx,
    cards.map((card) =>
      moveOf(card, going.has(card.parcelId) ? 'on_the_way' : 'cancelled', { sentAt: tx.now, waveId, pickupOn }),
    ),
  );
  return { lines, nothingLeft: cards.filter((card) => !going.has(card.parcelId)) };
}

async function tellPoints(
  tx: Tx,
  waveId: NonNullable<WaveAnswer['waveId']>,
  pickupOn: string | null,
  cards: readonly ParcelCard[],
  sent: SentParcels,
): Promise<void> {
  const byPoint = Map.groupBy(cards, (card) => card.pickupPointId);
  const points = await pickupPointsByIds(
    tx.db,
    [...byPoint.keys()].filter((id) => id !== null),
  );
  await tx.announce(
    [...byPoint].flatMap(([pickupPointId, of]) => {
      const point = pickupPointId === null ? undefined : points.get(pickupPointId);
      if (point === undefined) return [];
      const ids = new Set(of.map((card) => card.parcelId));
      const lines = sent.lines.filter((line) => ids.has(line.parcelId));
      const { cityId, communityId, keeperId: touchpointId } = point;
      return [
        WaveSent(waveId, {
          waveId,
          cityId,
          communityId,
          pickupPointId: point.id,
          touchpointId,
          pickupOn,
          parcels: of.length,
          units: lines.reduce((sum, line) => sum + leftOf(line), 0),
          shortUnits: lines.reduce((sum, line) => sum + line.short, 0),
        }),
      ];
    }),
  );
}

/** One claim for each order that is short of something. */
async function shortClaims(tx: Tx, plan: WavePlan): Promise<AutomaticClaim[]> {
  const short = plan.lines.filter((line) => line.short > 0);
  const points = await pickupPointsByIds(
    tx.db,
    short.flatMap(({ card }) => card.pickupPointId ?? []),
  );
  return [...Map.groupBy(short, ({ card }) => card.orderId).values()].map((lines) => {
    const { card } = lines[0] as PlannedLine;
    return {
      card,
      kind: 'shortage',
      reason: 'short_at_warehouse',
      touchpointId: card.pickupPointId === null ? null : (points.get(card.pickupPointId)?.keeperId ?? null),
      lines: lines.map((line) => ({
        lineNo: line.bought.lineNo,
        parcelId: line.card.parcelId,
        quantity: line.short,
      })),
      photoIds: [],
    };
  });
}

function answerOf(plan: WavePlan): WaveAnswer {
  const cards = new Map(plan.lines.map(({ card }) => [card.parcelId, card]));
  const short = plan.lines.filter((line) => line.short > 0);
  const items = [...Map.groupBy(plan.lines, ({ bought }) => bought.skuId)].map(([skuId, lines]) => {
    const { skuName: name, skuSpec: spec, unit } = (lines[0] as PlannedLine).bought;
    const sum = (of: (line: PlannedLine) => number) => lines.reduce((total, line) => total + of(line), 0);
    return { skuId, name, spec, unit, sent: sum((line) => line.due - line.short), short: sum((line) => line.short) };
  });
  return {
    waveId: null,
    points: new Set([...cards.values()].map((card) => card.pickupPointId)).size,
    parcels: cards.size,
    customers: new Set([...cards.values()].map((card) => card.customerKey)).size,
    units: items.reduce((sum, item) => sum + item.sent, 0),
    items: items.toSorted((a, b) => b.sent - a.sent || (a.name < b.name ? -1 : 1)),
    shortUnits: items.reduce((sum, item) => sum + item.short, 0),
    shortOrders: new Set(short.map(({ card }) => card.orderId)).size,
    refundFen: short.reduce((sum, line) => sum + worthOf(line.bought, line.short), 0),
  };
}
