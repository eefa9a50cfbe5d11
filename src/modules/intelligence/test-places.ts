import type { CityId, CommunityId, Id } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Context } from '#platform/context';
import { NOTHING, type Scope } from '#platform/permission';
import { createAudience, importPosts } from '#modules/cdp';
import { cities, commitImport, communitiesByCodes, previewImport, type ImportKind } from '#modules/territory';
import { type Package, type PackageFacts, savePackage } from '#modules/commerce';
import type { AudienceId } from './plays/play.ts';

interface World {
  ctx(): Context;
  drain(): Promise<{ parked: number }>;
}

/** For tests: two cities with communities that were built in 2001 (25 years old), made through doors. */
export interface TestPlaces {
  readonly suzhou: CityId;
  readonly hefei: CityId;
  readonly suzhouScope: Scope;
  readonly hefeiScope: Scope;
  /** By code: S1 … Sn in Suzhou, H1 … H5 in Hefei. */
  readonly community: (code: string) => { readonly communityId: CommunityId; readonly cityId: CityId };
}

export async function makePlaces(world: World, inSuzhou: number): Promise<TestPlaces> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const bytes = Buffer.from(lines.join('\n'));
    const summary = await previewImport(world.ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
    await commitImport(world.ctx(), { importId: summary.id, lines: 'all' });
  };
  const suzhouCodes = Array.from({ length: inSuzhou }, (_, at) => `S${at + 1}`);
  const hefeiCodes = ['H1', 'H2', 'H3', 'H4', 'H5'];
  await load('regions', ['code,name', 'EAST,华东']);
  await load('cities', ['code,name,region,lng,lat', 'SZ,苏州,EAST,120.62,31.30', 'HF,合肥,EAST,117.23,31.82']);
  await load('communities', [
    'code,name,city,lng,lat,built_year,households',
    ...suzhouCodes.map((code, at) => `${code},青枫${code},SZ,${120.6 + at / 10_000},31.31,2001,800`),
    ...hefeiCodes.map((code, at) => `${code},望山${code},HF,${117.2 + at / 10_000},31.81,2001,900`),
  ]);
  await world.drain();
  const { db } = world.ctx();
  const communities = await communitiesByCodes(db, [...suzhouCodes, ...hefeiCodes]);
  const cityOf = async (code: string): Promise<CityId> => (await cities(db)).find((city) => city.code === code)!.id;
  const [suzhou, hefei] = [await cityOf('SZ'), await cityOf('HF')];
  return {
    suzhou,
    hefei,
    suzhouScope: { ...NOTHING, cities: [suzhou] },
    hefeiScope: { ...NOTHING, cities: [hefei] },
    community: (code) => communities.get(code)!,
  };
}

/** People in a community talk, through the door for history, and what follows from it is delivered. */
export async function talk(world: World, code: string, text: string, times: number): Promise<void> {
  const postedAt = world.ctx().clock.now();
  await importPosts(
    world.ctx(),
    Array.from({ length: times }, (_, at) => ({
      communityCode: code,
      author: `${code}-${text}-${at}`,
      text: `${text}${at}`,
      postedAt,
      channel: 'chat',
    })),
  );
  await world.drain();
}

/** An audience of communities of at least 15 years in which leaks were mentioned at least `mentions` times lately. */
export async function leakAudience(ctx: Context, name: string, mentions: number): Promise<AudienceId> {
  const rule = {
    all: [
      { fact: 'age_years', is: 'at_least', value: 15 },
      { fact: 'mentions', topic: 'leak', days: 30, is: 'at_least', value: mentions },
    ],
  } as const;
  return (await createAudience(ctx, { name, rule: rule as unknown as Parameters<typeof createAudience>[1]['rule'] }))
    .id;
}

export async function addPackage(ctx: Context, code: string, changes: Partial<PackageFacts> = {}): Promise<Package> {
  const facts: PackageFacts = {
    code,
    name: `套餐${code}`,
    subtitle: '先检测，后报价',
    scene: 'renewal',
    priceFen: fen(29_900),
    originalPriceFen: fen(39_900),
    unit: '/次',
    points: ['上门检测', '当天出报告', '质保五年'],
    topics: ['leak'],
    minAgeYears: 15,
    suits: [],
    roles: ['property_steward', 'ambassador'],
    costFen: fen(10_000),
    active: true,
    ...changes,
  };
  return savePackage(ctx, { facts });
}

/** Somebody who decides. */
export const person = (ctx: Context) => ({ kind: 'user' as const, userId: ctx.newId<'User'>() as Id<'User'> });
