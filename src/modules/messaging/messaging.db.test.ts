import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '#kernel/time';
import { listSandboxMessages } from '#platform/auth';
import type { Announcement } from '#platform/outbox';
import { NOTHING } from '#platform/permission';
import { OrderCancelled, OrderPaid, TeamFilled } from '#modules/commerce/events';
import { VisitBooked, VisitCancelled, VisitMoved, VisitProgressed } from '#modules/fulfilment/events';
import { NpsInvited } from '#modules/growth/events';
import { makeCustomer, makeStores, type StorePlace, useContext } from '#testing';
import { setOwnConsent } from './consents/set-own-consent.ts';
import { deliverMessage } from './messages/deliver-message.ts';
import { listInbox } from './messages/inbox-store.ts';
import { countMessages, listMessages } from './messages/message-store.ts';
import { deliverDue, messagingModule, queueMessage } from './index.ts';

const world = useContext();
const at = (text: string): Date => new Date(`2026-${text}:00+08:00`);
const drain = () => world.drain(messagingModule.subscriptions);
const announce = (events: readonly Announcement[]) => world.ctx().transaction((tx) => tx.announce(events));

let here: StorePlace;
let there: StorePlace;
let phones = 0;
type Customer = Awaited<ReturnType<typeof makeCustomer>>;
let customer: Customer;

beforeAll(async () => {
  ({ here, there } = await makeStores(() => world.ctx(), 'MA'));
});
beforeEach(async () => {
  world.clock.set(at('06-06T10:00'));
  customer = await newCustomer();
});

const newCustomer = (): Promise<Customer> => {
  phones += 1;
  return makeCustomer(world.ctx(), { name: '王小明', phone: `1390000${String(phones).padStart(4, '0')}` });
};
const recipient = (place = here, whose = customer) => ({
  ...whose,
  cityId: place.cityId,
  communityId: place.communityId,
  storeId: place.storeId,
});
const visitFacts = (visitId = world.ctx().newId<'Visit'>()) => ({
  ...recipient(),
  visitId,
  service: 'measure',
  leadId: null,
  shareToken: null,
  packageId: null,
  projectId: null,
  touchpointId: world.ctx().newId<'Touchpoint'>(),
  startsAt: at('06-09T10:00').toISOString(),
  endsAt: at('06-09T11:30').toISOString(),
});
const invitation = (whose = customer) => {
  const surveyId = world.ctx().newId<'Survey'>();
  const ids = { surveyId, projectId: world.ctx().newId<'Project'>(), orderId: world.ctx().newId<'Order'>() };
  return NpsInvited(surveyId, { ...recipient(here, whose), ...ids, surveyToken: `token-${surveyId}` });
};
const everything = { before: undefined, limit: 100 };
const ledger = async (whose = customer) => {
  const rows = await listMessages(world.database.db, world.ctx().scope, {}, { before: undefined, limit: 500 });
  return rows.filter((row) => row.customerKey === whose.customerKey).toReversed();
};
const inbox = (whose = customer) =>
  listInbox(world.database.db, { ...NOTHING, customer: whose.customerKey }, everything);
const sandbox = async () => (await listSandboxMessages(world.database.db, world.ctx().scope, 500)).length;
const says = (given: boolean, purpose: 'survey' | 'marketing', whose = customer) =>
  setOwnConsent(world.ctx({ scope: { ...NOTHING, customer: whose.customerKey } }), {
    purpose,
    given,
    version: '2026-01',
  });

