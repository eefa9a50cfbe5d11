import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, TouchpointId } from '#kernel/ids';
import type { Scope } from '#platform/permission';
import { useContext } from '#testing';
import {
  createSource,
  findLiveSource,
  ingestBatch,
  readProfile,
  readTimeline,
  revealProfile,
  searchProfiles,
  undoMerge,
  type LiveSource,
} from '#modules/cdp';
import { OrderPaid, ParcelCollected } from '#modules/commerce/events';
import { LeadRecorded } from '#modules/growth/events';
import { TouchpointChanged } from '#modules/touchpoints/events';
import { makePlaces } from '../test-places.ts';

const world = useContext();
let source: LiveSource;
let places: Map<string, { communityId: CommunityId; cityId: CityId }>;

beforeAll(async () => {
  places = await makePlaces(() => world.ctx(), 'PRO', 3);
  const made = await createSource(world.ctx(), { name: '商城', kind: 'web' });
  source = (await findLiveSource(world.database.db, made.source.sourceId)) as LiveSource;
});

let serial = 0;
const ingest = (...events: Record<string, unknown>[]) =>
  ingestBatch(world.ctx(), source, { events: events.map((each) => ({ messageId: `p-${++serial}`, ...each })) });
const identify = (userId: string, traits: object = {}, more: object = {}) => ({
  type: 'identify',
  userId,
  traits,
  ...more,
});
const only = async (text: string) => (await searchProfiles(world.ctx(), text))[0]!;
const scopeOf = (code: string): Scope => ({
  everything: false,
  cities: [],
  stores: [],
  communities: [places.get(code)!.communityId],
  touchpoint: undefined,
  customer: undefined,
});
const membersOf = async (code: string): Promise<number> => {
  const { rows } = await sql<{ members: number }>`
    select members from cdp.community_profile where community_id = ${places.get(code)!.communityId}`.execute(
    world.database.db,
  );
  return rows[0]?.members ?? 0;
};

