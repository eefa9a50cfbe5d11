import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { IllegalMove, NotFound } from '#kernel/errors';
import { fen } from '#kernel/money';
import type { Id, TouchpointId, UserId } from '#kernel/ids';
import { DAY, HOUR } from '#kernel/time';
import type { Actor } from '#platform/context';
import { readAfter } from '#platform/outbox';
import { NOTHING } from '#platform/permission';
import { InvalidPersonalData, PersonErased } from '#platform/privacy';
import { withdrawPlay } from '#modules/intelligence';
import { declineTask } from '#modules/touchpoints';
import { useContext } from '#testing';
import { ConsentOutdated, ConsentWithdrawn } from './consents/consent.ts';
import {
  attributionOf,
  closeLead,
  exportLeads,
  followUpLead,
  offerView,
  publishConsentText,
  recordLead,
  recordVisit,
  revealLead,
  searchLeads,
  type LeadId,
} from './index.ts';
import { describeLead } from './leads/describe-leads.ts';
import { filterOf, leadsPage } from './leads/lead-query.ts';
import { leadInScope } from './leads/lead-store.ts';
import { OfferNotOpen, type LeadState } from './leads/lead.ts';
import { approveOffer, makeOfferPlaces, scopeOf, type OfferPlaces } from './test-places.ts';

const world = useContext();
const person = { userAgent: 'Mozilla/5.0 MicroMessenger/8.0', purpose: undefined };
const page = { cursor: undefined, limit: 50 };
const all = { view: 'all' } as const;

let places: OfferPlaces;
beforeAll(async () => {
  places = await makeOfferPlaces(() => world.ctx(), 'GR');
  await world.drain();
});

interface OpenOffer {
  token: string;
  playId: Id<'Play'>;
  taskId: Id<'Task'>;
  /** The steward who was asked: whoever has less to do. */
  holder: TouchpointId;
  /** The other one who serves the community. */
  other: TouchpointId;
}

let offers = 0;
/** A fresh approved play, offered to a steward of the community. */
async function makeOffer(place = places.here): Promise<OpenOffer> {
  offers += 1;
  const playId = await approveOffer(() => world.ctx(), place.communityId, `P${offers}`);
  await world.drain();
  const found = await sql<{ share_token: string; task_id: Id<'Task'>; touchpoint_id: TouchpointId }>`
    select share_token, task_id, touchpoint_id from growth.share_link where play_id = ${playId}`.execute(
    world.database.db,
  );
  const [link] = found.rows;
  if (link === undefined) throw new Error('no link was made');
  const holder = link.touchpoint_id;
  const other = place.touchpoints.find((touchpointId) => touchpointId !== holder);
  if (other === undefined) throw new Error('two serve the community');
  return { token: link.share_token, playId, taskId: link.task_id, holder, other };
}

let phones = 0;
const nextPhone = (): string => `1390000${String((phones += 1)).padStart(4, '0')}`;

const visit = (token: string, visitorId: string, headers = person) =>
  recordVisit(world.ctx({ actor: { kind: 'anonymous' }, scope: NOTHING }), { shareToken: token, visitorId, headers });

async function leave(token: string, over: Partial<Parameters<typeof recordLead>[1]> = {}) {
  const offer = await offerView(world.ctx(), token);
  return recordLead(world.ctx({ actor: { kind: 'anonymous' }, scope: NOTHING }), {
    shareToken: token,
    name: '王女士',
    phone: nextPhone(),
    need: '漏水',
    note: '',
    consentVersion: offer?.consentVersion ?? '',
    visitorId: `visitor-${phones}-${token}`,
    ...over,
  });
}

async function leadOf(leadNumber: string): Promise<LeadId> {
  const [found] = await searchLeads(world.ctx(), leadNumber, 1);
  if (found === undefined) throw new Error(`no lead ${leadNumber}`);
  return found.leadId;
}

const steward = (touchpointId: TouchpointId) => {
  const actor: Actor = { kind: 'user', userId: world.ctx().newId<'User'>() as UserId, touchpointId };
  return world.ctx({ scope: scopeOf(touchpointId), actor });
};

async function announced(type: string): Promise<Record<string, unknown>[]> {
  await world.drain();
  const rows = await readAfter(world.database.db, 0, [type], 500);
  return rows.map((row) => row.payload as Record<string, unknown>);
}

