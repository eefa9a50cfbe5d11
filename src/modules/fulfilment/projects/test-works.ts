import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId, UserId } from '#kernel/ids';
import { fen } from '#kernel/money';
import { HOUR } from '#kernel/time';
import { customerOf } from '#platform/auth';
import type { Context } from '#platform/context';
import { savePackage, type PackageId } from '#modules/commerce';
import { OrderCancelled, OrderPaid } from '#modules/commerce/events';
import { commitImport, communitiesByCodes, previewImport, storesByCodes, type ImportKind } from '#modules/territory';
import { addTouchpoints, touchpointsByIds, type Role } from '#modules/touchpoints';
import { insertVisit } from '../visits/visit-store.ts';
import type { Visit, VisitState } from '../visits/visit.ts';

/** For tests: two stores of one city, a community each. */
export interface Ground {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId;
  readonly otherStoreId: StoreId;
  readonly packageId: PackageId;
}

export async function makeGround(makeContext: () => Context): Promise<Ground> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const asked = { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes: Buffer.from(lines.join('\n')) } as const;
    const summary = await previewImport(makeContext(), asked);
    await commitImport(makeContext(), { importId: summary.id, lines: 'all' });
  };
  await load('regions', ['code,name', 'E,华东']);
  await load('cities', ['code,name,region,lng,lat', 'HZ,杭州,E,120.15,30.28']);
  await load('communities', [
    'code,name,city,lng,lat,built_year,households',
    'C1,青枫里,HZ,120.15,30.28,2001,800',
    'C2,澄湖苑,HZ,120.17,30.29,2003,900',
  ]);
  await load('stores', [
    'code,name,city,lng,lat,communities',
    'S1,一店,HZ,120.15,30.28,C1',
    'S2,二店,HZ,120.17,30.29,C2',
  ]);
  const { db } = makeContext();
  const community = (await communitiesByCodes(db, ['C1'])).get('C1');
  const stores = await storesByCodes(db, ['S1', 'S2']);
  const [here, there] = [stores.get('S1'), stores.get('S2')];
  if (community === undefined || here === undefined || there === undefined) throw new Error('no places');
  const offered = await savePackage(makeContext(), {
    facts: {
      code: 'P1',
      name: '卫生间翻新',
      subtitle: '十天完工',
      scene: 'renewal',
      unit: '/套',
      active: true,
      priceFen: fen(1_280_000),
      originalPriceFen: null,
      points: ['质保五年'],
      topics: ['leak'],
      minAgeYears: null,
      suits: [],
      roles: ['designer'],
      costFen: fen(0),
    },
  });
  return { ...community, storeId: here.id, otherStoreId: there.id, packageId: offered.id };
}

let made = 0;

/** For tests: somebody at the front, at work in the city. */
export async function recruit(
  makeContext: () => Context,
  ground: Ground,
  role: Role,
): Promise<{ touchpointId: TouchpointId; userId: UserId }> {
  made += 1;
  const { touchpointIds } = await addTouchpoints(makeContext(), [
    {
      externalCode: `T${made}`,
      name: `张三${'一二三四五六七八九十'[made % 10]}`,
      phone: `1377000${String(made).padStart(4, '0')}`,
      role,
      cityId: ground.cityId,
      storeId: ground.storeId,
      partnerId: null,
      communityIds: [ground.communityId],
    },
  ]);
  const touchpointId = touchpointIds[0] as TouchpointId;
  const [person] = await touchpointsByIds(makeContext().db, [touchpointId]);
  return { touchpointId, userId: person?.userId as UserId };
}

export interface Customer {
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly customerKey: CustomerKey;
}

