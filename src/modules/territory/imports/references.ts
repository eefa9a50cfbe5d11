import { distanceM, type Position } from '#kernel/geo';
import type { Datum } from '#kernel/geo-datum';
import type { CityId, CommunityId, PartnerId, PickupPointId, RegionId } from '#kernel/ids';
import { covers, type Scope } from '#platform/permission';
import type { CellReader } from './cell.ts';
import type { ImportKind } from './place-import.ts';

/** A place that already has a code of the file. */
export interface ExistingPlace {
  readonly id: string;
  readonly version: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What the rows of a file refer to, as it is now. */
export interface References {
  readonly existing: ReadonlyMap<string, ExistingPlace>;
  readonly regions: ReadonlyMap<string, RegionId>;
  /** By code and by name. */
  readonly cities: ReadonlyMap<string, { readonly id: CityId; readonly name: string; readonly position: Position }>;
  readonly partners: ReadonlyMap<string, PartnerId>;
  readonly communities: ReadonlyMap<string, { readonly id: CommunityId; readonly cityId: CityId }>;
  /** Pick-up points by code, for those that bring their goods to another. */
  readonly points: ReadonlyMap<
    string,
    { readonly id: PickupPointId; readonly cityId: CityId; readonly nested: boolean; readonly hasNested: boolean }
  >;
  /** Codes of communities by city and name (`sameNameKey`), for the warning about a second one of a name. */
  readonly codesByName: ReadonlyMap<string, readonly string[]>;
}

export interface JudgeOptions {
  readonly kind: ImportKind;
  readonly datum: Datum;
  readonly thisYear: number;
  readonly scope: Scope;
}

/** What a row says of a place, by field; undefined leaves what is known. */
export type Facts = Record<string, unknown>;

const MAX_SERVED = 2_000;
const FAR_FROM_CITY_M = 150_000;

export function readCity(
  reader: CellReader,
  references: References,
): { id: CityId; name: string; position: Position } | undefined {
  const value = reader.text('city', '城市编码', 64);
  if (value === '') return undefined;
  return references.cities.get(value) ?? reader.fault('city', 'unknown-city', { value });
}

/** The codes in one cell of a list: separated by semicolons, commas, 、, vertical bars or spaces. */
export function codesOfCell(cell: string): string[] {
  return [...new Set(cell.split(/[;；,，、|\s]+/).filter((code) => code !== ''))];
}

export function readServed(
  reader: CellReader,
  references: References,
  scope: Scope,
): readonly CommunityId[] | undefined {
  const cell = reader.raw('communities');
  if (cell === undefined) return undefined;
  const codes = codesOfCell(cell);
  if (codes.length > MAX_SERVED) return reader.fault('communities', 'too-many-communities', { max: MAX_SERVED });
  const unknown = codes.filter((code) => {
    const found = references.communities.get(code);
    return found === undefined || !covers(scope, { cityId: found.cityId, communityId: found.id });
  });
  if (unknown.length > 0) {
    return reader.fault('communities', 'unknown-communities', {
      codes: unknown.slice(0, 5).join('、'),
      count: unknown.length,
    });
  }
  return codes.map((code) => references.communities.get(code)!.id).toSorted();
}

export function warnWhenFar(
  reader: CellReader,
  city: { name: string; position: Position } | undefined,
  at: Position | undefined,
): void {
  if (city === undefined || at === undefined) return;
  const away = distanceM(city.position, at);
  if (away > FAR_FROM_CITY_M) {
    reader.warn('lng', 'far-from-city', { city: city.name, kilometres: Math.round(away / 1_000) });
  }
}
