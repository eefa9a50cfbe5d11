import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { NotFound } from '#kernel/errors';
import type { CityId, CommunityId, StoreId } from '#kernel/ids';
import { subscribe } from '#platform/outbox';
import { NOTHING, type Scope } from '#platform/permission';
import { useContext } from '#testing';
import { CommunityChanged, StoreChanged } from './events.ts';
import { exportCommunities } from './places/export-communities.ts';
import { listImportRows } from './imports/import-store.ts';
import {
  areaNames,
  areasForGrants,
  cities,
  citiesInScope,
  commitImport,
  communitiesByCodes,
  communitiesByIds,
  communityInScope,
  communitySnapshot,
  countCommunities,
  listCommunities,
  listStores,
  PlaceChangedMeanwhile,
  PlaceCodeTaken,
  previewImport,
  saveCommunity,
  saveStore,
  searchCommunities,
  storesByCodes,
  storesServing,
  type CommitImportResult,
  type CommunityFacts,
  type ImportKind,
  type ImportSummary,
} from './index.ts';

const world = useContext();

const REGIONS = 'code,name\nEAST,华东\n';
const CITIES = 'code,name,region,lng,lat\nSZ,苏州,EAST,120.62,31.30\nHF,合肥,EAST,117.23,31.82\n';
const PARTNERS = 'code,name,kind\nP1,澄心物业,物业公司\nP2,安家中介,中介\n';
const COMMUNITIES = [
  '小区编码,小区名称,城市编码,行政区,经度,纬度,建成年份,户数,合作方编码',
  'A1,青枫里,SZ,姑苏区,120.61,31.31,1999,800,P1',
  'A2,澄湖苑,SZ,吴中区,120.66,31.27,2012,1200,',
  'A3,星桥花园,SZ,相城区,120.64,31.37,2005,650,P1',
  'B1,望山居,HF,蜀山区,117.2,31.83,2001,900,P2',
  '',
].join('\n');
const STORES = [
  '门店编码,门店名称,城市编码,经度,纬度,服务小区编码',
  'S1,姑苏店,SZ,120.61,31.3,A1;A2',
  'S2,相城店,SZ,120.64,31.36,A2;A3',
  'S3,蜀山店,HF,117.2,31.82,B1',
  '',
].join('\n');

