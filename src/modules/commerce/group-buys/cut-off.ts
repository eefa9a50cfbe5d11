import { Refusal } from '#kernel/errors';
import type { CityId, Id, RegionId } from '#kernel/ids';
import { addDays, businessDay, MINUTE, startOfBusinessDay } from '#kernel/time';

export type CutOffRuleId = Id<'CutOffRule'>;
export type CategoryId = Id<'Category'>;

/** When a group buy closes, and how many days later it can be picked up. */
export interface CutOff {
  /** After midnight, Asia/Shanghai. */
  readonly minute: number;
  readonly pickupDays: number;
}

/** What headquarters says about it for an area and a category; null for all goods. */
export interface CutOffRule extends CutOff {
  readonly cutOffRuleId: CutOffRuleId;
  readonly area:
    | { readonly kind: 'all' }
    | { readonly kind: 'region'; readonly regionId: RegionId }
    | { readonly kind: 'city'; readonly cityId: CityId };
  readonly areaName: string;
  readonly categoryId: CategoryId | null;
  readonly revision: number;
}

/** 20:00, picked up the next day: what holds where no rule does. */
export const FALLBACK: CutOff = { minute: 20 * 60, pickupDays: 1 };

const NEARNESS = { city: 2, region: 1, all: 0 } as const;

/** There is a rule for the area and category already. */
export class CutOffRuleTaken extends Refusal {
  constructor() {
    super('cut-off-rule-taken', 'conflict');
  }
}

/** The point rests every day: nothing can be picked up there. */
export class NeverPickedUp extends Error {}

/**
 * What holds for something in a city: of the nearest area, and within it of its category (nearest first), before all
 * goods.
 */
export function cutOffFor(
  rules: readonly CutOffRule[],
  place: { readonly cityId: CityId; readonly regionId: RegionId | null },
  categoryIds: readonly CategoryId[],
): CutOff {
  const level = (rule: CutOffRule): number => (rule.categoryId === null ? 99 : categoryIds.indexOf(rule.categoryId));
  const [nearest] = rules
    .filter(
      ({ area }) =>
        area.kind === 'all' || (area.kind === 'city' ? area.cityId === place.cityId : area.regionId === place.regionId),
    )
    .filter((rule) => level(rule) !== -1)
    .toSorted((a, b) => NEARNESS[b.area.kind] - NEARNESS[a.area.kind] || level(a) - level(b));
  return nearest ?? FALLBACK;
}

/** Several things close together: the earliest cut-off, and the latest pick-up of them. */
export function togetherOf(each: readonly CutOff[]): CutOff {
  if (each.length === 0) return FALLBACK;
  return {
    minute: Math.min(...each.map((it) => it.minute)),
    pickupDays: Math.max(...each.map((it) => it.pickupDays)),
  };
}

/** The first cut-off after a moment, at least half an hour away. */
export function nextCutOff({ minute }: Pick<CutOff, 'minute'>, after: Date): Date {
  const earliest = after.getTime() + 30 * MINUTE;
  let cutOff = new Date(startOfBusinessDay(businessDay(after)).getTime() + minute * MINUTE);
  // Just before midnight even tomorrow's may be too near.
  while (cutOff.getTime() < earliest) cutOff = addDays(cutOff, 1);
  return cutOff;
}

/** ISO weekday of a business day: 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The business day of pick-up: so many days after the cut-off, and then the first on which the point does not rest. */
export function pickupDay(cutOffAt: Date, pickupDays: number, restDays: readonly number[]): string {
  const first = startOfBusinessDay(businessDay(cutOffAt));
  for (let more = 0; more < 7; more++) {
    const day = businessDay(addDays(first, pickupDays + more));
    if (!restDays.includes(weekdayOf(day))) return day;
  }
  throw new NeverPickedUp('a pick-up point rests on at most six days');
}

/** 「20:00」 */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