describe('a profile', () => {
  test('is found by phone, by its last four digits and by name, behind masks', async () => {
    await ingest(identify('f1', { phone: '13577778888', name: '慕容雪', communityCode: 'PRO1', level: 'gold' }));
    for (const text of ['135 7777 8888', '8888', '慕容雪']) {
      expect(await only(text)).toMatchObject({ names: ['慕*'], phones: ['135****8888'], communityName: '小区PRO1' });
    }
    expect(await searchProfiles(world.ctx(), '13500000000')).toEqual([]);
  });

  test('shows traits, consents and identifiers, and reveals in clear for a purpose alone', async () => {
    await ingest(
      identify('f2', {
        phone: '13577779999',
        name: '尉迟风',
        level: 'silver',
        consents: { marketing: { version: '1', granted: true } },
      }),
      identify('f2', { level: 'gold', consents: { marketing: { version: '2', granted: false } } }),
    );
    const { profileId } = await only('尉迟风');
    const profile = await readProfile(world.ctx(), profileId);
    expect(profile.traits).toMatchObject([{ trait: 'level', content: 'gold' }]);
    expect(profile.consents).toMatchObject([{ purpose: 'marketing', noticeVersion: '2', granted: false }]);
    expect(profile.identifiers.map(({ kind, found }) => [kind, found])).toEqual([
      ['user_id', 1],
      ['phone', 1],
    ]);
    const clear = await revealProfile(world.ctx(), { profileId, purpose: 'subject_request' });
    expect(clear).toEqual({ name: ['尉迟风'], phone: ['+8613577779999'] });
  });

  test('is seen by those who serve its community alone; without a place, by headquarters alone', async () => {
    await ingest(identify('s1', { name: '司徒空', communityCode: 'PRO2' }), identify('s2', { name: '公孙月' }));
    const here = world.ctx({ scope: scopeOf('PRO2') });
    const elsewhere = world.ctx({ scope: scopeOf('PRO3') });
    const placed = await only('司徒空');
    const unplaced = await only('公孙月');
    expect(await searchProfiles(here, '司徒空')).toHaveLength(1);
    for (const ctx of [elsewhere, here]) expect(await searchProfiles(ctx, '公孙月')).toEqual([]);
    expect(await searchProfiles(elsewhere, '司徒空')).toEqual([]);
    await expect(readProfile(elsewhere, placed.profileId)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(readTimeline(elsewhere, { profileId: placed.profileId, limit: 10 })).rejects.toMatchObject({
      kind: 'not_found',
    });
    await expect(revealProfile(here, { profileId: unplaced.profileId, purpose: 'after_sales' })).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  test('has a timeline in pages, the newest first', async () => {
    const at = (minute: number): string => new Date(world.clock.now().getTime() - minute * 60_000).toISOString();
    const seen = Array.from({ length: 7 }, (_, n) => ({
      type: 'track',
      event: `Step ${n}`,
      userId: 'tl',
      timestamp: at(60 - n),
    }));
    await ingest(identify('tl', { name: '东方亮' }, { timestamp: at(90) }), ...seen);
    const { profileId } = await only('东方亮');
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readTimeline(world.ctx(), { profileId, limit: 3, cursor });
      names.push(...page.items.map((each) => each.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual(['Step 6', 'Step 5', 'Step 4', 'Step 3', 'Step 2', 'Step 1', 'Step 0', 'identify']);
  });
});

describe('a merge', () => {
  test('is explained, answers under both ids, and is undone exactly and for good', async () => {
    const before = await membersOf('PRO3');
    await ingest(identify('m1', { name: '南宫一', communityCode: 'PRO3' }), {
      type: 'identify',
      anonymousId: 'm-a',
      traits: { phone: '13566660001', name: '南宫二', communityCode: 'PRO3' },
    });
    const [first, second] = [await only('南宫一'), await only('南宫二')];
    expect(await membersOf('PRO3')).toBe(before + 2);
    const together = identify('m1', { phone: '13566660001' });
    expect(await ingest(together)).toMatchObject({ merges: 1 });
    expect(await membersOf('PRO3')).toBe(before + 1);
    const merged = await readProfile(world.ctx(), second.profileId);
    expect(merged.profileId).toBe((await readProfile(world.ctx(), first.profileId)).profileId);
    expect(merged.merges).toMatchObject([
      { reason: '同一条数据里同时出现了用户编号和手机号，判定为同一个人', undoneAt: null },
    ]);

    await undoMerge(world.ctx(), { mergeId: merged.merges[0]!.mergeId, reason: '不是同一个人' });
    expect((await only('南宫一')).profileId).toBe(first.profileId);
    expect((await only('13566660001')).profileId).toBe(second.profileId);
    expect(await membersOf('PRO3')).toBe(before + 2);
    expect(await ingest(together)).toMatchObject({ accepted: 1, merges: 0 });
    const again = undoMerge(world.ctx(), { mergeId: merged.merges[0]!.mergeId, reason: '再来' });
    await expect(again).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('cannot be undone by somebody of another area', async () => {
    await ingest(identify('x1', { communityCode: 'PRO1', name: '闻人七' }), {
      type: 'track',
      event: 'E',
      anonymousId: 'x-a',
    });
    await ingest(identify('x1', {}, { anonymousId: 'x-a' }));
    const { profileId } = await only('闻人七');
    const { merges } = await readProfile(world.ctx(), profileId);
    const foreign = undoMerge(world.ctx({ scope: scopeOf('PRO2') }), { mergeId: merges[0]!.mergeId, reason: '试试' });
    await expect(foreign).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('what other modules announce', () => {
  const person = async (phone: string, name: string): Promise<PersonId> =>
    world.ctx().transaction(async (tx) => {
      const personId = tx.newId<'Person'>();
      await world.services.vault.put(tx, [{ personId, fields: { phone, name } }]);
      return personId;
    });

  test('the phone of a touchpoint does not join the neighbours who order under it', async () => {
    const personId = await person('13555550001', '长孙一');
    const touchpointId = world.ctx().newId<'Touchpoint'>() as TouchpointId;
    const { cityId } = places.get('PRO1')!;
    await world.ctx().transaction(async (tx) => {
      const facts = { touchpointId, personId, cityId, storeId: null, role: 'group_leader', state: 'active' };
      await tx.announce([TouchpointChanged(touchpointId, facts)]);
      return null;
    });
    await world.drain();
    const neighbours = ['n1', 'n2', 'n3'].map((userId) => identify(userId, { phone: '13555550001' }));
    expect(await ingest(...neighbours)).toMatchObject({ accepted: 3, merges: 0 });
    expect(await searchProfiles(world.ctx(), '13555550001')).toEqual([]);
  });

  test('a lead joins the profile of its phone, with consent', async () => {
    await ingest(identify('l1', { phone: '13555550002', name: '上官云' }));
    const { profileId } = await only('上官云');
    const { communityId, cityId } = places.get('PRO2')!;
    const ctx = world.ctx();
    const leadId = ctx.newId<'Lead'>() as Id<'Lead'>;
    const payload = {
      shareToken: 't',
      playId: null,
      taskId: null,
      packageId: null,
      cityId,
      communityId,
      touchpointId: ctx.newId<'Touchpoint'>(),
      leadId,
      personId: await person('135 5555 0002', '上官云'),
    };
    await ctx.transaction(async (tx) => {
      await tx.announce([LeadRecorded(leadId, payload)]);
      return null;
    });
    await world.drain();
    const profile = await readProfile(world.ctx(), profileId);
    expect(profile).toMatchObject({ communityId, consents: [{ purpose: 'follow_up_lead', granted: true }] });
    const { items } = await readTimeline(world.ctx(), { profileId, limit: 1 });
    expect(items).toMatchObject([{ name: 'Lead Left', properties: { leadId } }]);
  });

  test('what somebody bought of goods, fetched and claimed stands in the timeline of their phone, once', async () => {
    await ingest(identify('g1', { phone: '13555550012', name: '公冶长' }));
    const { profileId } = await only('公冶长');
    const { communityId, cityId } = places.get('PRO2')!;
    const ctx = world.ctx();
    const orderId = ctx.newId<'Order'>() as Id<'Order'>;
    const whose = {
      cityId,
      communityId,
      storeId: null,
      customerKey: 'c'.repeat(64) as CustomerKey,
      personId: await person('13555550012', '公冶长'),
      orderId,
      groupBuyId: null,
      touchpointId: null,
    };
    const paid = (orderNumber: string, channel: 'group_buy' | 'service') =>
      OrderPaid(orderId, {
        ...whose,
        leadId: null,
        visitId: null,
        shareToken: null,
        packageId: null,
        orderNumber,
        totalFen: 1_990,
        channel,
        goodsNetFen: 1_990,
        paymentId: ctx.newId<'Payment'>(),
        stage: 'full',
        amountFen: 1_990,
        paidFen: 1_990,
        paidAt: world.clock.now().toISOString(),
      });
    const point = { ...whose, pickupPointId: null, parcelIds: [ctx.newId<'Parcel'>()], units: 2 };
    const handed = { ...point, handOverId: ctx.newId<'HandOver'>(), left: 0, onBehalf: false };
    await ctx.transaction(async (tx) => {
      await tx.announce([paid('260606-1111-2222', 'group_buy'), paid('260606-1111-2222', 'group_buy')]);
      await tx.announce([paid('SU-260606-0001', 'service')]);
      await tx.announce([ParcelCollected(point.parcelIds[0]!, { ...handed, undone: false })]);
      await tx.announce([ParcelCollected(point.parcelIds[0]!, { ...handed, undone: true })]);
    });
    expect(await world.drain()).toMatchObject({ parked: 0 });
    const { items } = await readTimeline(world.ctx(), { profileId, limit: 10 });
    const told = items.map(({ name, properties }) => ({ name, ...(properties as object) }));
    expect(told.filter(({ name }) => name !== 'identify')).toEqual(
      expect.arrayContaining([
        { name: 'Order Completed', orderNo: '260606-1111-2222', amountFen: 1_990, channel: 'group_buy' },
        { name: 'Goods Collected', units: 2 },
      ]),
    );
    expect(told.filter(({ name }) => name !== 'identify')).toHaveLength(2);
  });

  test('late events do not bring back somebody who was erased', async () => {
    await ingest(identify('gone', { phone: '13555550003', name: '申屠末' }));
    const { profileId } = await only('申屠末');
    await world.ctx().transaction((tx) => world.services.vault.erase(tx, profileId as Id<'Person'>));
    await sql`delete from cdp.identifier where subject_id = ${profileId}`.execute(world.database.db);
    await sql`delete from cdp.subject where subject_id = ${profileId}`.execute(world.database.db);
    const late = await ingest({ type: 'identify', traits: { phone: '13555550003' }, anonymousId: 'null' });
    expect(late).toMatchObject({ accepted: 0, quarantined: 1 });
    expect(await searchProfiles(world.ctx(), '13555550003')).toEqual([]);
  });
});
