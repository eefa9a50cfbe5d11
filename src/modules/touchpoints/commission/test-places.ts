import type {
  CityId,
  CommunityId,
  Id,
  PartnerId,
  PersonId,
  StoreId,
  TouchpointId,
  UserId,
  CustomerKey,
} from '#kernel/ids';
import type { Context } from '#platform/context';
import type { OrderPaid } from '#modules/commerce/events';
import {
  commitImport,
  communitiesByCodes,
  partnersByCodes,
  previewImport,
  storesByCodes,
  type ImportKind,
} from '#modules/territory';
import { addTouchpoints } from '../people/add-touchpoints.ts';
import { touchpointsByIds } from '../people/touchpoint-store.ts';

/** A community with its property company, the store that serves it, and a steward. */
export interface CommissionPlace {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId;
  readonly partnerId: PartnerId;
  readonly stewardId: TouchpointId;
  readonly stewardUserId: UserId;
}

/** For tests: two such places in a city of their own, imported as a customer would, under codes that begin with `prefix`. */
export async function makeCommissionPlaces(
  makeContext: () => Context,
  prefix: string,
): Promise<[CommissionPlace, CommissionPlace]> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const bytes = Buffer.from(lines.join('\n'));
    const { id, bad } = await previewImport(makeContext(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
    if (bad > 0) throw new Error(`${kind}: ${bad} bad rows`);
    await commitImport(makeContext(), { importId: id, lines: 'all' });
  };
  const both = [1, 2] as const;
  await load('regions', ['code,name', `R${prefix},大区${prefix}`]);
  await load('cities', ['code,name,region,lng,lat', `${prefix},城市${prefix},R${prefix},120.15,30.28`]);
  await load('partners', ['code,name,kind', ...both.map((at) => `P${prefix}${at},第${at}物业,property_company`)]);
  await load('communities', [
    'code,name,city,lng,lat,partner',
    ...both.map((at) => `${prefix}${at},第${at}小区,${prefix},120.1${at},30.28,P${prefix}${at}`),
  ]);
  await load('stores', [
    'code,name,city,lng,lat,communities',
    ...both.map((at) => `S${prefix}${at},第${at}店,${prefix},120.1${at},30.28,${prefix}${at}`),
  ]);
  return [await placeOf(makeContext, prefix, 1), await placeOf(makeContext, prefix, 2)];
}

async function placeOf(makeContext: () => Context, prefix: string, at: number): Promise<CommissionPlace> {
  const { db } = makeContext();
  const community = (await communitiesByCodes(db, [`${prefix}${at}`])).get(`${prefix}${at}`);
  const store = (await storesByCodes(db, [`S${prefix}${at}`])).get(`S${prefix}${at}`);
  const partner = (await partnersByCodes(db, [`P${prefix}${at}`])).get(`P${prefix}${at}`);
  if (community === undefined || store === undefined || partner === undefined) throw new Error('nothing was imported');
  const code = [...prefix].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % 1_000;
  const { touchpointIds } = await addTouchpoints(makeContext(), [
    {
      externalCode: `T${prefix}${at}`,
      name: at === 1 ? '王小明' : '李小红',
      phone: `1370000${String(code).padStart(3, '0')}${at}`,
      role: 'property_steward',
      cityId: community.cityId,
      storeId: store.id,
      partnerId: null,
      communityIds: [community.communityId],
    },
  ]);
  const [steward] = await touchpointsByIds(db, touchpointIds);
  if (steward === undefined) throw new Error('nobody was added');
  return {
    ...community,
    storeId: store.id,
    partnerId: partner.id,
    stewardId: steward.touchpointId,
    stewardUserId: steward.userId,
  };
}

type Facts = Omit<Parameters<typeof OrderPaid>[1], 'paymentId' | 'stage' | 'amountFen' | 'paidFen' | 'paidAt'>;
/** Of a service: it has a community and a package. */
export type PaidFacts = Facts & { readonly communityId: CommunityId; readonly packageId: Id<'Package'> };

/** For tests: what every event says of a new order at a place; `ordinal` makes its number. */
export function orderAt(place: CommissionPlace, ctx: Context, ordinal: number): PaidFacts {
  return {
    orderId: ctx.newId<'Order'>(),
    orderNumber: `HZ-260606-${String(ordinal).padStart(4, '0')}`,
    cityId: place.cityId,
    communityId: place.communityId,
    storeId: place.storeId,
    customerKey: 'a'.repeat(64) as CustomerKey,
    personId: ctx.newId() as PersonId,
    leadId: null,
    visitId: null,
    shareToken: null,
    packageId: ctx.newId() as Id<'Package'>,
    touchpointId: place.stewardId,
    totalFen: 3_000_000,
    channel: 'service',
    groupBuyId: null,
    goodsNetFen: 3_000_000,
  };
}
