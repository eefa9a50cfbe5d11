import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, PickupPointId, TouchpointId } from '#kernel/ids';

/** What people may edit of a pick-up point. */
export interface PickupPointFacts {
  readonly externalCode: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly name: string;
  /** Words for a place that everybody may know (东门便利店); nobody's home. */
  readonly address: string;
  /** Who hands goods over there. */
  readonly keeperId: TouchpointId | null;
  /** The point to which its goods are brought; one level only. */
  readonly parentId: PickupPointId | null;
  /** It hands over, but opens no group buys of its own. */
  readonly pickupOnly: boolean;
  /** ISO weekdays (1 Monday … 7 Sunday) on which nothing is handed over, in order. */
  readonly restDays: readonly number[];
  readonly active: boolean;
}

export interface PickupPoint extends PickupPointFacts {
  readonly id: PickupPointId;
  readonly communityName: string;
  readonly cityName: string;
  readonly updatedAt: Date;
  /** Grows by one with every change; the entity tag of the point. */
  readonly version: number;
}

export const NEVER_RESTS: readonly number[] = [];

/** Each day once, in order. */
export function sortedDays(days: readonly number[]): number[] {
  return [...new Set(days)].toSorted((a, b) => a - b);
}

/** A point that rests all week is closed: it says so by `active`. */
export class PickupPointRestsAllWeek extends Refusal {
  constructor() {
    super('pickup-point-rests-all-week', 'invalid');
  }
}

/** Points nest one level: the parent is another point of the same city that has no parent, and has no points itself. */
export class PickupPointCannotNest extends Refusal {
  constructor() {
    super('pickup-point-cannot-nest', 'invalid');
  }
}

/** @throws PickupPointRestsAllWeek */
export function checkRestDays(days: readonly number[]): void {
  if (new Set(days).size >= 7) throw new PickupPointRestsAllWeek();
}
