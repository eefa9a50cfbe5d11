import type { ArrivalBody, MyParcel, PointTotal } from '#modules/commerce/contract';
import type { Op } from '../outbox/op.ts';
import { ARRIVALS } from './trade-paths.ts';

/** A photo of broken goods, on this phone until the arrival is confirmed. */
export interface DraftPhoto {
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
}

export interface ArrivalException {
  readonly missing: number;
  readonly damaged: number;
  readonly photos: readonly DraftPhoto[];
}

/** By item; what is not in it came whole and sound. */
export type ArrivalDraft = Readonly<Record<string, ArrivalException>>;

export const MOST_PHOTOS = 6;

const WHOLE: ArrivalException = { missing: 0, damaged: 0, photos: [] };

export const exceptionOf = (draft: ArrivalDraft, skuId: string): ArrivalException => draft[skuId] ?? WHOLE;

export type ExpectedItem = Pick<PointTotal, 'skuId' | 'name' | 'spec' | 'unit' | 'imageId' | 'onTheWay'>;

/** What of a day is on its way to a point, from the parcels that are. */
export const comingOn = (parcels: readonly MyParcel[], pickupOn: string | null): readonly MyParcel[] =>
  parcels.filter((parcel) => parcel.state === 'on_the_way' && parcel.pickupOn === pickupOn);

/** What should be there, per item: what left the warehouse and nobody has confirmed. */
export function expectedOf(coming: readonly MyParcel[]): readonly ExpectedItem[] {
  const items = new Map<string, ExpectedItem>();
  for (const { skuId, name, spec, unit, imageId, quantity, short } of coming.flatMap((parcel) => parcel.lines)) {
    const onTheWay = (items.get(skuId)?.onTheWay ?? 0) + quantity - short;
    items.set(skuId, { skuId, name, spec, unit, imageId, onTheWay });
  }
  return [...items.values()].filter((item) => item.onTheWay > 0).toSorted((a, b) => b.onTheWay - a.onTheWay);
}

/** Who waits for it: each person once. */
export const waitingFor = (coming: readonly MyParcel[]): readonly string[] => [
  ...new Map(coming.map((parcel) => [parcel.customerRef, parcel.customerName])).values(),
];

/** Changes one item; together never more than were sent, and no photos where nothing is broken. */
export function withException(
  draft: ArrivalDraft,
  item: Pick<ExpectedItem, 'skuId' | 'onTheWay'>,
  change: Partial<ArrivalException>,
): ArrivalDraft {
  const before = exceptionOf(draft, item.skuId);
  const wanted = { ...before, ...change };
  const clamp = (units: number, most: number): number => Math.max(0, Math.min(most, Math.floor(units)));
  // What was touched last is what is meant; the other gives way.
  const missingFirst = change.missing !== undefined;
  const first = clamp(missingFirst ? wanted.missing : wanted.damaged, item.onTheWay);
  const second = clamp(missingFirst ? wanted.damaged : wanted.missing, item.onTheWay - first);
  const [missing, damaged] = missingFirst ? [first, second] : [second, first];
  const next = { missing, damaged, photos: damaged === 0 ? [] : wanted.photos.slice(0, MOST_PHOTOS) };
  const { [item.skuId]: _gone, ...others } = draft;
  return missing + damaged === 0 ? others : { ...others, [item.skuId]: next };
}

export interface ArrivalSum {
  readonly expected: number;
  readonly missing: number;
  readonly damaged: number;
  readonly good: number;
}

export function sumOf(items: readonly ExpectedItem[], draft: ArrivalDraft): ArrivalSum {
  const total = (of: (item: ExpectedItem) => number): number => items.reduce((sum, item) => sum + of(item), 0);
  const sent = total((item) => item.onTheWay);
  const missing = total((item) => exceptionOf(draft, item.skuId).missing);
  const damaged = total((item) => exceptionOf(draft, item.skuId).damaged);
  return { expected: sent, missing, damaged, good: sent - missing - damaged };
}

/** Broken goods without a picture, by name: a claim is opened for each buyer with it. */
export const lackingPhotos = (items: readonly ExpectedItem[], draft: ArrivalDraft): readonly string[] =>
  items
    .filter(({ skuId }) => exceptionOf(draft, skuId).damaged > 0 && exceptionOf(draft, skuId).photos.length === 0)
    .map((item) => item.name);

/** What goes to the server; `photoId` is how it will find a photo that goes before it. */
export function exceptionsOf(
  items: readonly ExpectedItem[],
  draft: ArrivalDraft,
  photoId: (photo: DraftPhoto) => string,
): ArrivalBody['exceptions'] {
  return items.flatMap(({ skuId }) => {
    const { missing, damaged, photos } = exceptionOf(draft, skuId);
    if (missing + damaged === 0) return [];
    return [
      { skuId, missing, damaged, photoIds: photos.map(photoId) as ArrivalBody['exceptions'][number]['photoIds'] },
    ];
  });
}

/** `会告诉 12 位邻居来取：王*、李*、张*…`; those who left no name are only counted. */
export function toldWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  const named = names.filter((name) => name !== '');
  const shown = named.slice(0, 3).join('、');
  return `会告诉 ${names.length} 位邻居来取${shown === '' ? '' : `：${shown}${names.length > 3 ? '…' : ''}`}`;
}

/** What was said of a day and is not sent yet, as it is shown again; the photos are on their way. */
export function draftOf(body: unknown): ArrivalDraft {
  const { exceptions } = body as Pick<ArrivalBody, 'exceptions'>;
  return Object.fromEntries(exceptions.map(({ skuId, missing, damaged }) => [skuId, { missing, damaged, photos: [] }]));
}

/** An arrival of a point and day that waits on this phone. */
export const waitingArrival = <T extends Pick<Op, 'path' | 'body' | 'state'>>(
  ops: readonly T[],
  at: { readonly pickupPointId: string; readonly pickupOn: string | null },
): T | undefined =>
  ops.find((op) => {
    if (op.path !== ARRIVALS || op.state.kind !== 'waiting') return false;
    const body = op.body as Pick<ArrivalBody, 'pickupPointId' | 'pickupOn'>;
    return body.pickupPointId === at.pickupPointId && body.pickupOn === at.pickupOn;
  });
