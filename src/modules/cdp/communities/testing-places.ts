import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { NOTHING, type Scope } from '#platform/permission';
import {
  cities,
  commitImport,
  communitiesByCodes,
  communitiesByIds,
  previewImport,
  saveCommunity,
  storesByCodes,
  type ImportKind,
} from '#modules/territory';

/** Places for the tests of this module, made through the territory's doors. */
export interface TestPlaces {
  readonly suzhou: CityId;
  readonly hefei: CityId;
  /** By code: A1…A5 in Suzhou, B1 in Hefei. */
  readonly communities: Readonly<Record<string, { communityId: CommunityId; cityId: CityId }>>;
  readonly store: StoreId;
  /** Of somebody who sees A1 and A2 alone. */
  readonly partScope: Scope;
  readonly hefeiScope: Scope;
}

const FILES: readonly (readonly [ImportKind, string])[] = [
  ['regions', 'code,name\nEAST,华东\n'],
  ['cities', 'code,name,region,lng,lat\nSZ,苏州,EAST,120.62,31.30\nHF,合肥,EAST,117.23,31.82\n'],
  [
    'communities',
    [
      '小区编码,小区名称,城市编码,行政区,经度,纬度,建成年份,户数',
      'A1,青枫里,SZ,姑苏区,120.61,31.31,1999,800',
      'A2,澄湖苑,SZ,吴中区,120.66,31.27,2012,1200',
      'A3,星桥花园,SZ,相城区,120.64,31.37,2005,650',
      'A4,柳岸新村,SZ,姑苏区,120.63,31.32,1995,500',
      'A5,云栖府,SZ,吴中区,120.68,31.26,2020,900',
      'B1,望山居,HF,蜀山区,117.2,31.83,2001,900',
    ].join('\n'),
  ],
  ['stores', '门店编码,门店名称,城市编码,经度,纬度,服务小区编码\nS1,姑苏店,SZ,120.61,31.3,A1;A2\n'],
];

export async function makePlaces(ctx: () => Context): Promise<TestPlaces> {
  for (const [kind, text] of FILES) {
    const bytes = new TextEncoder().encode(text);
    const preview = await previewImport(ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
    await commitImport(ctx(), { importId: preview.id, lines: 'all' });
  }
  const { db } = ctx();
  const communities = Object.fromEntries(await communitiesByCodes(db, ['A1', 'A2', 'A3', 'A4', 'A5', 'B1']));
  const suzhou = (await cities(db)).find((city) => city.code === 'SZ')!.id;
  const hefei = (await cities(db)).find((city) => city.code === 'HF')!.id;
  const store = (await storesByCodes(db, ['S1'])).get('S1')!.id;
  const part = [communities['A1']!.communityId, communities['A2']!.communityId];
  return {
    suzhou,
    hefei,
    communities,
    store,
    partScope: { ...NOTHING, stores: [store], communities: part },
    hefeiScope: { ...NOTHING, cities: [hefei] },
  };
}

/** Another built year for a community, as somebody at headquarters would correct it. */
export async function correctBuiltYear(ctx: Context, communityId: CommunityId, builtYear: number): Promise<void> {
  const community = (await communitiesByIds(ctx.db, [communityId])).get(communityId)!;
  const { externalCode, cityId, name, district, position, households, partnerId, version } = community;
  const facts = { externalCode, cityId, name, district, position, builtYear, households, partnerId };
  await saveCommunity(ctx, { id: communityId, expectedVersion: version, facts });
}