describe('the offer page', () => {
  it('shows the offer, who shared it and honest numbers', async () => {
    const { token } = await makeOffer();
    expect(await offerView(world.ctx(), 'nobodys')).toBeUndefined();
    const before = await offerView(world.ctx(), token);
    expect(before).toMatchObject({
      community: { name: '青枫里', city: '城市GR' },
      package: { priceFen: 399_900, originalPriceFen: 499_900, unit: '/套' },
      play: { action: '预约免费上门量房' },
      touchpoint: { maskedName: '王*', roleName: '物业管家' },
      neighbours: { count: 0, visitors: 0, recent: [] },
      state: 'open',
    });
    await visit(token, 'visitor-a1');
    await leave(token, { name: '李雷' });
    expect((await offerView(world.ctx(), token))?.neighbours).toEqual({
      count: 1,
      visitors: 2,
      recent: [{ mask: '李*', agoMinutes: 0 }],
    });
    world.clock.advance(7 * DAY + HOUR);
    expect(await offerView(world.ctx(), token)).toMatchObject({
      state: 'expired',
      neighbours: { count: 0, recent: [] },
    });
  });

  it('counts a browser once, however often it comes at once, and no programs', async () => {
    const { token, playId } = await makeOffer();
    const counted = await Promise.all(Array.from({ length: 8 }, () => visit(token, 'the-same-browser')));
    expect(counted.filter((each) => each.counted)).toHaveLength(1);
    expect(await visit(token, 'another-browser')).toEqual({ counted: true });
    expect(await visit(token, 'a-program', { ...person, userAgent: 'Baiduspider/2.0' })).toEqual({ counted: false });
    expect((await announced('OfferVisited')).filter((visited) => visited['playId'] === playId)).toHaveLength(2);
    await expect(visit('nobodys', 'visitor-a2')).rejects.toThrow(NotFound);
  });

  it('takes no lead once the play was taken back', async () => {
    const { token, playId } = await makeOffer();
    await withdrawPlay(world.ctx(), { playId, reason: '价格写错了' });
    expect((await offerView(world.ctx(), token))?.state).toBe('closed');
    await expect(leave(token)).rejects.toThrow(OfferNotOpen);
    expect(await visit(token, 'late-visitor')).toEqual({ counted: false });
  });
});

