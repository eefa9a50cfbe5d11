import { Refusal } from '#kernel/errors';
import type { CityId, Id, SkuId } from '#kernel/ids';
import { GroupTermsUnfit, type GroupTerms, type ItemTerms } from './group-buy.ts';

export type LeaderItemId = Id<'LeaderItem'>;

/** What headquarters lets leaders sell: the terms of an item, in a city or everywhere, for a time. */
export interface LeaderItem extends GroupTerms, ItemTerms {
  readonly leaderItemId: LeaderItemId;
  /** Null: everywhere. */
  readonly cityId: CityId | null;
  readonly validFrom: Date;
  /** The first moment at which it no longer holds; null for no end. */
  readonly validUntil: Date | null;
  readonly revision: number;
}

/** Leaders choose from what is offered to them: these are not, or not now. */
export class NotForLeaders extends Refusal {
  constructor(skuIds: readonly SkuId[]) {
    super('not-for-leaders', 'conflict', { count: skuIds.length }, { more: { skuIds } });
  }
}

/** The community is not one of theirs. */
export class NotTheirCommunity extends Refusal {
  constructor() {
    super('not-their-community', 'forbidden');
  }
}

/** The leader has nothing in this community that could be copied. */
export class NothingToCopy extends Refusal {
  constructor() {
    super('nothing-to-copy', 'conflict');
  }
}

/** Of each SKU the terms that hold in a city: those of the city before those of everywhere, the youngest first. */
export function offeredIn(items: readonly LeaderItem[], cityId: CityId, at: Date): LeaderItem[] {
  const live = items
    .filter((item) => item.cityId === null || item.cityId === cityId)
    .filter((item) => item.validFrom <= at && (item.validUntil === null || item.validUntil > at))
    .toSorted(
      (a, b) => Number(b.cityId !== null) - Number(a.cityId !== null) || b.validFrom.getTime() - a.validFrom.getTime(),
    );
  const nearest = new Map<SkuId, LeaderItem>();
  for (const item of live) if (!nearest.has(item.skuId)) nearest.set(item.skuId, item);
  return [...nearest.values()];
}

/** The terms that all items have together. @throws GroupTermsUnfit where they differ */
export function termsOf(items: readonly LeaderItem[]): GroupTerms {
  const [first] = items;
  if (first === undefined) throw new GroupTermsUnfit('mixed');
  const { kind, teamSize, teamHours, tierBy } = first;
  const same = items.every(
    (it) => it.kind === kind && it.teamSize === teamSize && it.teamHours === teamHours && it.tierBy === tierBy,
  );
  if (!same) throw new GroupTermsUnfit('mixed');
  return { kind, teamSize, teamHours, tierBy };
}
