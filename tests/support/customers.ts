import type { CityId, CommunityId, CustomerKey, PersonId, StoreId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { Scope } from '#platform/permission';
import {
  areasForGrants,
  commitImport,
  communitiesByCodes,
  previewImport,
  storesByCodes,
  type ImportKind,
} from '#modules/territory';

export interface StorePlace {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId;
  /** What the manager of the store may see. */
  readonly manager: Scope;
}

/** Two stores of a city, each serving a community of its own, imported as an operator would; `prefix` in Latin letters. */
export async function makeStores(
  makeContext: () => Context,
  prefix: string,
): Promise<{ readonly here: StorePlace; readonly there: StorePlace }> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const bytes = Buffer.from(lines.join('\n'));
    const summary = await previewImport(makeContext(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
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
  const placeAt = async (at: number): Promise<StorePlace> => {
    const { db } = makeContext();
    const community = (await communitiesByCodes(db, [`${prefix}${at}`])).get(`${prefix}${at}`);
    const store = (await storesByCodes(db, [`S${prefix}${at}`])).get(`S${prefix}${at}`);
    if (community === undefined || store === undefined) throw new Error('the places were not imported');
    const manager = await areasForGrants(db, [{ areaKind: 'store', areaId: store.id }]);
    return { ...community, storeId: store.id, manager };
  };
  return { here: await placeAt(1), there: await placeAt(2) };
}

/** Somebody with a name and a phone, as a lead or a booking would have left them. */
export async function makeCustomer(
  ctx: Context,
  { name, phone }: { readonly name: string; readonly phone: string },
): Promise<{ readonly personId: PersonId; readonly customerKey: CustomerKey }> {
  const { vault } = ctx.services;
  const personId: PersonId = ctx.newId<'Person'>();
  await ctx.transaction((tx) => vault.put(tx, [{ personId, fields: { name, phone } }]));
  return { personId, customerKey: vault.hash('phone', phone) as CustomerKey };
}
