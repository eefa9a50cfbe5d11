import { ColumnsMissing, ColumnTwice, type ImportKind } from './place-import.ts';

/** A column of a file that people fill in. */
export interface Column {
  readonly field: string;
  /** The title that we write, then others that we read. */
  readonly titles: readonly [string, ...string[]];
  readonly required: boolean;
}

/** As cells say them, Monday first. */
export const WEEKDAYS: readonly string[] = ['一', '二', '三', '四', '五', '六', '日'];

export const column = (field: string, titles: readonly [string, ...string[]], required = true): Column => ({
  field,
  titles,
  required,
});

const lng = column('lng', ['经度', 'lng', 'lon', 'longitude']);
const lat = column('lat', ['纬度', 'lat', 'latitude']);
const city = column('city', ['城市编码', '城市', 'city', 'city_code']);

const active = column('active', ['启用', '是否启用', 'active'], false);

/** The columns of each kind of file, in the order in which a template has them. */
export const COLUMNS: Readonly<Record<ImportKind, readonly Column[]>> = {
  regions: [column('code', ['大区编码', 'code', 'region_code']), column('name', ['大区名称', 'name', '名称'])],
  cities: [
    column('code', ['城市编码', 'code', 'city_code']),
    column('name', ['城市名称', 'name', '名称']),
    column('region', ['大区编码', 'region', 'region_code']),
    lng,
    lat,
  ],
  partners: [
    column('code', ['合作方编码', 'code', 'partner_code']),
    column('name', ['合作方名称', 'name', '名称']),
    column('kind', ['类型', 'kind', 'type']),
  ],
  stores: [
    column('code', ['门店编码', 'code', 'store_code']),
    column('name', ['门店名称', 'name', '名称']),
    city,
    lng,
    lat,
    column('communities', ['服务小区编码', '服务小区', 'communities', 'community_codes'], false),
  ],
  communities: [
    column('code', ['小区编码', 'code', 'community_code']),
    column('name', ['小区名称', 'name', '名称']),
    city,
    column('district', ['行政区', '区县', 'district'], false),
    lng,
    lat,
    column('builtYear', ['建成年份', '建成年代', 'built_year'], false),
    column('households', ['户数', '总户数', 'households'], false),
    column('partner', ['合作方编码', '物业公司编码', '物业编码', 'partner', 'partner_code'], false),
  ],
  warehouses: [
    column('code', ['仓库编码', 'code', 'warehouse_code']),
    column('name', ['仓库名称', 'name', '名称']),
    column('kind', ['类型', '仓库类型', 'kind', 'type']),
    city,
    lng,
    lat,
    active,
    column('communities', ['供货小区编码', '供货小区', 'communities', 'community_codes'], false),
  ],
  pickup_points: [
    column('code', ['自提点编码', 'code', 'pickup_point_code']),
    column('name', ['自提点名称', 'name', '名称']),
    column('community', ['小区编码', 'community', 'community_code']),
    column('address', ['位置', '地址', 'address'], false),
    column('parent', ['上级自提点编码', '上级自提点', 'parent', 'parent_code'], false),
    column('pickupOnly', ['仅自提', 'pickup_only'], false),
    column('restDays', ['休息日', 'rest_days'], false),
    active,
  ],
};

const plainTitle = (title: string): string =>
  title
    .replace(/[\s*＊]/g, '')
    .replace(/[（(].*[)）]$/, '')
    .toLowerCase();

/**
 * Which cell holds which field, from the header of the file; other columns are left alone. Remarks in brackets and
 * asterisks in titles are ignored: 「户数（户）*」 is 户数.
 * @throws ColumnsMissing, ColumnTwice
 */
export function fieldsOfHeader(columns: readonly Column[], header: readonly string[]): Map<string, number> {
  const fields = new Map<string, number>();
  for (const [index, title] of header.entries()) {
    const found = columns.find((each) => each.titles.includes(plainTitle(title)));
    if (found === undefined) continue;
    if (fields.has(found.field)) throw new ColumnTwice(title.trim());
    fields.set(found.field, index);
  }
  const missing = columns.filter((each) => each.required && !fields.has(each.field));
  if (missing.length > 0) throw new ColumnsMissing(missing.map((each) => each.titles[0]));
  return fields;
}
