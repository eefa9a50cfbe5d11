import type { OrderLine } from '../orders/order-line.ts';
import { unitsLeft } from '../orders/order-line.ts';
import type { OrderState } from '../orders/order.ts';
import type { ParcelId } from '../orders/parcel.ts';
import type { OpenParcel } from '../pick-up/change-parcels.ts';
import { claimableUntil, withinWindow, type ClaimKind, type ClaimState } from './claim.ts';

/** Of one line: how many units were handed over, and are neither claimed nor given back. */
export interface Claimable {
  readonly bought: OrderLine;
  readonly units: number;
  /** By the parcel that they came in. */
  readonly parts: readonly { readonly parcelId: ParcelId; readonly units: number }[];
  /** Until then; null where nothing was handed over. */
  readonly until: Date | null;
  /** Its time is not over. */
  readonly open: boolean;
}

interface Claimed {
  readonly parcelId: ParcelId;
  readonly lineNo: number;
  readonly state: ClaimState;
  readonly kind: ClaimKind;
  readonly decision: 'refund' | 'exchange' | 'reject' | null;
  /** Granted for less than it comes to: the goods stay. */
  readonly partly: boolean;
  readonly units: number;
}

/** Units that are claimed and stand: those that were granted in money are off the parcel's line already. */
const stillHeld = ({ kind, state, decision, partly }: Claimed): boolean =>
  kind !== 'shortage' &&
  kind !== 'damage' &&
  (state === 'opened' || state === 'needs_more' || decision === 'exchange' || partly);

/** What can be claimed of an order at a moment. */
export function claimableOf(
  parcels: readonly OpenParcel[],
  claimed: readonly Claimed[],
  now: Date,
  orderState: OrderState,
): Claimable[] {
  const bought = parcels[0]?.bought ?? [];
  return bought.map((line): Claimable => {
    const handed = parcels.flatMap((parcel) => handedOver(parcel, line));
    const parts = handed.map(({ parcelId, units }) => {
      const held = claimed
        .filter((each) => each.parcelId === parcelId && each.lineNo === line.lineNo && stillHeld(each))
        .reduce((sum, each) => sum + each.units, 0);
      return { parcelId, units: Math.max(0, units - held) };
    });
    const latest = handed.reduce<Date | null>((last, { at }) => (last === null || at > last ? at : last), null);
    // Of what was rebated in part nothing more can be claimed than is left of its units.
    const units = Math.min(
      unitsLeft(line),
      parts.reduce((sum, part) => sum + part.units, 0),
    );
    const isOpen = latest !== null && orderState === 'paid' && withinWindow(latest, line.claimHours, now);
    return { bought: line, units, parts, until: latest && claimableUntil(latest, line.claimHours), open: isOpen };
  });
}

/** Units of a line in a parcel that the customer has; what was handed over before units were counted is all of it. */
function handedOver({ card, lines }: OpenParcel, line: OrderLine): { parcelId: ParcelId; units: number; at: Date }[] {
  const counted = lines.find((each) => each.lineNo === line.lineNo);
  if (counted !== undefined) {
    const units = counted.collected - counted.reclaimed;
    return counted.collectedAt === null ? [] : [{ parcelId: card.parcelId, units, at: counted.collectedAt }];
  }
  if (line.parcelId !== card.parcelId || card.state !== 'collected' || card.collectedAt === null) return [];
  return [{ parcelId: card.parcelId, units: unitsLeft(line), at: card.collectedAt }];
}
