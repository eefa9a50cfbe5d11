import type { OwnParcel } from '#modules/commerce/contract';

/** `12345678` → `1234 5678`, to be read aloud; `1234567890` → `1234 567 890`. */
export const inGroups = (code: string): string =>
  code.length === 10 ? code.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3') : code.replace(/(\d{4})(?=\d)/g, '$1 ');

export interface AtPoint {
  /** Null for what is delivered. */
  readonly pickupPointId: string | null;
  readonly name: string;
  readonly address: string;
  readonly parcels: readonly OwnParcel[];
}

const LYING: readonly OwnParcel['state'][] = ['arrived', 'part_collected'];
/** It lies at a point and can be fetched. */
export const isLying = ({ state, mode }: Pick<OwnParcel, 'state' | 'mode'>): boolean =>
  mode === 'pickup' && LYING.includes(state);
const rank = (parcel: OwnParcel): number => (isLying(parcel) ? 0 : parcel.state === 'collected' ? 2 : 1);

/** Parcels by the point where they are fetched; points with something to fetch now first, and so within each. */
export function byPoint(parcels: readonly OwnParcel[]): AtPoint[] {
  const picked = parcels.filter(({ mode }) => mode === 'pickup');
  const points = [...Map.groupBy(picked, (parcel) => parcel.pickupPointId ?? '')].map(([id, own]) => ({
    pickupPointId: id === '' ? null : id,
    name: own[0]?.pickupPointName ?? '自提点',
    address: own[0]?.pickupPointAddress ?? '',
    parcels: own.toSorted((a, b) => rank(a) - rank(b)),
  }));
  const soonest = (point: AtPoint): number => Math.min(...point.parcels.map(rank));
  return points.toSorted((a, b) => soonest(a) - soonest(b));
}

/** The parcel whose code is shown for a point: one code opens everything of mine that lies there. */
export const shownParcel = (parcels: readonly OwnParcel[]): OwnParcel | undefined =>
  parcels.find((parcel) => isLying(parcel) && parcel.code !== null) ?? parcels.find(({ code }) => code !== null);

/** The words for whoever fetches it instead of me. */
export function passOnWords(point: AtPoint, parcel: OwnParcel): string {
  const goods = point.parcels
    .filter(isLying)
    .flatMap(({ lines }) => lines)
    .filter(({ left }) => left > 0)
    .map(({ name, left, unit }) => `${name} ${left}${unit === '' ? '件' : unit}`);
  return [
    '帮我取一下货，谢谢！',
    `自提点：${point.name}${point.address === '' ? '' : `（${point.address}）`}`,
    `提货码：${inGroups(parcel.code ?? '')}`,
    ...(goods.length === 0 ? [] : [`要取：${goods.join('、')}`]),
    '到了报提货码，说是代取就行。',
  ].join('\n');
}
