import type { CityId, CommunityId, PartnerId, RegionId, StoreId } from '#kernel/ids';
import { covers, type Place } from '#platform/permission';
import { changedFields } from '../places/place.ts';
import { CellReader } from './cell.ts';
import { checkSuppliedOnce, readPickupPoint, readWarehouse } from './judge-supply.ts';
import type { ImportKind, ImportRow, JudgedRow, Verdict } from './place-import.ts';
import {
  readCity,
  readServed,
  warnWhenFar,
  type ExistingPlace,
  type Facts,
  type JudgeOptions,
  type References,
} from './references.ts';

/** What a cell that the file does not have leaves for a new place. */
const DEFAULTS: Readonly<Record<ImportKind, Facts>> = {
  regions: {},
  cities: {},
  partners: {},
  stores: { communityIds: [] },
  communities: { district: '', builtYear: null, households: null, partnerId: null },
  warehouses: { active: true, communityIds: [] },
  pickup_points: { address: '', parentId: null, pickupOnly: false, restDays: [], active: true },
};

export const sameNameKey = (cityId: string, name: string): string => `${cityId} ${name}`;

/**
 * Says of every row what it would do, or everything that is wrong with it. Pure: the same rows against the same
 * references get the same verdicts, which is why a commit judges again what the preview showed.
 */
export function judgeRows(rows: readonly ImportRow[], references: References, options: JudgeOptions): JudgedRow[] {
  const firstLines = new Map<string, number>();
  const supplied = new Map<string, number>();
  return rows.map((row) => {
    const reader = new CellReader(row.cells);
    const code = reader.text('code', '编码', 64);
    const given = READERS[options.kind](reader, references, options);
    if (options.kind === 'warehouses') checkSuppliedOnce(reader, given, row.lineNumber, supplied);
    const firstLine = firstLines.get(code);
    if (code !== '' && firstLine !== undefined) reader.fault('code', 'duplicate-in-file', { code, line: firstLine });
    if (firstLine === undefined) firstLines.set(code, row.lineNumber);
    return judged(row, code, given, reader, references.existing.get(code), options);
  });
}

function judged(
  row: ImportRow,
  code: string,
  given: Facts,
  reader: CellReader,
  existing: ExistingPlace | undefined,
  options: JudgeOptions,
): JudgedRow {
  checkExisting(reader, code, given, existing, options);
  const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const facts = { ...(existing?.facts ?? DEFAULTS[options.kind]), ...wanted };
  const changed = existing === undefined ? [] : changedFields<Facts>(existing.facts, facts);
  const verdict: Verdict = existing === undefined ? 'create' : changed.length > 0 ? 'change' : 'same';
  const bad = reader.faults.length > 0;
  return {
    lineNumber: row.lineNumber,
    cells: row.cells,
    code,
    verdict: bad ? 'bad' : verdict,
    facts: bad ? null : facts,
    existing: existing === undefined ? null : { id: existing.id, version: existing.version },
    changedFields: bad ? [] : changed,
    faults: reader.faults,
    warnings: reader.warnings,
  };
}

/** The code may belong to a place of another city, or to one that the importer must not touch. */
function checkExisting(
  reader: CellReader,
  code: string,
  given: Facts,
  existing: ExistingPlace | undefined,
  { kind, scope }: JudgeOptions,
): void {
  if (kind === 'regions' || kind === 'cities' || kind === 'partners') return;
  const cityId = given['cityId'] as CityId | undefined;
  if (cityId === undefined) return;
  const before = existing?.facts['communityId'] === undefined ? [] : [placeOf(kind, cityId, existing.facts, existing)];
  if (![placeOf(kind, cityId, given, existing), ...before].every((place) => covers(scope, place))) {
    reader.fault(kind === 'pickup_points' ? 'community' : 'city', 'outside-your-area');
  } else if (existing !== undefined && existing.facts['cityId'] !== cityId) {
    reader.fault('code', 'code-in-other-city', { code });
  } else if (kind === 'warehouses' && existing !== undefined && existing.facts['kind'] !== given['kind']) {
    reader.fault('kind', 'kind-changed', { value: reader.raw('kind') ?? '' });
  }
}

/** Where a row lies, for whoever imports it. */
function placeOf(kind: ImportKind, cityId: CityId, given: Facts, existing: ExistingPlace | undefined): Place {
  if (kind === 'stores') return { cityId, storeId: existing?.id as StoreId | undefined };
  if (kind === 'communities') return { cityId, communityId: existing?.id as CommunityId | undefined };
  return { cityId, communityId: given['communityId'] as CommunityId | undefined };
}

type Reader = (reader: CellReader, references: References, options: JudgeOptions) => Facts;

const READERS: Readonly<Record<ImportKind, Reader>> = {
  regions: (reader) => ({ name: reader.text('name', '大区名称', 100) }),
  cities: (reader, references, { datum }) => ({
    name: reader.text('name', '城市名称', 100),
    regionId: readRegion(reader, references),
    position: reader.position(datum),
  }),
  partners: (reader) => ({ name: reader.text('name', '合作方名称', 100), kind: readPartnerKind(reader) }),
  stores: (reader, references, { datum, scope }) => {
    const city = readCity(reader, references);
    const position = reader.position(datum);
    warnWhenFar(reader, city, position);
    const name = reader.text('name', '门店名称', 100);
    return { name, cityId: city?.id, position, communityIds: readServed(reader, references, scope) };
  },
  communities: (reader, references, { datum, thisYear }) => {
    const name = reader.text('name', '小区名称', 100);
    const city = readCity(reader, references);
    const position = reader.position(datum);
    warnWhenFar(reader, city, position);
    if (city !== undefined) warnSameName(reader, references, city.id, name);
    return {
      name,
      cityId: city?.id,
      district: reader.optionalText('district', '行政区', 50),
      position,
      builtYear: reader.builtYear(thisYear),
      households: reader.households(),
      partnerId: readPartner(reader, references),
    };
  },
  warehouses: readWarehouse,
  pickup_points: readPickupPoint,
};

function readRegion(reader: CellReader, references: References): RegionId | undefined {
  const value = reader.text('region', '大区编码', 64);
  if (value === '') return undefined;
  return references.regions.get(value) ?? reader.fault('region', 'unknown-region', { value });
}

function readPartner(reader: CellReader, references: References): PartnerId | null | undefined {
  const value = reader.raw('partner');
  if (value === undefined) return undefined;
  if (value === '') return null;
  return references.partners.get(value) ?? reader.fault('partner', 'unknown-partner', { value });
}

function readPartnerKind(reader: CellReader): string | undefined {
  const value = reader.text('kind', '类型', 20);
  if (value === '') return undefined;
  if (['property_company', '物业公司', '物业'].includes(value)) return 'property_company';
  if (['agency', '中介', '房产中介', '中介公司'].includes(value)) return 'agency';
  return reader.fault('kind', 'unknown-partner-kind', { value });
}

function warnSameName(reader: CellReader, references: References, cityId: CityId, name: string): void {
  const others = (references.codesByName.get(sameNameKey(cityId, name)) ?? []).filter(
    (code) => code !== reader.raw('code'),
  );
  if (others.length > 0) reader.warn('name', 'same-name', { name, code: others[0] ?? '' });
}
