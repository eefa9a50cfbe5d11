import { Refusal } from '#kernel/errors';
import type { PersonId, PickupPointId, SkuId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import type { FileId } from '#platform/files';
import type { PickupPoint } from '#modules/territory';
import { openAutomaticClaims, type AutomaticClaim } from '../claims/open-automatic-claims.ts';
import { DamageMarked, ParcelsArrived } from '../events.ts';
import { moveOf, opened, openUnits, saveMoves, type OpenParcel } from './change-parcels.ts';
import { collectRules } from './collect-rule-store.ts';
import { keepUntil, remindAt } from './collect-rule.ts';
import { timeCompletion } from './completion.ts';
import { myPoint } from './my-points.ts';
import { cardsOnTheWay, lockCards } from './parcel-card-store.ts';
import { saveParcelLines } from './parcel-line-store.ts';
import { leftOf, stateOf, type ParcelLine } from './parcel-line.ts';
import type { ArrivalAnswer } from './pick-up-contract.ts';
import { spreadShortage } from './shortage.ts';
import { insertArrival } from './wave-store.ts';

const MAX_ARRIVING = 2_000;

export class NothingArrives extends Refusal {
  constructor() {
    super('nothing-arrives', 'conflict');
  }
}

/** More is missing or broken than was sent. */
export class MoreThanSent extends Refusal {
  constructor(asked: number, sent: number) {
    super('more-than-sent', 'invalid', { asked, sent });
  }
}

/** Broken goods are shown: a claim is opened for each buyer with the picture. */
export class DamagePhotoMissing extends Refusal {
  constructor() {
    super('damage-photo-missing', 'invalid');
  }
}

export interface ArrivalException {
  readonly skuId: SkuId;
  readonly missing: number;
  readonly damaged: number;
  readonly photoIds: readonly FileId[];
}

export interface ConfirmArrivalInput {
  readonly pickupPointId: PickupPointId;
  readonly pickupOn: string | null;
  readonly exceptions: readonly ArrivalException[];
}

/**
 * Whoever keeps a point says that the goods of a day are there, and which are not or are broken; what they do not name
 * came whole. What is missing or broken is borne by whoever ordered last, and a claim is opened for them by itself: the
 * keeper neither pays nor is asked. Announces ParcelsArrived for each customer, DamageMarked, ClaimOpened. Throws
 * NotFound, NothingArrives, MoreThanSent, DamagePhotoMissing.
 */
export async function confirmArrival(ctx: Context, input: ConfirmArrivalInput): Promise<ArrivalAnswer> {
  const exceptions = input.exceptions.filter((each) => each.missing + each.damaged > 0);
  if (exceptions.some((each) => each.damaged > 0 && each.photoIds.length === 0)) throw new DamagePhotoMissing();
  for (const fileId of exceptions.flatMap((each) => each.photoIds)) await ctx.services.files.describe(ctx, fileId);
  return ctx.transaction(async (tx) => {
    const point = await myPoint(ctx, input.pickupPointId, tx.db);
    const coming = await cardsOnTheWay(tx.db, { ...input, cityId: point.cityId }, MAX_ARRIVING);
    const meant = new Set(coming.map((card) => card.parcelId));
    const locked = await lockCards(
      tx.db,
      point.cityId,
      coming.map((card) => card.orderId),
    );
    const cards = locked.filter((card) => meant.has(card.parcelId) && card.state === 'on_the_way');
    if (cards.length === 0) throw new NothingArrives();
    const before = await opened(tx, cards);
    const lines = await lyingHere(tx, point, before, lostLines(before, exceptions));
    await saveParcelLines(tx.db, lines);
    const arrived = await moveArrived(tx, before, lines);
    await insertArrival(tx.db, {
      cityId: point.cityId,
      arrivalId: tx.newId<'Arrival'>(),
      pickupPointId: point.id,
      pickupOn: input.pickupOn,
      parcels: cards.length,
      exceptions,
      confirmedBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
      arrivedAt: tx.now,
    });
    const claims = await openAutomaticClaims(tx, claimsOf(point, arrived, exceptions));
    for (const { card } of arrived.filter((each) => each.card.state !== 'arrived')) await timeCompletion(tx, card);
    await announceArrived(tx, point, arrived);
    const answer = answerOf(arrived, claims.length);
    await announceDamage(tx, point, input.pickupOn, arrived, answer);
    return answer;
  });
}

/** Lines after what is missing, then what is broken, was taken off those who ordered last. */
function lostLines(parcels: readonly OpenParcel[], exceptions: readonly ArrivalException[]): ParcelLine[] {
  const placed = new Map(parcels.map(({ card }) => [card.parcelId, card]));
  let lines = parcels.flatMap((parcel) => [...parcel.lines]);
  for (const { skuId, missing, damaged } of exceptions) {
    const sent = lines.filter((line) => line.skuId === skuId).reduce((sum, line) => sum + leftOf(line), 0);
    if (missing + damaged > sent) throw new MoreThanSent(missing + damaged, sent);
    for (const [what, units] of [
      ['missing', missing],
      ['damaged', damaged],
    ] as const) {
      const waiting = lines.flatMap((line, key) => {
        const card = placed.get(line.parcelId);
        if (line.skuId !== skuId || card === undefined) return [];
        const tieBreak = `${line.orderId}/${String(line.lineNo).padStart(3, '0')}/${line.parcelId}`;
        // What makes good a claim goes before what was ordered.
        const placedAt = card.replacesFor === null ? card.placedAt : new Date(0);
        return [{ key, units: leftOf(line), each: 1, placedAt, tieBreak }];
      });
      const taken = new Map(spreadShortage(waiting, units).lines.map((each) => [each.key, each.units]));
      lines = lines.map((line, at) => ({ ...line, [what]: line[what] + (taken.get(at) ?? 0) }));
    }
  }
  return lines;
}

/** Lines with until when they lie at the point, by the rule of how they are stored. */
async function lyingHere(
  tx: Tx,
  point: PickupPoint,
  parcels: readonly OpenParcel[],
  lines: readonly ParcelLine[],
): Promise<ParcelLine[]> {
  const rules = await collectRules(tx.db);
  const days = new Map(parcels.map(({ card }) => [card.parcelId, card.pickupOn]));
  return lines.map((line) => {
    const rule = rules[line.storage];
    const pickupOn = days.get(line.parcelId) ?? null;
    const until = keepUntil(rule, { arrivedAt: tx.now, pickupOn, restDays: point.restDays });
    return { ...line, keepUntil: until, remindAt: remindAt(rule, until, tx.now) };
  });
}

async function moveArrived(tx: Tx, before: readonly OpenParcel[], lines: readonly ParcelLine[]): Promise<OpenParcel[]> {
  const byParcel = Map.groupBy(lines, (line) => line.parcelId);
  const arrived = before.map((parcel) => {
    const here = { ...parcel, lines: byParcel.get(parcel.card.parcelId) ?? [] };
    const state = stateOf(here.lines, openUnits(here));
    return { ...here, card: { ...parcel.card, state, arrivedAt: tx.now } };
  });
  await saveMoves(
    tx,
    arrived.map(({ card }, at) => {
      const was = before[at]?.card ?? card;
      return moveOf(was, card.state, { arrivedAt: tx.now });
    }),
  );
  return arrived.map((parcel) => ({ ...parcel, card: { ...parcel.card, revision: parcel.card.revision + 1 } }));
}

/** For each order: one claim for what is missing, one for what is broken. */
function claimsOf(
  point: PickupPoint,
  arrived: readonly OpenParcel[],
  exceptions: readonly ArrivalException[],
): AutomaticClaim[] {
  const photos = new Map(exceptions.map((each) => [each.skuId, each.photoIds]));
  const byOrder = [...Map.groupBy(arrived, ({ card }) => card.orderId).values()];
  return byOrder.flatMap((parcels) =>
    (['missing', 'damaged'] as const).flatMap((what): AutomaticClaim[] => {
      const lines = parcels.flatMap((parcel) => parcel.lines.filter((line) => line[what] > 0));
      const card = parcels[0]?.card;
      if (card === undefined || lines.length === 0) return [];
      return [
        {
          card,
          kind: what === 'missing' ? 'shortage' : 'damage',
          reason: what === 'missing' ? 'missing_on_arrival' : 'damaged_on_arrival',
          touchpointId: point.keeperId,
          lines: lines.map(({ lineNo, parcelId, ...line }) => ({ lineNo, parcelId, quantity: line[what] })),
          photoIds: [...new Set(lines.flatMap((line) => photos.get(line.skuId) ?? []))],
        },
      ];
    }),
  );
}

async function announceArrived(tx: Tx, point: PickupPoint, arrived: readonly OpenParcel[]): Promise<void> {
  const here = arrived.filter(
    ({ card }) => card.customerKey !== null && card.personId !== null && card.state === 'arrived',
  );
  const byCustomer = Map.groupBy(here, ({ card }) => card.customerKey);
  await tx.announce(
    [...byCustomer.values()].map((parcels) => {
      const { card } = parcels[0] as OpenParcel;
      const ends = parcels.flatMap((parcel) => parcel.lines.flatMap((line) => line.keepUntil ?? []));
      return ParcelsArrived(card.parcelId, {
        ...pointFacts(point, parcels),
        customerKey: card.customerKey as NonNullable<typeof card.customerKey>,
        personId: card.personId as PersonId,
        units: parcels.reduce((sum, parcel) => sum + openUnits(parcel), 0),
        collectBy: ends.length === 0 ? null : new Date(Math.min(...ends.map(Number))).toISOString(),
      });
    }),
  );
}

/** What every event about parcels of one customer says of where they are. */
export function pointFacts(point: PickupPoint | null, parcels: readonly OpenParcel[]) {
  const { card } = parcels[0] as OpenParcel;
  return {
    cityId: card.cityId,
    communityId: card.communityId ?? point?.communityId ?? null,
    storeId: card.storeId,
    pickupPointId: card.pickupPointId,
    touchpointId: point?.keeperId ?? null,
    groupBuyId: card.groupBuyId,
    orderId: card.orderId,
    parcelIds: parcels.slice(0, 500).map((parcel) => parcel.card.parcelId),
  };
}

async function announceDamage(
  tx: Tx,
  point: PickupPoint,
  pickupOn: string | null,
  arrived: readonly OpenParcel[],
  answer: ArrivalAnswer,
): Promise<void> {
  if (answer.missing + answer.damaged === 0) return;
  const hit = arrived.filter((parcel) => parcel.lines.some((line) => line.missing + line.damaged > 0));
  await tx.announce([
    DamageMarked(point.id, {
      cityId: point.cityId,
      communityId: point.communityId,
      pickupPointId: point.id,
      touchpointId: point.keeperId,
      pickupOn,
      missing: answer.missing,
      damaged: answer.damaged,
      orders: new Set(hit.map(({ card }) => card.orderId)).size,
    }),
  ]);
}

function answerOf(arrived: readonly OpenParcel[], claims: number): ArrivalAnswer {
  const sum = (of: (line: ParcelLine) => number): number =>
    arrived.reduce((total, parcel) => total + parcel.lines.reduce((units, line) => units + of(line), 0), 0);
  return {
    parcels: arrived.length,
    customers: new Set(arrived.map(({ card }) => card.customerKey ?? card.parcelId)).size,
    units: sum(leftOf),
    missing: sum((line) => line.missing),
    damaged: sum((line) => line.damaged),
    claims,
  };
}
