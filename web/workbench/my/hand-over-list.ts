import type { HandOverBody, MyParcel, ParcelLineItem } from '#modules/commerce/contract';
import type { Op } from '../outbox/op.ts';
import { ARRIVALS, HAND_OVERS } from './trade-paths.ts';

export type HandOverOp = Pick<Op, 'opId' | 'path' | 'body' | 'label' | 'at' | 'state'>;

/** A person at my point with everything of theirs that lies there. */
export interface Collector {
  readonly ref: string;
  readonly name: string;
  readonly phone: string;
  /** What can be handed over is in those that are not blocked. */
  readonly parcels: readonly MyParcel[];
  /** Units that can be handed over now. */
  readonly left: number;
}

/** `parcelId/lineNo` → units. */
export type Picks = Readonly<Record<string, number>>;

const keyOf = (parcelId: string, lineNo: number): string => `${parcelId}/${lineNo}`;

/** Where a hand-over that waits on this phone took its goods from. */
export const isRedeem = (op: Pick<Op, 'path'>): boolean => op.path === HAND_OVERS;

export const redeemBodyOf = (op: Pick<Op, 'body'>): HandOverBody => op.body as HandOverBody;

/** Parcels as they are after what was handed over on this phone and is not sent yet. */
export function parcelsAfter(parcels: readonly MyParcel[], ops: readonly HandOverOp[]): readonly MyParcel[] {
  const gone = new Map<string, number>();
  for (const op of ops.filter((each) => isRedeem(each) && each.state.kind === 'waiting')) {
    for (const line of redeemBodyOf(op).lines ?? []) {
      const key = keyOf(line.parcelId, line.lineNo);
      gone.set(key, (gone.get(key) ?? 0) + line.quantity);
    }
  }
  if (gone.size === 0) return parcels;
  return parcels.map((parcel) => {
    const lines = parcel.lines.map((line) => {
      const taken = Math.min(line.left, gone.get(keyOf(parcel.parcelId, line.lineNo)) ?? 0);
      return taken === 0 ? line : { ...line, left: line.left - taken, collected: line.collected + taken };
    });
    return { ...parcel, lines, left: lines.reduce((sum, line) => sum + line.left, 0) };
  });
}

/**
 * Parcels that are there because their arrival was confirmed on this phone, though the server does not know yet. Of goods
 * that were short or broken the server says who bears it: parcels with such goods are not handed over before it did.
 */
export function arrivedHere(onTheWay: readonly MyParcel[], ops: readonly HandOverOp[]): readonly MyParcel[] {
  const arrivals = ops.flatMap((op) =>
    op.path === ARRIVALS && op.state.kind === 'waiting'
      ? [op.body as { pickupPointId: string; pickupOn: string | null; exceptions: { skuId: string }[] }]
      : [],
  );
  return onTheWay.flatMap((parcel) => {
    const arrival = arrivals.find((it) => it.pickupPointId === parcel.pickupPointId && it.pickupOn === parcel.pickupOn);
    if (arrival === undefined) return [];
    const faulty = new Set<string>(arrival.exceptions.map((each) => each.skuId));
    if (parcel.lines.some((line) => faulty.has(line.skuId))) return [];
    const lines = parcel.lines.map((line) => ({
      ...line,
      left: line.quantity - line.short - line.missing - line.damaged,
    }));
    return [{ ...parcel, blocked: null, lines, left: lines.reduce((sum, line) => sum + line.left, 0) }];
  });
}

/** Everybody who has something at the point, those with something to take first, then by name. */
export function collectorsOf(parcels: readonly MyParcel[]): readonly Collector[] {
  const byPerson = Map.groupBy(parcels, (parcel) => parcel.customerRef || parcel.parcelId);
  return [...byPerson.entries()].map(([ref, of]) => ({
    ref,
    name: of[0]?.customerName || '邻居',
    phone: of[0]?.customerPhone ?? '',
    parcels: of,
    left: of.reduce((sum, parcel) => sum + (parcel.blocked === null ? parcel.left : 0), 0),
  }));
}

/** The last four digits of a phone or an order number, or how a name begins. */
export function found(collectors: readonly Collector[], text: string): readonly Collector[] {
  const wanted = text.trim();
  if (wanted === '') return collectors;
  return collectors.filter((it) =>
    /^\d+$/.test(wanted)
      ? it.phone.endsWith(wanted) || it.parcels.some((parcel) => digits(parcel.orderNumber).endsWith(wanted))
      : it.name.startsWith(wanted),
  );
}

const digits = (text: string): string => text.replaceAll(/\D/g, '');

/** Which parcel the QR code of a customer names: `TWP1.<id>.<signature>`. Only the server can tell whether it is true. */
export function parcelInToken(token: string): string | undefined {
  const [mark, id = ''] = token.trim().split('.');
  if (mark !== 'TWP1' || !/^[\w-]{22}$/.test(id)) return undefined;
  const bytes = atob(`${id.replaceAll('-', '+').replaceAll('_', '/')}==`);
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Lines that can be handed over, with their parcels. */
export function handable(
  parcels: readonly MyParcel[],
): readonly { readonly parcel: MyParcel; readonly line: ParcelLineItem }[] {
  return parcels
    .filter((parcel) => parcel.blocked === null)
    .flatMap((parcel) => parcel.lines.filter((line) => line.left > 0).map((line) => ({ parcel, line })));
}

/** Everything, which is what mostly happens. */
export const allOf = (parcels: readonly MyParcel[]): Picks =>
  Object.fromEntries(handable(parcels).map(({ parcel, line }) => [keyOf(parcel.parcelId, line.lineNo), line.left]));

export const pickOf = (
  picks: Picks,
  parcel: Pick<MyParcel, 'parcelId'>,
  line: Pick<ParcelLineItem, 'lineNo'>,
): number => picks[keyOf(parcel.parcelId, line.lineNo)] ?? 0;

export const withPick = (
  picks: Picks,
  parcel: Pick<MyParcel, 'parcelId'>,
  line: Pick<ParcelLineItem, 'lineNo' | 'left'>,
  units: number,
): Picks => ({ ...picks, [keyOf(parcel.parcelId, line.lineNo)]: Math.max(0, Math.min(line.left, units)) });

export const unitsOf = (picks: Picks): number => Object.values(picks).reduce((sum, units) => sum + units, 0);

/** What is written down: exactly the units that changed hands, so that nothing that came later goes along. */
export function linesOf(parcels: readonly MyParcel[], picks: Picks): NonNullable<HandOverBody['lines']> {
  return handable(parcels).flatMap(({ parcel, line }) => {
    const quantity = pickOf(picks, parcel, line);
    return quantity === 0 ? [] : [{ parcelId: parcel.parcelId, lineNo: line.lineNo, quantity }];
  });
}
