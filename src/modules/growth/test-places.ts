import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Context, Database } from '#platform/context';
import { NOTHING, type Scope } from '#platform/permission';
import { savePackage } from '#modules/commerce';
import { approvePlays, playSnapshot, proposePlays } from '#modules/intelligence';
import {
  areasForGrants,
  commitImport,
  communitiesByCodes,
  previewImport,
  storesByCodes,
  type ImportKind,
} from '#modules/territory';
import { addTouchpoints, type Role } from '#modules/touchpoints';

/** Two stores of a city, each serving a community of its own, and a steward in each community. */
export interface OfferPlaces {
  readonly cityId: CityId;
  readonly here: Place;
  readonly there: Place;
}
export interface Place {
  readonly communityId: CommunityId;
  readonly storeId: StoreId;
  /** The touchpoints, the one who is asked first first. */
  readonly touchpoints: readonly TouchpointId[];
  /** What the manager of the store may see. */
  readonly manager: Scope;
}

/** For tests: imported as a customer would, under codes that begin with `prefix`. */
export async function makeOfferPlaces(makeContext: () => Context, prefix: string): Promise<OfferPlaces> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const bytes = Buffer.from(lines.join('\n'));
    const asked = { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes } as const;
    const summary = await previewImport(makeContext(), asked);
    await commitImport(makeContext(), { importId: summary.id, lines: 'all' });
  };
  await load('regions', ['code,name', `R${prefix},大区${prefix}`]);
  await load('cities', ['code,name,region,lng,lat', `${prefix},城市${prefix},R${prefix},120.15,30.28`]);
  await load('communities', [
    'code,name,city,lng,lat,built_year,households',
    `${prefix}1,青枫里,${prefix},120.15,30.28,2001,800`,
    `${prefix}2,澄湖苑,${prefix},120.17,30.29,2003,900`,
  ]);
  await load('stores', [
    'code,name,city,lng,lat,communities',
    `S${prefix}1,一店,${prefix},120.15,30.28,${prefix}1`,
    `S${prefix}2,二店,${prefix},120.17,30.29,${prefix}2`,
  ]);
  const { db } = makeContext();
  const here = await placeOf(makeContext, db, prefix, 1);
  const there = await placeOf(makeContext, db, prefix, 2);
  return { cityId: here.cityId, here, there };
}

async function placeOf(
  makeContext: () => Context,
  db: Database,
  prefix: string,
  at: number,
): Promise<Place & { cityId: CityId }> {
  const found = (await communitiesByCodes(db, [`${prefix}${at}`])).get(`${prefix}${at}`);
  const store = (await storesByCodes(db, [`S${prefix}${at}`])).get(`S${prefix}${at}`);
  if (found === undefined || store === undefined) throw new Error('the places were not imported');
  const storeId = store.id;
  const people = [0, 1].map((index) => ({
    externalCode: `T${prefix}${at}${index}`,
    name: index === 0 ? '王小明' : '李小红',
    phone: `138${String(Math.abs(hashOf(`${prefix}${at}${index}`)) % 100_000_000).padStart(8, '0')}`,
    role: 'property_steward' as Role,
    cityId: found.cityId,
    storeId,
    partnerId: null,
    communityIds: [found.communityId],
  }));
  const { touchpointIds } = await addTouchpoints(makeContext(), people);
  const areas = await areasForGrants(db, [{ areaKind: 'store', areaId: storeId }]);
  return { ...found, storeId, touchpoints: touchpointIds, manager: areas };
}

const hashOf = (text: string): number =>
  [...text].reduce((hash, char) => (hash * 31 + (char.codePointAt(0) ?? 0)) | 0, 7);

/** What a touchpoint may see. */
export const scopeOf = (touchpointId: TouchpointId): Scope => ({ ...NOTHING, touchpoint: touchpointId });

/** For tests: an approved play in a community. Drain the outbox, and its task is offered to the first steward. */
export async function approveOffer(
  makeContext: () => Context,
  communityId: CommunityId,
  code: string,
): Promise<Id<'Play'>> {
  const offered = await savePackage(makeContext(), {
    facts: {
      code,
      name: `老房防水 ${code}`,
      subtitle: '三天完工',
      scene: 'renewal',
      unit: '/套',
      active: true,
      priceFen: fen(399900),
      originalPriceFen: fen(499900),
      points: ['质保五年'],
      topics: ['leak'],
      minAgeYears: 15,
      suits: [],
      roles: ['property_steward'],
      costFen: fen(1e3),
    },
  });
  const run = await proposePlays(makeContext(), { communityIds: [communityId], packageIds: [offered.id] });
  const { items } = await playSnapshot(makeContext().db, { after: undefined, limit: 1_000 });
  const play = items.findLast((each) => each.packageId === offered.id);
  if (play === undefined) throw new Error(`nothing was proposed: ${run.skipped.map((each) => each.why).join()}`);
  const outcome = await approvePlays(makeContext(), { playIds: [play.id] });
  if (outcome.done !== 1) throw new Error(`not approved: ${JSON.stringify(outcome)}`);
  return play.id;
}