describe('a message by day', () => {
  it('goes at once, to the inbox and by sandbox SMS, in words without a name', async () => {
    const visit = visitFacts();
    await announce([VisitBooked(visit.visitId, visit)]);
    expect(await drain()).toMatchObject({ parked: 0 });
    expect(await ledger()).toMatchObject([{ template: 'visit_booked', state: 'delivered', why: 'service' }]);
    const [told] = await inbox();
    expect(told).toMatchObject({ title: '上门时间约好了', link: `/my/visits/${visit.visitId}`, readAt: null });
    const [sms] = await listSandboxMessages(world.database.db, here.manager, 1);
    expect(sms).toMatchObject({ channel: 'sms', body: expect.stringContaining('6月9日（周二）10:00上门量房') });
    expect(await listSandboxMessages(world.database.db, there.manager, 500)).toEqual([]);
    expect(sms?.maskedTo).toMatch(/^139\*{4}\d{4}$/);
    const audited = await sql<{ purpose: string }>`
      select purpose from platform.audit_entry where subject_id = ${told?.messageId ?? ''}`.execute(world.database.db);
    expect(audited.rows).toMatchObject([{ purpose: 'send_message' }]);
  });

  it('tells everybody of a team that is full, and whose team was not that their money goes back', async () => {
    const [other, alone] = [await newCustomer(), await newCustomer()];
    const { cityId, communityId, storeId } = here;
    const place = { cityId, communityId, storeId, touchpointId: null, campaignId: null };
    const [teamId, groupBuyId] = [world.ctx().newId<'Team'>(), world.ctx().newId<'GroupBuy'>()];
    const members = [customer, other].map((whose) => ({ ...whose, orderId: world.ctx().newId<'Order'>() }));
    const full = TeamFilled(teamId, { ...place, groupBuyId, teamId, members });
    const orderId = world.ctx().newId<'Order'>();
    const order = { ...recipient(here, alone), orderId, orderNumber: '260606-1234-5678', totalFen: 2_990 };
    const none = { leadId: null, visitId: null, shareToken: null, packageId: null, touchpointId: null };
    const goods = { ...order, ...none, channel: 'group_buy' as const, groupBuyId, goodsNetFen: 2_990 };
    const called = ['group_failed', 'changed_mind'].map((reason) => OrderCancelled(orderId, { ...goods, reason }));
    await announce([full, full, ...called]);
    expect(await drain()).toMatchObject({ parked: 0 });
    for (const whose of [customer, other]) expect(await ledger(whose)).toMatchObject([{ template: 'team_filled' }]);
    expect(await inbox(alone)).toMatchObject([
      { title: '没成团，已给你退款', body: expect.stringContaining('¥29.90'), link: `/my/orders/${orderId}` },
    ]);
  });

  it('goes once, however often its event or its delivery comes', async () => {
    const visit = visitFacts();
    const before = await sandbox();
    await announce([VisitBooked(visit.visitId, visit), VisitBooked(visit.visitId, visit)]);
    await drain();
    const [row, ...more] = await ledger();
    expect(more).toEqual([]);
    const again = await Promise.all(Array.from({ length: 5 }, () => deliverMessage(world.ctx(), row!)));
    expect(again).toEqual([false, false, false, false, false]);
    expect(await deliverDue(world.ctx())).toBe(0);
    expect(await sandbox()).toBe(before + 1);
  });

  it('goes once when it is delivered from many sides at once', async () => {
    world.clock.set(at('06-06T23:00'));
    const visit = visitFacts();
    await announce([VisitBooked(visit.visitId, visit)]);
    await drain();
    const [row] = await ledger();
    world.clock.set(at('06-07T08:00'));
    const before = await sandbox();
    const took = await Promise.all(Array.from({ length: 8 }, () => deliverMessage(world.ctx(), row!)));
    expect(took.filter(Boolean)).toHaveLength(1);
    expect(await sandbox()).toBe(before + 1);
  });

  it('tells of each step, by SMS of the departure alone', async () => {
    const visit = visitFacts();
    for (const state of ['accepted', 'departed', 'arrived', 'done'] as const) {
      await announce([VisitProgressed(visit.visitId, { ...visit, state })]);
    }
    const before = await sandbox();
    await drain();
    expect((await ledger()).map((row) => row.template)).toEqual(['visit_accepted', 'visit_departed', 'visit_arrived']);
    expect(await sandbox()).toBe(before + 1);
  });
});

describe('the quiet hours', () => {
  it('hold a message until 8:00, and let a departure through', async () => {
    world.clock.set(at('06-06T22:30'));
    const visit = visitFacts();
    await announce([VisitBooked(visit.visitId, visit)]);
    await drain();
    const other = visitFacts();
    await announce([VisitProgressed(other.visitId, { ...other, state: 'departed' })]);
    await drain();
    expect((await ledger()).map((row) => [row.template, row.state, row.why, row.dueAt])).toEqual([
      ['visit_booked', 'deferred', 'quiet_hours', at('06-07T08:00')],
      ['visit_departed', 'delivered', 'urgent', at('06-06T22:30')],
    ]);
    world.clock.set(at('06-07T07:59'));
    expect(await deliverDue(world.ctx())).toBe(0);
    world.clock.set(at('06-07T08:00'));
    expect(await deliverDue(world.ctx())).toBe(1);
    expect((await ledger())[0]).toMatchObject({ state: 'delivered', reason: '夜里不打扰，等到早上 8 点才发出' });
    expect(await inbox()).toHaveLength(2);
  });

  it('end with what is still true: a visit that moved twice and was called off is told of once', async () => {
    world.clock.set(at('06-06T22:30'));
    const visit = visitFacts();
    const moved = (hour: string) => ({ ...visit, startsAt: at(`06-10T${hour}`).toISOString(), why: '改时间' });
    await announce([
      VisitBooked(visit.visitId, visit),
      VisitMoved(visit.visitId, { ...moved('10:00'), previousTouchpointId: null }),
      VisitMoved(visit.visitId, { ...moved('14:00'), previousTouchpointId: null }),
      VisitCancelled(visit.visitId, { ...visit, by: 'customer', reason: '不做了' }),
    ]);
    await drain();
    world.clock.set(at('06-07T08:00'));
    await deliverDue(world.ctx());
    expect((await ledger()).map((row) => [row.template, row.state, row.why])).toEqual([
      ['visit_booked', 'not_sent', 'superseded'],
      ['visit_moved', 'not_sent', 'superseded'],
      ['visit_moved', 'not_sent', 'superseded'],
      ['visit_cancelled', 'delivered', 'quiet_hours'],
    ]);
  });
});

