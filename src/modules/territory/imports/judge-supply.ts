import type { PickupPointId } from '#kernel/ids';
import type { WarehouseKind } from '../supply/warehouse.ts';
import type { CellReader } from './cell.ts';
import { WEEKDAYS } from './column.ts';
import {
  codesOfCell,
  readCity,
  readServed,
  warnWhenFar,
  type Facts,
  type JudgeOptions,
  type References,
} from './references.ts';

/** What a row says of a warehouse. */
export function readWarehouse(reader: CellReader, references: References, { datum, scope }: JudgeOptions): Facts {
  const name = reader.text('name', '仓库名称', 100);
  const kind = readKind(reader);
  const city = readCity(reader, references);
  const position = reader.position(datum);
  warnWhenFar(reader, city, position);
  const communityIds = readServed(reader, references, scope);
  if (kind === 'central' && communityIds !== undefined && communityIds.length > 0) {
    reader.fault('communities', 'central-supplies');
  }
  const foreign = codesOfCell(reader.raw('communities') ?? '').filter((code) => {
    const found = references.communities.get(code);
    return city !== undefined && found !== undefined && found.cityId !== city.id;
  });
  if (foreign.length > 0) {
    reader.fault('communities', 'communities-of-other-city', { codes: foreign.slice(0, 5).join('、') });
  }
  return { name, kind, cityId: city?.id, position, active: readYesNo(reader, 'active', '启用'), communityIds };
}

/** A community has one warehouse of a kind: the second one of a file that names it is at fault. */
export function checkSuppliedOnce(
  reader: CellReader,
  given: Facts,
  lineNumber: number,
  supplied: Map<string, number>,
): void {
  for (const code of codesOfCell(reader.raw('communities') ?? '')) {
    const key = `${String(given['kind'])} ${code}`;
    const line = supplied.get(key);
    if (line !== undefined) reader.fault('communities', 'supplied-twice', { code, line });
    else supplied.set(key, lineNumber);
  }
}

const KINDS: Readonly<Record<string, WarehouseKind>> = {
  central: 'central',
  中心仓: 'central',
  总仓: 'central',
  grid: 'grid',
  网格仓: 'grid',
  flash: 'flash',
  闪电仓: 'flash',
  前置仓: 'flash',
};

function readKind(reader: CellReader): WarehouseKind | undefined {
  const value = reader.text('kind', '类型', 20);
  if (value === '') return undefined;
  return KINDS[value] ?? reader.fault('kind', 'unknown-warehouse-kind', { value });
}

/** What a row says of a pick-up point; who keeps it is set by hand. */
export function readPickupPoint(reader: CellReader, references: References): Facts {
  const name = reader.text('name', '自提点名称', 100);
  const community = readCommunity(reader, references);
  return {
    name,
    cityId: community?.cityId,
    communityId: community?.id,
    address: reader.optionalText('address', '位置', 200),
    parentId: readParent(reader, references, community?.cityId),
    pickupOnly: readYesNo(reader, 'pickupOnly', '仅自提'),
    restDays: readRestDays(reader),
    active: readYesNo(reader, 'active', '启用'),
  };
}

function readCommunity(reader: CellReader, references: References) {
  const value = reader.text('community', '小区编码', 64);
  if (value === '') return undefined;
  return references.communities.get(value) ?? reader.fault('community', 'unknown-community', { value });
}

/** Points nest one level, within their city. */
function readParent(
  reader: CellReader,
  references: References,
  cityId: string | undefined,
): PickupPointId | null | undefined {
  const value = reader.raw('parent');
  if (value === undefined) return undefined;
  if (value === '') return null;
  const parent = references.points.get(value);
  const own = references.points.get(reader.raw('code') ?? '');
  const fits =
    parent !== undefined &&
    !parent.nested &&
    parent.id !== own?.id &&
    own?.hasNested !== true &&
    (cityId === undefined || parent.cityId === cityId);
  return fits ? parent.id : reader.fault('parent', 'unknown-parent', { value });
}

const YES = new Set(['是', '启用', 'true', 'yes', 'y', '1']);
const NO = new Set(['否', '停用', 'false', 'no', 'n', '0']);

/** Undefined, which leaves what is known, for an empty cell and an absent column. */
function readYesNo(reader: CellReader, field: string, title: string): boolean | undefined {
  const value = (reader.raw(field) ?? '').toLowerCase();
  if (value === '') return undefined;
  if (YES.has(value)) return true;
  return NO.has(value) ? false : reader.fault(field, 'not-yes-or-no', { title });
}

/** 周一、周日; 星期天; 1,7. Empty or 无: open every day. */
function readRestDays(reader: CellReader): readonly number[] | undefined {
  const value = reader.raw('restDays');
  if (value === undefined) return undefined;
  const days = codesOfCell(value === '无' ? '' : value).map((word) => {
    const short = word.replace(/^(?:周|星期|礼拜)/, '').replace('天', '日');
    return /^[1-7]$/.test(short) ? Number(short) : WEEKDAYS.indexOf(short) + 1;
  });
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  const fits = !sorted.includes(0) && sorted.length < 7;
  return fits ? sorted : reader.fault('restDays', 'not-weekdays', { value });
}