async function preview(kind: ImportKind, text: string): Promise<ImportSummary> {
  const bytes = new TextEncoder().encode(text);
  return previewImport(world.ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
}

async function take(kind: ImportKind, text: string): Promise<CommitImportResult> {
  return commitImport(world.ctx(), { importId: (await preview(kind, text)).id, lines: 'all' });
}

let loaded: Promise<void> | undefined;

/** The places of this file, imported once. */
async function places(): Promise<void> {
  loaded ??= (async () => {
    await take('regions', REGIONS);
    await take('cities', CITIES);
    await take('partners', PARTNERS);
    await take('communities', COMMUNITIES);
    await take('stores', STORES);
  })();
  await loaded;
}

const db = () => world.database.db;
const communityId = async (code: string): Promise<CommunityId> =>
  (await communitiesByCodes(db(), [code])).get(code)!.communityId;
const storeId = async (code: string): Promise<StoreId> => (await storesByCodes(db(), [code])).get(code)!.id;
const cityId = async (code: string): Promise<CityId> => (await cities(db())).find((city) => city.code === code)!.id;

async function scopeOf(areaKind: 'city' | 'store' | 'community', areaId: string): Promise<Scope> {
  return areasForGrants(db(), [{ areaKind, areaId }]);
}

/** What was announced since the last call. */
async function announced(): Promise<string[]> {
  const heard: string[] = [];
  const recorder = subscribe('territory.test-recorder', [CommunityChanged, StoreChanged], async (_ctx, event) => {
    heard.push(`${event.type} ${event.aggregateId}`);
  });
  await world.drain([recorder]);
  return heard.toSorted();
}

const page = { after: undefined, limit: 50 };

describe('importing places', () => {
  it('takes regions, cities, partners, communities and stores, and announces them', async () => {
    await places();
    const events = await announced();
    expect(events).toContain(`CommunityChanged ${await communityId('A1')}`);
    expect(events).toContain(`StoreChanged ${await storeId('S3')}`);
    const a2 = await communityId('A2');
    const serving = await storesServing(db(), [a2]);
    expect(serving.get(a2)?.map((store) => store.externalCode)).toEqual(['S1', 'S2']);
    const a1 = (await communitiesByIds(db(), [await communityId('A1')])).get(await communityId('A1'));
    expect(a1).toMatchObject({
      name: '青枫里',
      cityName: '苏州',
      partnerName: '澄心物业',
      households: 800,
      version: 1,
    });
  });

  it('lists every bad row by line and reason, and commits the good ones alone', async () => {
    await places();
    const text = [
      'code,name,city,lng,lat,built_year,households',
      'M1,听雨轩,SZ,120.6,31.3,2010,300',
      'M2,城外,XX,120.6,31.3,2010,300',
      'M1,重复,SZ,120.6,31.3,2010,300',
      'M3,反了,SZ,31.3,120.6,2010,300',
      'M4,年份,SZ,120.6,31.3,10,300',
      'M5,户数,SZ,120.6,31.3,2010,很多',
      'A1,青枫里,SZ,120.61,31.31,1999,801',
      'A2,澄湖苑,SZ,120.66,31.27,2012,1200',
    ].join('\n');
    const summary = await preview('communities', text);
    expect(summary).toMatchObject({ creates: 1, changes: 1, unchanged: 1, bad: 5, committed: 0 });
    const bad = await listImportRows(db(), summary.id, { verdict: 'bad' }, { after: 0, limit: 50 });
    expect(bad.map((row) => [row.lineNumber, ...row.faults.map((fault) => fault.code)])).toEqual([
      [3, 'place-import-row-unknown-city'],
      [4, 'place-import-row-duplicate-in-file'],
      [5, 'place-import-row-position-swapped'],
      [6, 'place-import-row-bad-year'],
      [7, 'place-import-row-bad-households'],
    ]);
    await announced();

    const commit = { importId: summary.id, lines: 'all' } as const;
    expect(await commitImport(world.ctx(), commit)).toEqual({ created: 1, changed: 1, unchanged: 1, stale: [] });
    const changed = [await communityId('A1'), await communityId('M1')].map((id) => `CommunityChanged ${id}`);
    expect(await announced()).toEqual(changed.toSorted());
    expect((await communitiesByCodes(db(), ['M2', 'M3', 'M4', 'M5'])).size).toBe(0);

    expect(await commitImport(world.ctx(), commit)).toEqual({ created: 0, changed: 0, unchanged: 0, stale: [] });
    expect(await announced()).toEqual([]);
  });

  it('commits the chosen lines, and the others later', async () => {
    await places();
    const text = 'code,name,city,lng,lat\nN1,一村,SZ,120.6,31.3\nN2,二村,SZ,120.6,31.3\nN3,三村,XX,120.6,31.3\n';
    const { id } = await preview('communities', text);
    const ctx = world.ctx();
    expect(await commitImport(ctx, { importId: id, lines: [3, 4] })).toMatchObject({ created: 1, stale: [] });
    expect([...(await communitiesByCodes(db(), ['N1', 'N2', 'N3'])).keys()]).toEqual(['N2']);
    expect(await commitImport(ctx, { importId: id, lines: 'all' })).toMatchObject({ created: 1 });
    expect([...(await communitiesByCodes(db(), ['N1', 'N2', 'N3'])).keys()].toSorted()).toEqual(['N1', 'N2']);
  });

  it('a file imported again changes nothing', async () => {
    await places();
    await take('communities', 'code,name,city,lng,lat\nR1,静园,SZ,120.6,31.3\n');
    await announced();
    expect(await take('communities', 'code,name,city,lng,lat\nR1,静园,SZ,120.6,31.3\n')).toEqual({
      created: 0,
      changed: 0,
      unchanged: 1,
      stale: [],
    });
    expect(await take('stores', STORES)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
    expect(await announced()).toEqual([]);
  });

  it('leaves out a row whose place was saved by hand since the preview', async () => {
    await places();
    await take('communities', 'code,name,city,lng,lat\nH1,手改苑,SZ,120.6,31.3\n');
    const summary = await preview('communities', 'code,name,city,lng,lat\nH1,文件苑,SZ,120.6,31.3\n');
    const before = (await listCommunities(db(), world.ctx().scope, { text: 'H1' }, page))[0]!;
    const facts = { ...factsOf(before), households: 12 };
    await saveCommunity(world.ctx(), { id: before.id, expectedVersion: before.version, facts });
    expect(await commitImport(world.ctx(), { importId: summary.id, lines: 'all' })).toMatchObject({
      changed: 0,
      stale: [2],
    });
    expect((await communitiesByIds(db(), [before.id])).get(before.id)).toMatchObject({
      name: '手改苑',
      households: 12,
    });
  });

  it('announces the communities that gain or lose a store', async () => {
    await places();
    await take('communities', 'code,name,city,lng,lat\nT1,东苑,SZ,120.6,31.3\nT2,西苑,SZ,120.6,31.3\n');
    await take('stores', 'code,name,city,lng,lat,communities\nST,换班店,SZ,120.6,31.3,T1\n');
    await announced();
    await take('stores', 'code,name,city,lng,lat,communities\nST,换班店,SZ,120.6,31.3,T2\n');
    const [t1, t2] = [await communityId('T1'), await communityId('T2')];
    const expected = [`StoreChanged ${await storeId('ST')}`, `CommunityChanged ${t1}`, `CommunityChanged ${t2}`];
    expect(await announced()).toEqual(expected.toSorted());
    expect((await storesServing(db(), [t1, t2])).has(t1)).toBe(false);
  });

  it('reads a workbook with GCJ-02 coordinates', async () => {
    await places();
    const table = [
      ['小区编码', '小区名称', '城市编码', '经度', '纬度'],
      ['X1', '表格苑', 'SZ', 120.624, 31.298],
    ];
    const bytes = await writeExcelFile(table.map((row) => row.map((value) => ({ value }))) as never).toBuffer();
    const summary = await previewImport(world.ctx(), {
      kind: 'communities',
      datum: 'gcj02',
      fileName: 'x.xlsx',
      bytes,
    });
    await commitImport(world.ctx(), { importId: summary.id, lines: 'all' });
    const { position } = (await communitiesByIds(db(), [await communityId('X1')])).get(await communityId('X1'))!;
    expect(position.lng).toBeLessThan(120.621);
    expect(position.lng).toBeGreaterThan(120.617);
  });

  it('takes a file of the largest size', { timeout: 60_000 }, async () => {
    await places();
    const lines = Array.from({ length: 20_000 }, (_, at) => `L${at},大盘${at},HF,117.2,31.8,2010,100`);
    const text = `code,name,city,lng,lat,built_year,households\n${lines.join('\n')}\n`;
    expect(await take('communities', text)).toMatchObject({ created: 20_000, stale: [] });
    expect(await take('communities', text)).toMatchObject({ unchanged: 20_000 });
  });
});

function factsOf(community: CommunityFacts): CommunityFacts {
  const { externalCode, cityId: city, name, district, position, builtYear, households, partnerId } = community;
  return { externalCode, cityId: city, name, district, position, builtYear, households, partnerId };
}

describe('the scope of readers', () => {
  it('keeps two stores of a city apart, sharing what both serve', async () => {
    await places();
    const [s1, s2] = [await scopeOf('store', await storeId('S1')), await scopeOf('store', await storeId('S2'))];
    const codes = async (scope: Scope) =>
      (await listCommunities(db(), scope, {}, page)).map((community) => community.externalCode);
    expect(await codes(s1)).toEqual(['A1', 'A2']);
    expect(await codes(s2)).toEqual(['A2', 'A3']);
    expect(await countCommunities(db(), s1, {})).toBe(2);
    expect((await listStores(db(), s1, {}, page)).map((store) => store.externalCode)).toEqual(['S1']);
    expect(await communityInScope(db(), s1, await communityId('A3'))).toBeUndefined();
    expect(await searchCommunities(db(), s1, '星桥', 10)).toEqual([]);
    expect((await searchCommunities(db(), s2, '星桥', 10)).map((found) => found.name)).toEqual(['星桥花园']);
    const exported = await exportCommunities(world.ctx({ scope: s1 }), {});
    expect(exported).toContain('青枫里');
    expect(exported).not.toContain('星桥花园');
  });

  it('keeps two cities apart', async () => {
    await places();
    const hefei = await scopeOf('city', await cityId('HF'));
    expect(hefei.stores).toEqual([await storeId('S3')]);
    expect(await listCommunities(db(), hefei, { cityId: await cityId('SZ') }, page)).toEqual([]);
    expect((await citiesInScope(db(), hefei)).map((city) => city.code)).toEqual(['HF']);
    expect((await citiesInScope(db(), await scopeOf('store', await storeId('S1')))).map((city) => city.code)).toEqual([
      'SZ',
    ]);
    const foreign = { id: await communityId('A1'), expectedVersion: 1 };
    const facts = factsOf((await communitiesByIds(db(), [foreign.id])).get(foreign.id)!);
    await expect(saveCommunity(world.ctx({ scope: hefei }), { ...foreign, facts })).rejects.toThrow(NotFound);
  });

  it('shows nothing to who was given nothing, and another one’s imports to nobody', async () => {
    await places();
    expect(await listCommunities(db(), NOTHING, {}, page)).toEqual([]);
    expect(await countCommunities(db(), NOTHING, {})).toBe(0);
    expect(await citiesInScope(db(), NOTHING)).toEqual([]);
    const { id } = await preview('stores', STORES);
    const stranger = world.ctx({ scope: await scopeOf('city', await cityId('SZ')), actor: { kind: 'anonymous' } });
    await expect(commitImport(stranger, { importId: id, lines: 'all' })).rejects.toThrow(NotFound);
  });

  it('names areas and says which are gone', async () => {
    await places();
    const gone = '00000000-0000-7000-8000-00000000dead';
    expect(
      await areaNames(db(), [
        { areaKind: 'all', areaId: null },
        { areaKind: 'store', areaId: await storeId('S1') },
        { areaKind: 'city', areaId: gone },
      ]),
    ).toEqual([
      { areaKind: 'all', areaId: null, name: '全部' },
      { areaKind: 'store', areaId: await storeId('S1'), name: '姑苏店' },
      { areaKind: 'city', areaId: gone, name: null },
    ]);
  });
});

describe('editing by hand', () => {
  it('lets the first of two editors win and tells the second', async () => {
    await places();
    await take('communities', 'code,name,city,lng,lat\nE1,同改苑,SZ,120.6,31.3\n');
    const before = (await communitiesByIds(db(), [await communityId('E1')])).get(await communityId('E1'))!;
    const edit = { id: before.id, expectedVersion: before.version };
    const saved = await saveCommunity(world.ctx(), { ...edit, facts: { ...factsOf(before), households: 10 } });
    expect(saved.version).toBe(before.version + 1);
    await expect(
      saveCommunity(world.ctx(), { ...edit, facts: { ...factsOf(before), households: 20 } }),
    ).rejects.toThrow(PlaceChangedMeanwhile);
    expect((await communitiesByIds(db(), [before.id])).get(before.id)?.households).toBe(10);
    await expect(
      saveCommunity(world.ctx(), {
        id: saved.id,
        expectedVersion: saved.version,
        facts: { ...factsOf(saved), externalCode: 'A1' },
      }),
    ).rejects.toThrow(PlaceCodeTaken);
  });

  it('says which stores serve a community, and announces a change once', async () => {
    await places();
    const city = await cityId('SZ');
    const facts: CommunityFacts = {
      externalCode: 'W1',
      cityId: city,
      name: '手工苑',
      district: '',
      position: { lng: 120.6, lat: 31.3 },
      builtYear: null,
      households: null,
      partnerId: null,
    };
    await announced();
    const storeIds = [await storeId('S1')];
    const added = await saveCommunity(world.ctx(), { facts, storeIds });
    expect(await announced()).toEqual([`CommunityChanged ${added.id}`]);
    const again = await saveCommunity(world.ctx(), { id: added.id, expectedVersion: added.version, facts, storeIds });
    expect(again.version).toBe(added.version);
    expect(await announced()).toEqual([]);
    expect((await storesServing(db(), [added.id])).get(added.id)?.map((store) => store.id)).toEqual(storeIds);
  });

  it('adds a store in a city of the editor and nowhere else', async () => {
    await places();
    const facts = { externalCode: 'SN', cityId: await cityId('SZ'), name: '新店', position: { lng: 120.6, lat: 31.3 } };
    const hefei = world.ctx({ scope: await scopeOf('city', await cityId('HF')) });
    await expect(saveStore(hefei, { facts })).rejects.toMatchObject({ code: 'place-unknown-city' });
    expect(await saveStore(world.ctx(), { facts })).toMatchObject({ name: '新店', cityName: '苏州', version: 1 });
  });
});

describe('the snapshot', () => {
  it('gives every community once, page by page', async () => {
    await places();
    const seen: string[] = [];
    let after: CommunityId | undefined;
    do {
      const { items, nextAfter } = await communitySnapshot(db(), { after, limit: 7 });
      seen.push(...items.map((item) => item.id));
      after = seen.length > 200 ? undefined : nextAfter;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted());
    expect(seen.length).toBeGreaterThan(4);
  });
});