describe('consent', () => {
  it('that is taken back in flight stops what waits of that purpose, and nothing else', async () => {
    world.clock.set(at('06-06T23:00'));
    const visit = visitFacts();
    await announce([invitation(), VisitBooked(visit.visitId, visit)]);
    await drain();
    await says(false, 'survey');
    world.clock.set(at('06-07T09:00'));
    await deliverDue(world.ctx());
    const rows = await ledger();
    expect(rows.find((row) => row.template === 'nps_invited')).toMatchObject({
      state: 'not_sent',
      why: 'consent_withdrawn',
      reason: '还没发出，本人就关掉了这类消息，不发',
    });
    expect((await inbox()).map((told) => told.template)).toEqual(['visit_booked']);
    await announce([invitation()]);
    await drain();
    expect((await ledger()).at(-1)).toMatchObject({ state: 'not_sent', why: 'opted_out' });
  });

  it('to marketing is asked for by itself, and can be given, taken back and given again', async () => {
    const offer = (shareToken: string) =>
      queueMessage(world.ctx(), {
        ...recipient(),
        template: 'offer_open',
        about: { kind: 'offer', id: shareToken },
        params: { shareToken },
      });
    await offer('a');
    await says(true, 'marketing');
    await offer('b');
    await drain();
    await says(false, 'marketing');
    await offer('c');
    await says(true, 'marketing');
    await offer('d');
    await drain();
    expect((await ledger()).map((row) => [row.state, row.why])).toEqual([
      ['not_sent', 'no_consent'],
      ['delivered', 'consented'],
      ['not_sent', 'opted_out'],
      ['delivered', 'consented'],
    ]);
    await expect(
      setOwnConsent(world.ctx({ scope: { ...NOTHING, customer: customer.customerKey } }), {
        purpose: 'marketing',
        given: true,
        version: '2019-01',
      }),
    ).rejects.toMatchObject({ code: 'consent-text-outdated' });
  });
});

describe('caps', () => {
  it('let one survey through in 30 days, also when two are asked for at once', async () => {
    await announce([invitation(), invitation(), invitation()]);
    await drain();
    expect((await ledger()).map((row) => row.why).toSorted()).toEqual(['cap', 'cap', 'not_refused']);
    world.clock.set(at('07-06T09:59'));
    await announce([invitation()]);
    await drain();
    expect((await ledger()).at(-1)).toMatchObject({ why: 'cap', reason: expect.stringContaining('30 天内最多 1 条') });
    world.clock.set(at('07-06T10:00'));
    await announce([invitation()]);
    await drain();
    expect((await ledger()).at(-1)).toMatchObject({ state: 'delivered' });
  });

  it('stop the thirteenth message of a day, of one customer and not of another', async () => {
    const orderId = world.ctx().newId<'Order'>();
    const paid = (whose: Customer) => {
      const paymentId = world.ctx().newId<'Payment'>();
      return OrderPaid(orderId, {
        ...recipient(here, whose),
        orderId,
        paymentId,
        leadId: null,
        visitId: null,
        shareToken: null,
        packageId: world.ctx().newId<'Package'>(),
        touchpointId: world.ctx().newId<'Touchpoint'>(),
        orderNumber: 'DD-MA-260606-0001',
        totalFen: 100_000,
        channel: 'service',
        groupBuyId: null,
        goodsNetFen: 100_000,
        amountFen: 1_000,
        paidFen: 1_000,
        stage: 'deposit',
        paidAt: world.clock.now().toISOString(),
      });
    };
    await announce(Array.from({ length: 13 }, () => paid(customer)));
    const other = await newCustomer();
    await announce([paid(other)]);
    await drain();
    const rows = await ledger();
    expect(rows.filter((row) => row.state === 'delivered')).toHaveLength(12);
    expect(rows.filter((row) => row.why === 'cap')).toHaveLength(1);
    expect(await ledger(other)).toMatchObject([{ state: 'delivered' }]);
  });

  it('hold when decisions race', async () => {
    const draft = (id: string) => ({
      ...recipient(),
      template: 'nps_invited' as const,
      about: { kind: 'survey', id },
      params: { surveyToken: id },
    });
    await Promise.all(Array.from({ length: 6 }, (_, n) => queueMessage(world.ctx(), draft(`race-${n}`))));
    const rows = await ledger();
    expect(rows.filter((row) => row.state === 'queued')).toHaveLength(1);
    await Promise.all(Array.from({ length: 4 }, () => queueMessage(world.ctx(), draft('race-0'))));
    expect(await ledger()).toHaveLength(rows.length);
  });
});

describe('the ledger', () => {
  it('is seen by area', async () => {
    const visit = visitFacts();
    await announce([VisitBooked(visit.visitId, visit)]);
    await drain();
    const { db } = world.database;
    const filter = { madeFrom: world.clock.now(), madeBefore: new Date(world.clock.now().getTime() + HOUR) };
    const near = await listMessages(db, here.manager, filter, everything);
    expect(near.map((row) => row.customerKey)).toContain(customer.customerKey);
    expect(await listMessages(db, there.manager, {}, everything)).toEqual([]);
    expect(await countMessages(db, there.manager, {})).toEqual({});
  });
});
