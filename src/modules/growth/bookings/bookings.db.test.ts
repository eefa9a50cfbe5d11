import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TouchpointId, UserId } from '#kernel/ids';
import { businessDay, MINUTE } from '#kernel/time';
import { customerOf } from '#platform/auth';
import { addTouchpoints } from '#modules/touchpoints';
import { useServer, type Answer } from '#testing';
import { addCode } from '../codes/add-code.ts';
import { attributionOf, recordLead, searchLeads, offerView } from '../index.ts';
import { approveOffer, makeOfferPlaces, type OfferPlaces } from '../test-places.ts';
import type { BookedAnswer, BookingView, FreeSlot, HoldAnswer, SlotsAnswer } from './booking-contract.ts';
import { addDesigner } from './test-designer.ts';

const server = useServer({ rateLimits: false });
const headers = { 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0' };

let places: OfferPlaces;
let designer: TouchpointId;
beforeAll(async () => {
  const ctx = () => server.world.ctx();
  places = await makeOfferPlaces(ctx, 'BK');
  designer = await addDesigner(ctx, { ...places.here, cityId: places.cityId }, { code: 'D1', phone: '13700000001' });
  await server.drain();
});

let made = 0;
const nextPhone = (): string => `1360000${String((made += 1)).padStart(4, '0')}`;
const browser = (): string => `browser-${(made += 1)}-of-a-resident`;

async function makeCode(over: Partial<Parameters<typeof addCode>[1]> = {}): Promise<string> {
  const asked = { label: '3幢电梯厅', communityId: places.here.communityId, ...over };
  return (await addCode(server.world.ctx(), asked)).code;
}

async function makeOffer(): Promise<string> {
  const playId = await approveOffer(() => server.world.ctx(), places.here.communityId, `B${(made += 1)}`);
  await server.drain();
  const found = await sql<{ share_token: string }>`
    select share_token from growth.share_link where play_id = ${playId}`.execute(server.world.database.db);
  return found.rows[0]!.share_token;
}

const path = (token: string): string => `/api/growth/bookings/${token}`;
const today = (): string => businessDay(server.world.clock.now());
const view = async (token: string) => (await server.anonymous.get(path(token))).body as BookingView;

async function freeTimes(token: string): Promise<FreeSlot[]> {
  const { body } = await server.anonymous.get(`${path(token)}/slots?days=14`);
  return (body as SlotsAnswer).days.flatMap((day) => day.slots);
}

const hold = (token: string, startsAt: string, visitorId: string) =>
  server.anonymous.post(`${path(token)}/holds`, { startsAt, visitorId }, { headers });

interface Form {
  readonly phone?: string;
  readonly name?: string;
  readonly over?: Readonly<Record<string, unknown>>;
}

async function confirm(token: string, holdId: string, visitorId: string, form: Form = {}): Promise<Answer<unknown>> {
  const { consentVersion } = await view(token);
  const body = {
    holdId,
    visitorId,
    consentVersion,
    name: form.name ?? '王女士',
    phone: form.phone ?? nextPhone(),
    address: '3幢2单元501',
    ...form.over,
  };
  return server.anonymous.post(path(token), body, { headers });
}

/** Holds the last free time and books it. */
async function book(token: string, form: Form = {}): Promise<Answer<unknown>> {
  const visitorId = browser();
  const slot = (await freeTimes(token)).at(-1);
  const held = await hold(token, slot!.startsAt, visitorId);
  expect(held.status).toBe(200);
  return confirm(token, (held.body as HoldAnswer).holdId, visitorId, form);
}

async function leadOf(leadNumber: string) {
  const [lead] = await searchLeads(server.world.ctx(), leadNumber, 1);
  return lead!;
}

const counted = async (): Promise<{ leads: number; visits: number; bookings: number }> => {
  const found = await sql<{ leads: number; visits: number; bookings: number }>`
    select (select count(*) from growth.lead) as leads, (select count(*) from fulfilment.visit) as visits,
      (select count(*) from growth.booking) as bookings`.execute(server.world.database.db);
  return found.rows[0]!;
};

describe('the booking page', () => {
  it('of a printed code shows where, what and whose, without a name', async () => {
    const [steward] = places.here.touchpoints;
    const code = await makeCode({ touchpointId: steward! });
    expect(await view(code.toLowerCase())).toMatchObject({
      token: code,
      via: 'code',
      state: 'open',
      communities: [{ name: '青枫里', city: '城市BK' }],
      service: { code: 'measure', name: '上门量房' },
      touchpoint: { maskedName: '王*', roleName: '物业管家' },
    });
    expect((await server.anonymous.get(path('ZZZZZZ'))).status).toBe(404);
    expect((await server.anonymous.get(path('nobody-gave-this-out'))).status).toBe(404);
  });

  it('lists every day that was asked for, and only times at which somebody can come', async () => {
    const code = await makeCode();
    const { body } = await server.anonymous.get(`${path(code)}/slots?days=3`);
    expect((body as SlotsAnswer).days).toHaveLength(3);
    const elsewhere = await makeCode({ communityId: places.there.communityId });
    expect(await freeTimes(elsewhere)).toEqual([]);
    expect((await freeTimes(code)).every((slot) => slot.left === 1)).toBe(true);
  });

  it("of a touchpoint's own code asks which of their communities it is", async () => {
    const [steward] = places.here.touchpoints;
    const code = await makeCode({ communityId: undefined, touchpointId: steward! });
    expect((await view(code)).communities.map((place) => place.communityId)).toEqual([places.here.communityId]);
    const { status, body } = await server.anonymous.get(`${path(code)}/slots?communityId=${places.there.communityId}`);
    expect([status, body]).toMatchObject([422, { code: 'booking-community-missing' }]);
  });
});

describe('prices on the booking page', () => {
  it('are those of the community, the same for everybody, on a code and on an offer', async () => {
    const token = await makeOffer();
    const code = await makeCode();
    const [offered] = (await view(token)).packages;
    const priceOf = async (path_: string, client = server.anonymous) => {
      const { packages } = (await client.get(path_)).body as BookingView;
      return packages.find((each) => each.packageId === offered!.packageId)?.priceFen;
    };
    expect([await priceOf(path(token)), await priceOf(path(code))]).toEqual([399_900, 399_900]);
    const admin = await server.signInAs('admin');
    const list = { packageId: offered!.packageId, optionCode: null, from: today(), to: null };
    for (const [areaKind, areaId, priceFen] of [
      ['store', places.here.storeId, 389_900],
      ['community', places.there.communityId, 369_900],
    ] as const) {
      const answer = await admin.post('/api/commerce/prices', { ...list, areaKind, areaId, priceFen });
      expect(answer.status).toBe(201);
    }
    server.world.clock.advance(MINUTE);
    expect([await priceOf(path(token)), await priceOf(path(code))]).toEqual([389_900, 389_900]);
    expect(await priceOf(path(code), admin)).toBe(389_900);
    const there = await makeCode({ communityId: places.there.communityId });
    expect(await priceOf(path(there))).toBe(369_900);
  });

  it('of a code for several communities wait for the one that is picked', async () => {
    const { here, there, cityId } = places;
    const { touchpointIds } = await addTouchpoints(server.world.ctx(), [
      {
        externalCode: 'BK-both',
        name: '周顾问',
        phone: '13700000077',
        role: 'realtor',
        partnerId: null,
        cityId,
        storeId: here.storeId,
        communityIds: [here.communityId, there.communityId],
      },
    ]);
    const code = await makeCode({ communityId: undefined, touchpointId: touchpointIds[0]! });
    const page = await view(code);
    expect(page.communities).toHaveLength(2);
    expect(page.packages.length).toBeGreaterThan(0);
    expect(page.packages.every((each) => each.priceFen === null)).toBe(true);
    const picked = await server.anonymous.get(`${path(code)}?communityId=${there.communityId}`);
    expect((picked.body as BookingView).packages.every((each) => each.priceFen !== null)).toBe(true);
    const elsewhere = await server.anonymous.get(`${path(await makeCode())}?communityId=${there.communityId}`);
    expect([elsewhere.status, elsewhere.body]).toMatchObject([422, { code: 'booking-community-missing' }]);
  });
});

describe('booking', () => {
  it('makes a lead and a visit, tells the numbers and who comes, and keeps what is personal in the vault', async () => {
    const code = await makeCode();
    const phone = nextPhone();
    const { status, body } = await book(code, { phone, over: { need: '漏水', note: '周末在家' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      leadNumber: expect.stringMatching(/^BK-\d{6}-\d{4}$/),
      visitNumber: expect.stringMatching(/BK-\d{6}-\d{4}$/),
      communityName: '青枫里',
      who: { maskedName: '沈*', roleName: '设计师' },
    });
    await server.drain();
    const booked = body as BookedAnswer;
    const lead = await leadOf(booked.leadNumber);
    expect(lead).toMatchObject({ channel: 'code', state: 'visit_booked', visitAt: booked.startsAt, name: '王*' });
    // A community's code belongs to nobody: whoever comes follows it up.
    expect(lead.touchpointId).toBe(designer);
    const dump = await sql<{ text: string }>`
      select (select jsonb_agg(l) from growth.lead l)::text || (select jsonb_agg(b) from growth.booking b)::text ||
        (select jsonb_agg(v) from fulfilment.visit v)::text || (select jsonb_agg(o) from platform.outbox o)::text ||
        (select jsonb_agg(a) from platform.audit_entry a)::text as text`.execute(server.world.database.db);
    for (const secret of [phone, '王女士', '3幢2单元', '周末在家']) expect(dump.rows[0]!.text).not.toContain(secret);
  });

  it('shows the visit and the lead to whoever signs in with the phone, and to nobody else', async () => {
    const phone = nextPhone();
    const booked = (await book(await makeCode(), { phone })).body as BookedAnswer;
    const as = async (number: string) => {
      const ctx = server.world.ctx();
      const userId = await ctx.transaction((tx): Promise<UserId> => customerOf(ctx, tx, number));
      const client = await server.client(userId);
      return JSON.stringify((await client.get('/api/growth/own/leads')).body);
    };
    expect(await as(phone)).toContain(booked.leadNumber);
    expect(await as(nextPhone())).not.toContain(booked.leadNumber);
  });

  it('is called off with its lead, once: what is booked after that stands, and nothing comes back', async () => {
    const phone = nextPhone();
    const code = await makeCode();
    const booked = (await book(code, { phone })).body as BookedAnswer;
    await server.drain();
    const lead = await leadOf(booked.leadNumber);
    const ctx = server.world.ctx();
    const resident = await server.client(await ctx.transaction((tx) => customerOf(ctx, tx, phone)));
    expect((await resident.post(`/api/growth/own/leads/${lead.leadId}/withdraw`, {})).status).toBe(200);
    expect(await server.drain()).toEqual({ parked: 0 });
    const own = (await resident.get('/api/fulfilment/own/visits')).body as { items: { visitId: string }[] };
    expect(own.items).toMatchObject([{ state: 'cancelled', cancelledBy: 'system', cancelReasonName: '需求已结束' }]);
    expect((await freeTimes(code)).map((slot) => slot.startsAt)).toContain(booked.startsAt);
    const admin = await server.signInAs('admin');
    const { body } = await admin.get(`/api/growth/leads/${lead.leadId}`);
    const { timeline, state } = body as { timeline: { move: string }[]; state: string };
    expect([state, timeline.at(-1)?.move]).toEqual(['lost', 'lost']);
    const again = await admin.post('/api/fulfilment/visits', {
      previousVisitId: own.items[0]!.visitId,
      service: 'measure',
      startsAt: booked.startsAt,
    });
    expect(await server.drain()).toEqual({ parked: 0 });
    const next = await resident.get(`/api/fulfilment/own/visits/${String(again.body['visitId'])}`);
    expect(next.body).toMatchObject({ state: 'booked' });
  });

  it("of an offer's link gives the lead to who shared it", async () => {
    const token = await makeOffer();
    const booked = (await book(token)).body as BookedAnswer;
    const lead = await leadOf(booked.leadNumber);
    expect(lead.channel).toBe('offer_page');
    const owed = (await attributionOf(server.world.database.db, [lead.leadId])).get(lead.leadId);
    expect(owed).toMatchObject({ shareToken: token, touchpointId: lead.touchpointId });
    expect(places.here.touchpoints).toContain(lead.touchpointId);
  });

  it('refuses one of two who race for the last time, kindly and with the next ones, and their form is good then', async () => {
    const code = await makeCode();
    const slot = (await freeTimes(code)).at(-1)!;
    const visitors = [browser(), browser()];
    const held = await Promise.all(visitors.map((visitorId) => hold(code, slot.startsAt, visitorId)));
    expect(held.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const late = held.findIndex((answer) => answer.status === 409);
    const refusal = held[late]!.body as { code: string; detail: string; next: FreeSlot[] };
    expect(refusal.code).toBe('slot-taken');
    expect(refusal.detail).toMatch(/[一-龥]/);
    expect(refusal.next.map((free) => free.startsAt)).not.toContain(slot.startsAt);
    const other = (await freeTimes(code)).at(-2)!;
    const again = await hold(code, other.startsAt, visitors[late]!);
    const before = await counted();
    const both = await Promise.all([
      confirm(code, (held[1 - late]!.body as HoldAnswer).holdId, visitors[1 - late]!),
      confirm(code, (again.body as HoldAnswer).holdId, visitors[late]!),
    ]);
    expect(both.map((answer) => answer.status)).toEqual([200, 200]);
    const now = await counted();
    expect([now.leads - before.leads, now.visits - before.visits]).toEqual([2, 2]);
  });

  it('says that a hold ran out, offers other times, and writes nothing', async () => {
    const code = await makeCode();
    const visitorId = browser();
    const slot = (await freeTimes(code)).at(-1)!;
    const { body } = await hold(code, slot.startsAt, visitorId);
    const before = await counted();
    server.world.clock.advance(11 * MINUTE);
    const late = await confirm(code, (body as HoldAnswer).holdId, visitorId);
    expect([late.status, late.body]).toMatchObject([409, { code: 'hold-expired' }]);
    expect((late.body as { next: FreeSlot[] }).next.length).toBeGreaterThan(0);
    expect(await counted()).toEqual(before);
  });

  it('keeps one time for a browser, and nobody books what another holds', async () => {
    const code = await makeCode();
    const [one, two] = [browser(), browser()];
    const free = await freeTimes(code);
    const first = (await hold(code, free.at(-1)!.startsAt, one)).body as HoldAnswer;
    expect((await freeTimes(code)).map((slot) => slot.startsAt)).not.toContain(first.startsAt);
    expect((await confirm(code, first.holdId, two)).status).toBe(409);
    const second = await hold(code, free[0]!.startsAt, one);
    expect(second.status).toBe(200);
    expect((await freeTimes(code)).map((slot) => slot.startsAt)).toContain(first.startsAt);
    expect((await confirm(code, first.holdId, one)).status).toBe(409);
  });

  it('puts the visit of a phone that is known under its lead, whatever spelling, and takes one at a time', async () => {
    const token = await makeOffer();
    const phone = nextPhone();
    const consentVersion = (await offerView(server.world.ctx(), token))!.consentVersion;
    const { leadNumber } = await recordLead(server.world.ctx(), {
      shareToken: token,
      name: '王女士',
      phone,
      need: '',
      note: '',
      consentVersion,
      visitorId: browser(),
    });
    const before = await counted();
    const booked = await book(token, { phone: `+86 ${phone}` });
    expect(booked.body).toMatchObject({ leadNumber });
    await server.drain();
    expect(await leadOf(leadNumber)).toMatchObject({ state: 'visit_booked', channel: 'offer_page' });
    expect((await counted()).leads).toBe(before.leads);
    const again = await book(token, { phone });
    expect([again.status, again.body]).toMatchObject([409, { code: 'booked-before' }]);
    expect(JSON.stringify(again.body)).not.toContain(leadNumber);
    expect((await counted()).visits).toBe(before.visits + 1);
  });

  it('is one visit for a phone that books twice at once', async () => {
    const token = await makeOffer();
    const phone = nextPhone();
    const before = await counted();
    const free = await freeTimes(token);
    const visitors = [browser(), browser()];
    const held = [
      await hold(token, free.at(-1)!.startsAt, visitors[0]!),
      await hold(token, free[0]!.startsAt, visitors[1]!),
    ];
    const answers = await Promise.all(
      held.map(({ body }, at) => confirm(token, (body as HoldAnswer).holdId, visitors[at]!, { phone })),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const now = await counted();
    expect([now.leads - before.leads, now.visits - before.visits]).toEqual([1, 1]);
  });

  it('lets somebody who was erased come back as somebody new', async () => {
    const token = await makeOffer();
    const phone = nextPhone();
    const first = await leadOf(((await book(token, { phone })).body as BookedAnswer).leadNumber);
    const { vault } = server.world.services;
    const found = await vault.find(server.world.database.db, 'phone', phone);
    for (const personId of found) await server.world.ctx().transaction((tx) => vault.erase(tx, personId));
    const second = await book(token, { phone, name: '李先生' });
    expect(second.status).toBe(200);
    const lead = await leadOf((second.body as BookedAnswer).leadNumber);
    expect(lead.leadNumber).not.toBe(first.leadNumber);
    expect(lead.name).toBe('李*');
  });

  it('takes no booking without the consent that holds, a real phone and a door, nor on a code out of use', async () => {
    const code = await makeCode();
    for (const [over, status] of [
      [{ consentVersion: 'old' }, 409],
      [{ phone: '12345' }, 422],
      [{ address: '' }, 422],
      [{ need: '火箭' }, 422],
      [{ packageId: '01900000-0000-7000-8000-000000000000' }, 422],
      [{ holdId: '01900000-0000-7000-8000-000000000000' }, 409],
    ] as const) {
      expect((await book(code, { over })).status).toBe(status);
    }
    const admin = await server.signInAs('admin');
    expect((await admin.post(`/api/growth/codes/${code}/revoke`, {})).status).toBe(200);
    expect((await view(code)).state).toBe('closed');
    const { status, body } = await hold(code, new Date().toISOString(), browser());
    expect([status, body]).toMatchObject([409, { code: 'booking-closed' }]);
  });

  it('of a time that was held for elsewhere is refused', async () => {
    const there = await makeCode({ communityId: places.there.communityId });
    const here = await makeCode();
    const visitorId = browser();
    const slot = (await freeTimes(here)).at(-1)!;
    const { body } = await hold(here, slot.startsAt, visitorId);
    expect((await confirm(there, (body as HoldAnswer).holdId, visitorId)).status).toBe(404);
  });
});