describe('leaving a lead', () => {
  it('gives a number, says who calls when, and keeps no personal data outside the vault', async () => {
    const { token, playId } = await makeOffer();
    const phone = nextPhone();
    const left = await leave(token, { phone, note: '卫生间漏到楼下' });
    expect(left).toMatchObject({ leadNumber: expect.stringMatching(/^GR-\d{6}-\d{4}$/), alreadyLeft: false });
    expect(left.message).toMatch(/^物业管家 [王李]\*会在(今天|明天) \d+:\d\d 前打给你。$/);
    const recorded = (await announced('LeadRecorded')).filter((lead) => lead['playId'] === playId);
    expect(recorded).toHaveLength(1);
    const dump = await sql<{ text: string }>`
      select (select jsonb_agg(l) from growth.lead l)::text || (select jsonb_agg(s) from growth.lead_step s)::text ||
        (select jsonb_agg(c) from growth.consent c)::text || (select jsonb_agg(p) from growth.phone_lead p)::text ||
        (select jsonb_agg(o) from platform.outbox o)::text as text`.execute(world.database.db);
    const text = dump.rows[0]?.text ?? '';
    expect(text).toContain(String(recorded[0]?.['leadId']));
    for (const secret of [phone, '王女士', '漏到楼下']) expect(text).not.toContain(secret);
  });

  it('is one for a phone and a play, whoever is faster', async () => {
    const { token, playId } = await makeOffer();
    const phone = nextPhone();
    const spellings = [phone, `+86 ${phone}`, `86${phone}`, phone];
    const answers = await Promise.all(
      spellings.map((spelling, at) => leave(token, { phone: spelling, visitorId: `v-${phone}-${at}` })),
    );
    expect(new Set(answers.map((answer) => answer.leadNumber)).size).toBe(1);
    expect(answers.filter((answer) => !answer.alreadyLeft)).toHaveLength(1);
    expect((await announced('LeadRecorded')).filter((lead) => lead['playId'] === playId)).toHaveLength(1);
    const other = await makeOffer();
    expect(await leave(other.token, { phone })).toMatchObject({ alreadyLeft: false });
  });

  it('answers the same for the same key', async () => {
    const { token } = await makeOffer();
    const input = { phone: nextPhone(), visitorId: 'one-browser' };
    const offer = await offerView(world.ctx(), token);
    const send = () =>
      recordLead(world.ctx({ actor: { kind: 'anonymous' }, scope: NOTHING, key: `key-${token}` }), {
        shareToken: token,
        name: '王女士',
        need: '',
        note: '',
        consentVersion: offer?.consentVersion ?? '',
        ...input,
      });
    expect(await send()).toEqual(await send());
  });

  it('needs consent to the text that holds now, and keeps which one it was', async () => {
    const { token } = await makeOffer();
    const old = (await offerView(world.ctx(), token))?.consentVersion ?? '';
    world.clock.advance(HOUR);
    const text = '同意本店用上面的称呼和电话联系我，只为沟通这次预约，随时可以要求删除。';
    await publishConsentText(world.ctx(), { version: 'next', text });
    const refused = leave(token, { consentVersion: old });
    await expect(refused).rejects.toThrow(ConsentOutdated);
    await expect(refused).rejects.toMatchObject({ params: { version: 'next', text } });
    const leadId = await leadOf((await leave(token)).leadNumber);
    const lead = await leadInScope(world.database.db, world.ctx().scope, leadId);
    const { consent } = await describeLead(world.ctx(), lead!);
    expect(consent).toMatchObject({ version: 'next', givenBy: 'self', withdrawnAt: null });
    expect(consent.textHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names what is wrong with name and phone', async () => {
    const { token } = await makeOffer();
    await expect(leave(token, { phone: '12345' })).rejects.toThrow(InvalidPersonalData);
    await expect(leave(token, { phone: '12345' })).rejects.toMatchObject({ faults: [{ path: 'phone' }] });
  });

  it('belongs to who held the task when the link was opened', async () => {
    const { token, taskId, holder, other } = await makeOffer();
    await visit(token, 'early-visitor');
    await declineTask(steward(holder), { taskId, reason: 'too_busy' });
    await world.drain();
    const early = await leadOf((await leave(token, { visitorId: 'early-visitor' })).leadNumber);
    const late = await leadOf((await leave(token, { visitorId: 'late-visitor-1' })).leadNumber);
    const owed = await attributionOf(world.database.db, [early, late]);
    expect(owed.get(early)?.touchpointId).toBe(holder);
    expect(owed.get(late)).toMatchObject({ touchpointId: other, shareToken: token, taskId });
  });

  it('belongs to who has the task now, also in the moment before the news of it arrived', async () => {
    const { token, taskId, holder, other } = await makeOffer();
    await visit(token, 'early-visitor');
    await declineTask(steward(holder), { taskId, reason: 'too_busy' });
    const lead = await leadOf((await leave(token, { visitorId: 'late-visitor-2' })).leadNumber);
    expect((await attributionOf(world.database.db, [lead])).get(lead)?.touchpointId).toBe(other);
    await world.drain();
  });

  it('lets somebody who was erased come back by their own act', async () => {
    const { token } = await makeOffer();
    const phone = nextPhone();
    const first = await leave(token, { phone });
    const lead = await leadInScope(world.database.db, world.ctx().scope, await leadOf(first.leadNumber));
    await world.ctx().transaction((tx) => world.services.vault.erase(tx, lead!.personId));
    await expect(revealLead(world.ctx(), { leadId: lead!.leadId })).rejects.toThrow(PersonErased);
    const second = await leave(token, { phone });
    expect(second).toMatchObject({ alreadyLeft: false });
    expect(second.leadNumber).not.toBe(first.leadNumber);
    expect(await revealLead(world.ctx(), { leadId: await leadOf(second.leadNumber) })).toMatchObject({ phone });
  });
});

describe('following a lead up', () => {
  it('goes from the call to the signing, with a timeline, notes sealed and each step announced once', async () => {
    const { token, holder } = await makeOffer();
    const phone = nextPhone();
    const leadId = await leadOf((await leave(token, { phone, note: '周末在家' })).leadNumber);
    const mine = () => steward(holder);
    const step = (to: 'contacted' | 'visit_booked' | 'quoted', note = '') =>
      followUpLead(mine(), { leadId, step: to, note, visitAt: null });
    await step('contacted', '说楼上渗水');
    await step('contacted');
    await step('visit_booked');
    await step('quoted');
    await closeLead(mine(), { leadId, outcome: 'won', reason: null, note: '', amountFen: fen(1_280_000) });
    await expect(step('contacted')).rejects.toThrow(IllegalMove);
    const steps = (await announced('LeadFollowedUp')).filter((event) => event['leadId'] === leadId);
    expect(steps.map((event) => event['step'])).toEqual(['contacted', 'visit_booked', 'quoted']);
    const lead = await leadInScope(world.database.db, mine().scope, leadId);
    const detail = await describeLead(mine(), lead!);
    expect(detail).toMatchObject({ state: 'won', amountFen: 1_280_000, name: '王*', overdue: false, moves: [] });
    expect(detail.timeline.map(({ move, by }) => `${move} ${by}`)).toEqual([
      'recorded resident',
      'contacted touchpoint',
      'contacted touchpoint',
      'visit_booked touchpoint',
      'quoted touchpoint',
      'won touchpoint',
    ]);
    expect(await revealLead(mine(), { leadId })).toEqual({
      leadId,
      name: '王女士',
      phone,
      note: '周末在家',
      notes: [{ step: 2, text: '说楼上渗水' }],
    });
    const audited = await sql<{ purpose: string }>`
      select purpose from platform.audit_entry where subject_id = ${leadId} and purpose is not null`.execute(
      world.database.db,
    );
    expect(audited.rows.map((row) => row.purpose)).toContain('follow_up_lead');
  });

  it('lets one of two who act at once win', async () => {
    const { token } = await makeOffer();
    const leadId = await leadOf((await leave(token)).leadNumber);
    const close = (outcome: 'not_needed' | 'too_expensive') =>
      closeLead(world.ctx(), { leadId, outcome: 'lost', reason: outcome, note: '', amountFen: null });
    const done = await Promise.allSettled([close('not_needed'), close('too_expensive')]);
    expect(done.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect((await announced('LeadOutcomeRecorded')).filter((event) => event['leadId'] === leadId)).toHaveLength(1);
  });

  it('shows no phone of who asked not to be called again', async () => {
    const { token } = await makeOffer();
    const leadId = await leadOf((await leave(token)).leadNumber);
    await closeLead(world.ctx(), { leadId, outcome: 'lost', reason: 'withdrew', note: '', amountFen: null });
    await expect(revealLead(world.ctx(), { leadId })).rejects.toThrow(ConsentWithdrawn);
    const lead = await leadInScope(world.database.db, world.ctx().scope, leadId);
    expect((await describeLead(world.ctx(), lead!)).consent.withdrawnAt).not.toBeNull();
    expect((await offerView(world.ctx(), token))?.neighbours.count).toBe(0);
  });

  it('says which leads nobody called in time', async () => {
    const { token } = await makeOffer();
    const { leadNumber } = await leave(token);
    const overdue = async () => {
      const filter = filterOf({ ...all, overdue: true, text: leadNumber }, world.clock.now());
      return (await leadsPage(world.ctx(), filter, page)).items.map((item) => item.leadNumber);
    };
    expect(await overdue()).toEqual([]);
    world.clock.advance(DAY);
    expect(await overdue()).toEqual([leadNumber]);
  });
});

describe('who sees which leads', () => {
  it('keeps two stores and two stewards apart: lists, counts, search, export, single leads', async () => {
    const { token, holder, other } = await makeOffer(places.there);
    const { leadNumber } = await leave(token);
    const leadId = await leadOf(leadNumber);
    const readers = { manager: places.there.manager, steward: scopeOf(holder) };
    const strangers = {
      manager: places.here.manager,
      steward: scopeOf(places.here.touchpoints[0]!),
      colleague: scopeOf(other),
      nobody: NOTHING,
    };
    const filter = filterOf({ ...all, text: leadNumber }, world.clock.now());
    for (const scope of Object.values(readers)) {
      const ctx = world.ctx({ scope });
      expect((await leadsPage(ctx, filter, page)).items.map((item) => item.leadId)).toEqual([leadId]);
      expect(await exportLeads(ctx, filter)).toContain(leadNumber);
    }
    for (const scope of Object.values(strangers)) {
      const ctx = () => world.ctx({ scope });
      expect(await leadsPage(ctx(), filter, page)).toEqual({
        items: [],
        nextCursor: null,
        counts: { open: 0, overdue: 0, byState: {} },
      });
      expect(await searchLeads(ctx(), leadNumber, 10)).toEqual([]);
      expect(await exportLeads(ctx(), filter)).not.toContain(leadNumber);
      await expect(revealLead(ctx(), { leadId })).rejects.toThrow(NotFound);
      const step = { leadId, note: '' };
      await expect(followUpLead(ctx(), { ...step, step: 'contacted', visitAt: null })).rejects.toThrow(NotFound);
      const lost = { outcome: 'lost', reason: 'not_now', amountFen: null } as const;
      await expect(closeLead(ctx(), { ...step, ...lost })).rejects.toThrow(NotFound);
    }
  });

  it('gives every lead once, page by page, and masks what it exports', async () => {
    const { token, playId } = await makeOffer();
    const numbers = [];
    for (const at of [1, 2, 3, 4, 5]) numbers.push((await leave(token, { visitorId: `paged-${at}` })).leadNumber);
    const filter = filterOf({ ...all, playId }, world.clock.now());
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const got = await leadsPage(world.ctx(), filter, { cursor, limit: 2 });
      seen.push(...got.items.map((item) => item.leadNumber));
      expect(got.counts).toMatchObject({ open: 5, byState: { new: 5 } satisfies Partial<Record<LeadState, number>> });
      cursor = got.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(numbers.toSorted());
    const exported = await exportLeads(world.ctx(), filter);
    expect(exported).toContain('王*');
    expect(exported).not.toMatch(/1390000\d{4}|王女士/);
  });
});
