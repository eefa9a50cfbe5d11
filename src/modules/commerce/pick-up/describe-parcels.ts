import type { PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { stockPlacesByIds } from '#modules/inventory';
import { pickupPointsByIds, type PickupPoint } from '#modules/territory';
import { unitsLeft } from '../orders/order-line.ts';
import { PARCEL_MODES, PARCEL_STATES } from '../orders/parcel.ts';
import { opened, openOf, openUnits, type OpenParcel } from './change-parcels.ts';
import { keyOf } from './shown-code.ts';
import { BLOCKS, type Block, type ParcelCard } from './parcel-card.ts';
import { writePickUpToken } from './pick-up-token.ts';
import type { MyParcel, OwnParcel, ParcelItem, ParcelLineItem } from './pick-up-contract.ts';
import { blocksOf } from './redeem-parcels.ts';

const known = <T>(values: readonly (T | null)[]): T[] => [...new Set(values.filter((value) => value !== null))];

/** Lines of a parcel as people see them; of one that was not sent yet, what was bought of it. */
function linesShown(parcel: OpenParcel): ParcelLineItem[] {
  const { card, lines, bought } = parcel;
  const sent = new Map(lines.map((line) => [line.lineNo, line]));
  return bought.flatMap((of) => {
    const line = sent.get(of.lineNo);
    if (line === undefined && (lines.length > 0 || of.parcelId !== card.parcelId)) return [];
    return [
      {
        lineNo: of.lineNo,
        skuId: of.skuId,
        skuCode: of.skuCode,
        name: of.skuName,
        spec: of.skuSpec,
        unit: of.unit,
        imageId: of.imageId,
        quantity: line?.due ?? unitsLeft(of),
        short: line?.short ?? 0,
        missing: line?.missing ?? 0,
        damaged: line?.damaged ?? 0,
        collected: line?.collected ?? (card.state === 'collected' ? unitsLeft(of) : 0),
        returned: line?.returned ?? 0,
        left: line === undefined ? 0 : openOf(parcel, line),
        keepUntil: line?.keepUntil?.toISOString() ?? null,
      },
    ];
  });
}

interface Shown {
  readonly parcel: OpenParcel;
  readonly point: PickupPoint | undefined;
  readonly block: Block | undefined;
}

function factsShown({ parcel, point, block }: Shown) {
  const { card } = parcel;
  const lines = linesShown(parcel);
  const ends = lines.flatMap((line) => (line.left > 0 && line.keepUntil !== null ? [line.keepUntil] : []));
  return {
    parcelId: card.parcelId,
    orderId: card.orderId,
    orderNumber: card.orderNumber,
    mode: card.mode,
    modeName: PARCEL_MODES[card.mode],
    state: card.state,
    stateName: PARCEL_STATES[card.state],
    pickupPointId: card.pickupPointId,
    pickupPointName: point?.name ?? null,
    pickupPointAddress: point?.address ?? null,
    pickupOn: card.pickupOn,
    sentAt: card.sentAt?.toISOString() ?? null,
    arrivedAt: card.arrivedAt?.toISOString() ?? null,
    collectedAt: card.collectedAt?.toISOString() ?? null,
    keepUntil: ends.toSorted()[0] ?? null,
    replacement: card.replacesFor !== null,
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
    left: openUnits(parcel),
    lines,
    blocked: block === undefined ? null : { code: block, words: BLOCKS[block] },
  };
}

/** What is in parcels, where they lie, and what keeps them from being handed over, in a few batched reads. */
async function shown(ctx: Context, cards: readonly ParcelCard[]): Promise<Shown[]> {
  const parcels = await opened(ctx, cards);
  const points = await pickupPointsByIds(ctx.db, known(cards.map((card) => card.pickupPointId)));
  const blocks = await blocksOf(ctx, parcels);
  return parcels.map((parcel) => ({
    parcel,
    point: parcel.card.pickupPointId === null ? undefined : points.get(parcel.card.pickupPointId),
    block: blocks.get(parcel.card.parcelId),
  }));
}

/** Names and phones behind masks. */
async function customersOf(ctx: Context, cards: readonly ParcelCard[]) {
  const ids: PersonId[] = known(cards.map((card) => card.personId));
  const people = await ctx.services.vault.masked(ctx.db, ids, ['name', 'phone']);
  return ({ personId }: ParcelCard) => {
    const person = personId === null ? undefined : people.get(personId);
    return { customerName: person?.name?.[0] ?? '', customerPhone: person?.phone?.[0] ?? '' };
  };
}

/** For the customer themself, with code and token as long as they open something. */
export async function describeOwnParcels(ctx: Context, cards: readonly ParcelCard[]): Promise<OwnParcel[]> {
  const all = await shown(ctx, cards);
  const live = (card: ParcelCard): boolean =>
    card.code !== null && ['waiting', 'on_the_way', 'arrived', 'part_collected'].includes(card.state);
  const keys = new Map<string, Uint8Array>();
  for (const cityId of new Set(cards.filter(live).map((card) => card.cityId)))
    keys.set(cityId, await keyOf(ctx, cityId));
  return all.map((each) => {
    const { card } = each.parcel;
    const key = live(card) ? keys.get(card.cityId) : undefined;
    return {
      ...factsShown(each),
      code: key === undefined ? null : card.code,
      token: key === undefined ? null : writePickUpToken(key, card),
    };
  });
}

/** For whoever keeps the point: masked, without codes. */
export async function describeMyParcels(ctx: Context, cards: readonly ParcelCard[]): Promise<MyParcel[]> {
  const customerOf = await customersOf(ctx, cards);
  const firstOf = new Map<string, string>();
  const ref = (card: ParcelCard): string => {
    const key = card.customerKey ?? card.parcelId;
    const first = firstOf.get(key) ?? card.parcelId;
    firstOf.set(key, first);
    return first;
  };
  return (await shown(ctx, cards)).map((each) => ({
    ...factsShown(each),
    ...customerOf(each.parcel.card),
    customerRef: ref(each.parcel.card),
  }));
}

/** For staff: masked, without codes. */
export async function describeParcels(ctx: Context, cards: readonly ParcelCard[]): Promise<ParcelItem[]> {
  const customerOf = await customersOf(ctx, cards);
  const places = await stockPlacesByIds(ctx.db, [...new Set(cards.map((card) => card.placeId))]);
  return (await shown(ctx, cards)).map((each) => {
    const { card } = each.parcel;
    const { cityId, storeId, communityId, placeId } = card;
    const placeName = places.get(placeId)?.name ?? '';
    return { ...factsShown(each), ...customerOf(card), cityId, storeId, communityId, placeId, placeName };
  });
}
