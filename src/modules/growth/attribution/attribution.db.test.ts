import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CustomerKey, Id, PartnerId, PersonId, TouchpointId } from '#kernel/ids';
import { readAfter } from '#platform/outbox';
import { NOTHING } from '#platform/permission';
import { OrderPaid, OrderPlaced } from '#modules/commerce/events';
import { commitImport, previewImport } from '#modules/territory';
import { declineTask } from '#modules/touchpoints';
import { useContext } from '#testing';
import { OrderAttributed } from '../events.ts';
import { offerView, orderAttributions, recordLead, recordVisit, type LeadId } from '../index.ts';
import { approveOffer, makeOfferPlaces, scopeOf, type OfferPlaces } from '../test-places.ts';
import { attributeOrder } from './attribute-order.ts';
import { onOrderPlaced } from './on-order-placed.ts';

const world = useContext();
let places: OfferPlaces;
let partnerId: PartnerId;
let offer: { token: string; playId: Id<'Play'>; taskId: Id<'Task'>; holder: TouchpointId; next: TouchpointId };

/** Imports places as a customer would. */
async function load(kind: 'partners' | 'communities', lines: readonly string[]): Promise<void> {
  const bytes = Buffer.from(lines.join('\n'));
  const { id } = await previewImport(world.ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
  await commitImport(world.ctx(), { importId: id, lines: 'all' });
}

beforeAll(async () => {
  places = await makeOfferPlaces(() => world.ctx(), 'AT');
  // Only the first community has a property company.
  await load('partners', ['code,name,kind', 'WY,和平物业,property_company']);
  await load('communities', ['code,name,city,lng,lat,partner', 'AT1,青枫里,AT,120.15,30.28,WY']);
  const found = await sql<{ id: PartnerId }>`
    select id from territory.partner where external_code = 'WY'`.execute(world.database.db);
  partnerId = found.rows[0]!.id;
  await world.drain();
  const playId = await approveOffer(() => world.ctx(), places.here.communityId, 'AP1');
  await world.drain();
  const links = await sql<{ share_token: string; task_id: Id<'Task'>; touchpoint_id: TouchpointId }>`
    select share_token, task_id, touchpoint_id from growth.share_link where play_id = ${playId}`.execute(
    world.database.db,
  );
  const { share_token: token, task_id: taskId, touchpoint_id: holder } = links.rows[0]!;
  offer = { token, playId, taskId, holder, next: places.here.touchpoints.find((each) => each !== holder)! };
});

async function leaveLead(phone: string): Promise<LeadId> {
  const visitor = () => world.ctx({ actor: { kind: 'anonymous' }, scope: NOTHING });
  const headers = { userAgent: 'Mozilla/5.0 MicroMessenger/8.0', purpose: undefined };
  await recordVisit(visitor(), { shareToken: offer.token, visitorId: phone, headers });
  const view = await offerView(world.ctx(), offer.token);
  const asked = { name: '王女士', phone, need: '漏水', note: '', consentVersion: view?.consentVersion ?? '' };
  await recordLead(visitor(), { ...asked, shareToken: offer.token, visitorId: phone });
  const found = await sql<{ lead_id: LeadId }>`
    select lead_id from growth.lead order by created_at desc, lead_id desc limit 1`.execute(world.database.db);
  return found.rows[0]!.lead_id;
}

const newOrder = (over: { leadId?: LeadId; shareToken?: string; place?: OfferPlaces['here'] } = {}) => {
  const { leadId = null, shareToken = null, place = places.here } = over;
  const ctx = world.ctx();
  return {
    orderId: ctx.newId<'Order'>(),
    orderNumber: 'AT-260606-0001',
    cityId: places.cityId,
    communityId: place.communityId,
    storeId: place.storeId,
    customerKey: 'b'.repeat(64) as CustomerKey,
    personId: ctx.newId() as PersonId,
    leadId,
    visitId: null,
    shareToken,
    packageId: ctx.newId<'Package'>(),
    touchpointId: place.touchpoints[0]!,
    totalFen: 3_000_000,
    channel: 'service' as const,
    groupBuyId: null,
    goodsNetFen: 3_000_000,
    leaderId: null,
  };
};
type Order = ReturnType<typeof newOrder>;

const placed = (order: Order) => OrderPlaced(order.orderId, { ...order, depositFen: 300_000 });
const paid = (order: Order) =>
  OrderPaid(order.orderId, {
    ...order,
    paymentId: world.ctx().newId<'Payment'>(),
    stage: 'deposit',
    amountFen: 300_000,
    paidFen: 300_000,
    paidAt: world.clock.now().toISOString(),
  });

async function hear(events: readonly ReturnType<typeof placed>[]): Promise<void> {
  await world.ctx().transaction((tx) => tx.announce(events));
  expect(await world.drain([onOrderPlaced])).toMatchObject({ parked: 0 });
}

async function newsOf({ orderId }: Order): Promise<unknown[]> {
  const events = await readAfter(world.database.db, 0, [OrderAttributed.type], 10_000);
  return events.filter((event) => event.aggregateId === orderId).map((event) => event.payload);
}

describe('an order', () => {
  test('belongs to the touchpoint of its lead, whoever holds the link now, and to the company of the community', async () => {
    const leadId = await leaveLead('13911110001');
    const order = newOrder({ leadId, shareToken: offer.token });
    await declineTask(world.ctx({ scope: scopeOf(offer.holder) }), { taskId: offer.taskId, reason: 'too_busy' });
    await world.drain();
    await hear([placed(order)]);
    expect(await newsOf(order)).toEqual([
      {
        orderId: order.orderId,
        cityId: places.cityId,
        communityId: places.here.communityId,
        packageId: order.packageId,
        leadId,
        playId: offer.playId,
        touchpointId: offer.holder,
        role: 'property_steward',
        partnerId,
      },
    ]);
    const kept = (await orderAttributions(world.database.db, [order.orderId])).get(order.orderId);
    expect(kept).toMatchObject({ basis: 'lead', shareToken: offer.token, attributedAt: world.clock.now() });
  });

  test('without a lead belongs to whoever holds its share link', async () => {
    const order = newOrder({ shareToken: offer.token });
    await hear([placed(order)]);
    expect(await newsOf(order)).toMatchObject([
      { leadId: null, playId: offer.playId, touchpointId: offer.next, role: 'property_steward', partnerId },
    ]);
  });

  test('that nobody brought is the company’s alone, or nobody’s; a lead and a link that nobody knows say nothing', async () => {
    const nothing = { leadId: null, playId: null, touchpointId: null, role: null };
    const [alone, nowhere] = [newOrder(), newOrder({ place: places.there })];
    const strange = newOrder({ leadId: world.ctx().newId<'Lead'>(), shareToken: 'no-such-token' });
    await hear([placed(alone), placed(nowhere), placed(strange)]);
    expect(await newsOf(alone)).toMatchObject([{ ...nothing, partnerId }]);
    expect(await newsOf(nowhere)).toMatchObject([{ ...nothing, partnerId: null }]);
    expect(await newsOf(strange)).toMatchObject([{ ...nothing, partnerId }]);
  });

  test('is announced once, by whichever word of it comes first', async () => {
    const [late, both] = [newOrder({ shareToken: offer.token }), newOrder()];
    await hear([paid(late)]);
    expect(await newsOf(late)).toMatchObject([{ touchpointId: offer.next }]);
    await hear([placed(late), paid(late), placed(both), paid(both), paid(both)]);
    expect([await newsOf(late), await newsOf(both)].map((news) => news.length)).toEqual([1, 1]);
    const same = newOrder();
    const answers = await Promise.all([1, 2, 3, 4].map(() => attributeOrder(world.ctx(), same)));
    expect(answers.filter((answer) => answer.announced)).toHaveLength(1);
    await world.drain([onOrderPlaced]);
    expect(await newsOf(same)).toHaveLength(1);
  });

  test('of a group buy belongs to its leader, many in one delivery; at a till to nobody at all', async () => {
    const leader = places.here.touchpoints[1]!;
    const bought = () => ({
      ...newOrder({ shareToken: offer.token }),
      channel: 'group_buy' as const,
      packageId: null,
      groupBuyId: world.ctx().newId<'GroupBuy'>(),
      touchpointId: leader,
    });
    const all = Array.from({ length: 8 }, bought);
    const counter = { ...bought(), channel: 'store' as const, communityId: null };
    await world
      .ctx()
      .transaction((tx) =>
        tx.announce([...all, counter].flatMap((order) => [placed(order as never), paid(order as never)])),
      );
    expect(await world.drain([onOrderPlaced])).toMatchObject({ parked: 0 });
    for (const order of all) {
      const expected = { packageId: null, leadId: null, playId: null, touchpointId: leader, partnerId };
      expect(await newsOf(order as never)).toMatchObject([expected]);
    }
    expect(await newsOf(counter as never)).toEqual([]);
    const [kept] = (await orderAttributions(world.database.db, [all[0]!.orderId])).values();
    expect(kept?.basis).toBe('group_buy');
  });
});
