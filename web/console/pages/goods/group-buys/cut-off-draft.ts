import type { CutOffRuleAnswer } from '#modules/commerce/contract';
import { areaBodyOf, areaFault, type AreaDraft } from '../../../parts/area-kinds.ts';

export interface CutOffDraft extends AreaDraft {
  readonly categoryId: string | undefined;
  /** `20:00` */
  readonly clock: string;
  readonly pickupDays: number | null;
}

export const cutOffDraft = (rule: CutOffRuleAnswer | undefined): CutOffDraft => ({
  areaKind: rule?.areaKind ?? 'city',
  areaId: rule?.areaId ?? undefined,
  categoryId: rule?.categoryId ?? undefined,
  clock: rule === undefined ? '20:00' : clockOf(rule.minute),
  pickupDays: rule?.pickupDays ?? 1,
});

const two = (value: number): string => String(value).padStart(2, '0');
const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

export function cutOffFault(draft: CutOffDraft): string | undefined {
  if (!/^\d\d:\d\d$/.test(draft.clock)) return '选几点截单';
  return areaFault(draft) ?? (draft.pickupDays === null ? '写上几天后提货' : undefined);
}

/** The clock as minutes after midnight. */
export function cutOffBodyOf(draft: CutOffDraft): object {
  const [hours = 0, minutes = 0] = draft.clock.split(':').map(Number);
  return {
    ...areaBodyOf(draft),
    categoryId: draft.categoryId ?? null,
    minute: hours * 60 + minutes,
    pickupDays: draft.pickupDays ?? 0,
  };
}

/** `当天提货`, `次日提货`, `3天后提货`. */
export const pickupWords = (days: number): string =>
  days === 0 ? '当天提货' : days === 1 ? '次日提货' : `${days}天后提货`;