/** For tests: a customer who signed in, and the person that an order is for. */
export async function makeCustomer(makeContext: () => Context): Promise<Customer> {
  made += 1;
  const phone = `1387100${String(made).padStart(4, '0')}`;
  const ctx = makeContext();
  const { vault } = ctx.services;
  return ctx.transaction(async (tx) => {
    const userId = await customerOf(ctx, tx, phone);
    const personId: PersonId = tx.newId<'Person'>();
    await vault.put(tx, [{ personId, fields: { name: '王女士', phone } }]);
    return { userId, personId, customerKey: vault.hash('phone', phone) as CustomerKey };
  });
}

const orderFacts = (ground: Ground, customer: Customer, orderId: Id<'Order'>, visitor: Context) => ({
  orderId,
  orderNumber: `DD-HZ-260606-${orderId.slice(-4).toUpperCase()}`,
  totalFen: 1_280_000,
  channel: 'service' as const,
  groupBuyId: null,
  goodsNetFen: 1_280_000,
  cityId: ground.cityId,
  communityId: ground.communityId,
  storeId: ground.storeId,
  customerKey: customer.customerKey,
  personId: customer.personId,
  leadId: null,
  visitId: null,
  shareToken: null,
  packageId: ground.packageId,
  touchpointId: visitor.newId<'Touchpoint'>(),
});

/** For tests: what commerce announces when a payment came in. */
export async function payOrder(
  ctx: Context,
  ground: Ground,
  customer: Customer,
  order: { readonly orderId: Id<'Order'>; readonly stage?: 'deposit' | 'balance' },
): Promise<void> {
  const facts = orderFacts(ground, customer, order.orderId, ctx);
  const paid = { stage: order.stage ?? 'deposit', amountFen: 200_000, paidFen: 200_000 } as const;
  const paidAt = ctx.clock.now().toISOString();
  const paymentId = ctx.newId<'Payment'>();
  await ctx.transaction((tx) => tx.announce([OrderPaid(order.orderId, { ...facts, ...paid, paymentId, paidAt })]));
}

export async function cancelOrder(
  ctx: Context,
  ground: Ground,
  customer: Customer,
  orderId: Id<'Order'>,
): Promise<void> {
  const facts = orderFacts(ground, customer, orderId, ctx);
  await ctx.transaction((tx) => tx.announce([OrderCancelled(orderId, { ...facts, reason: 'customer' })]));
}

/** For tests: a visit as booking leaves it. */
export async function makeVisit(
  ctx: Context,
  ground: Ground,
  customer: Customer,
  asked: {
    readonly service: string;
    readonly touchpointId: TouchpointId;
    readonly state?: VisitState;
    readonly projectId?: Id<'Project'>;
    readonly startsInHours?: number;
  },
): Promise<Visit> {
  return ctx.transaction(async (tx) => {
    const startsAt = new Date(tx.now.getTime() + (asked.startsInHours ?? 2) * HOUR);
    const visitId = tx.newId<'Visit'>();
    const visit: Visit = {
      visitId,
      visitNumber: `V-${visitId.slice(-6)}`,
      cityId: ground.cityId,
      communityId: ground.communityId,
      storeId: ground.storeId,
      customerKey: customer.customerKey,
      personId: customer.personId,
      service: asked.service,
      touchpointId: asked.touchpointId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + HOUR),
      state: asked.state ?? 'booked',
      leadId: null,
      shareToken: null,
      packageId: ground.packageId,
      projectId: asked.projectId ?? null,
      revision: 1,
      createdAt: tx.now,
      acceptedAt: null,
      departedAt: null,
      arrivedAt: null,
      doneAt: null,
      cancelledAt: null,
      cancelledBy: null,
      cancelReason: null,
      moved: 0,
    };
    await insertVisit(tx.db, visit);
    return visit;
  });
}

/** For tests: a picture of its own, so that two of them differ. */
export async function picture(seed: number): Promise<{ name: string; type: string; bytes: Buffer }> {
  const { default: sharp } = await import('sharp');
  const background = { r: seed % 256, g: (seed * 7) % 256, b: (seed * 31) % 256 };
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  return { name: `${seed}.png`, type: 'image/png', bytes };
}
