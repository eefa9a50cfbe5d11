import type { CityId } from '#kernel/ids';

/** Communities of one city and age of building are expected to behave alike. */
export type Segment = 'under_10' | '10_to_19' | '20_plus' | 'unknown';

export function segmentOf(ageYears: number | null): Segment {
  if (ageYears === null) return 'unknown';
  if (ageYears < 10) return 'under_10';
  return ageYears < 20 ? '10_to_19' : '20_plus';
}

export function ageOf(builtYear: number | null, year: number): number | null {
  return builtYear === null ? null : Math.max(0, year - builtYear);
}

/** The segment as the bandit names it: unique over all cities. */
export function segmentKey(cityId: CityId, segment: string): string {
  return `${cityId}/${segment}`;
}
