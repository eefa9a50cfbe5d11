import { beforeAll, describe, expect, it } from 'vitest';
import { IllegalMove, NotFound } from '#kernel/errors';
import { DAY } from '#kernel/time';
import { readAfter } from '#platform/outbox';
import { NotPermitted } from '#platform/http';
import { NOTHING, type Scope } from '#platform/permission';
import { addTouchpoints } from '#modules/touchpoints';
import { savePackage, type Package } from '#modules/commerce';
import { useContext } from '#testing';
import { TaskForwarded, TaskOffered } from '#modules/touchpoints/events';
import { PlayApproved, PlayProposed, PlayRejected } from '../events.ts';
import {
  approvePlays,
  browsePlays,
  drawPoster,
  editPlay,
  exportPlays,
  offerContent,
  playsByIds,
  playSnapshot,
  proposePlays,
  readPlay,
  rejectPlays,
  savePlaySetting,
  withdrawPlay,
  type PlayId,
} from '../index.ts';
import { addPackage, leakAudience, makePlaces, person, talk, type TestPlaces } from '../test-places.ts';
import { BannedWords } from '#engines/text';
import { countPlays } from './play-list-store.ts';
import {
  PlayAlreadyDecided,
  PlayAlreadyForwarded,
  PlayChangedMeanwhile,
  PlaySettingsAreHeadquarters,
  type AudienceId,
} from './play.ts';

const MANY = 60;
const world = useContext();
let places: TestPlaces;
let leak: Package;
let damp: Package;
let audienceId: AudienceId;

beforeAll(async () => {
  places = await makePlaces(world, MANY);
  leak = await addPackage(world.ctx(), 'leak-check', { name: '漏水检测' });
  damp = await addPackage(world.ctx(), 'damp-proof', { name: '墙面防霉', topics: ['damp'] });
  audienceId = await leakAudience(world.ctx(), '老房漏水', 5);
  await talk(world, 'S1', '我家漏水', 42);
  await talk(world, 'S2', '漏水了', 6);
  await talk(world, 'S2', '墙上发霉', 30);
  await talk(world, 'H1', '楼上漏水', 12);
});

const db = () => world.database.db;
const manager = (scope: Scope) =>
  world.ctx({ scope, actor: person(world.ctx()), permissions: ['play.read', 'play.decide'] });
const community = (code: string) => places.community(code).communityId;

async function playIn(code: string): Promise<PlayId> {
  const run = await proposePlays(world.ctx(), { communityIds: [community(code)], packageIds: [leak.id] });
  expect(run).toMatchObject({ done: 1, proposed: 1 });
  const [play] = await browsePlays(
    world.ctx(),
    { communityId: community(code), state: 'proposed' },
    { before: undefined, limit: 1 },
  );
  return play!.id;
}

async function eventsOf(type: string, playId: string) {
  await world.drain();
  const rows = await readAfter(db(), 0, [type], 10_000);
  return rows.filter(({ aggregateId }) => aggregateId === playId);
}

describe('proposing', () => {
  it('chooses for each community of an audience what its people talk about, with reasons and a record', async () => {
    await world.drain();
    const run = await proposePlays(world.ctx(), { audienceId });
    expect(run).toMatchObject({ proposed: 3, done: 3, skipped: [] });
    expect(run.finishedAt).not.toBeNull();
    const plays = await browsePlays(world.ctx(), { audienceId, state: 'proposed' }, { before: undefined, limit: 10 });
    const chosen = new Map(plays.map((play) => [play.communityName, play.offer.packageName]));
    expect(chosen).toEqual(
      new Map([
        ['青枫S1', '漏水检测'],
        ['青枫S2', '墙面防霉'],
        ['望山H1', '漏水检测'],
      ]),
    );
    const first = plays.find(({ communityName }) => communityName === '青枫S1')!;
    expect(first.reasons).toEqual([
      '近30天有42条漏水讨论，是同城中位数的42倍',
      '楼龄25年，适合15年以上的房子',
      '符合人群「老房漏水」',
    ]);
    const page = await readPlay(world.ctx(), first.id);
    expect(page.record?.candidates.map(({ packageName, rank }) => [packageName, rank])).toEqual([
      ['漏水检测', 1],
      ['墙面防霉', 2],
    ]);
    expect(page.record).toMatchObject({
      modelVersion: 'play-score/2',
      seed: expect.stringContaining(first.communityId),
    });
    expect(page.script).toContain('邻居');
    expect(page.dueAt.getTime() - world.clock.now().getTime()).toBe(7 * DAY);
    expect(await eventsOf(PlayProposed.type, first.id)).toHaveLength(1);
  });

  it('does not open a second play of a package where one is open', async () => {
    const again = await proposePlays(world.ctx(), { audienceId, packageIds: [leak.id] });
    const why = again.skipped.find(({ communityId }) => communityId === community('S1'))?.why;
    expect(why).toBe('这个小区已有同一套餐的方案在进行');
  });

  it('stays open once when two people ask at the same moment', async () => {
    await talk(world, 'S5', '漏水', 20);
    const ask = () => proposePlays(world.ctx(), { communityIds: [community('S5')], packageIds: [leak.id] });
    const runs = await Promise.all([ask(), ask(), ask()]);
    expect(runs.map(({ proposed }) => proposed).toSorted((x, y) => x - y)).toEqual([0, 0, 1]);
  });

  it('goes on in steps where many communities are asked for, and stops at the end', async () => {
    const anywhere = await addPackage(world.ctx(), 'anywhere', { topics: [], minAgeYears: null });
    const communityIds = Array.from({ length: MANY }, (_, at) => community(`S${at + 1}`));
    const started = await proposePlays(world.ctx(), { communityIds, packageIds: [anywhere.id] });
    expect(started).toMatchObject({ done: 0, finishedAt: null });
    expect(await world.drain()).toMatchObject({ parked: 0 });
    const plays = await browsePlays(world.ctx(), { packageId: anywhere.id }, { before: undefined, limit: 100 });
    expect(new Set(plays.map(({ communityId }) => communityId)).size).toBe(MANY);
  });

  it('answers the same for the same key', async () => {
    await talk(world, 'S6', '漏水', 20);
    const ask = () =>
      proposePlays(world.ctx({ key: 'once' }), { communityIds: [community('S6')], packageIds: [leak.id] });
    expect(await ask()).toEqual(await ask());
  });
});

describe('deciding', () => {
  it('approves with the kit in the event; the second gets a kind refusal', async () => {
    await talk(world, 'S7', '漏水', 20);
    const id = await playIn('S7');
    const [one, two] = await Promise.all(
      [1, 2].map(() => approvePlays(manager(places.suzhouScope), { playIds: [id] })),
    );
    expect([one!.done, two!.done].toSorted((x, y) => x - y)).toEqual([0, 1]);
    const refused = [one!, two!].find(({ done }) => done === 0)!.items[0];
    expect(refused).toEqual({
      id,
      done: false,
      code: 'play-already-approved',
      message: '这个方案刚被同事批准了，不用再处理',
    });
    const [event, ...others] = await eventsOf(PlayApproved.type, id);
    expect(others).toEqual([]);
    expect(event?.payload).toMatchObject({
      approvedBy: 'person',
      kit: {
        packageName: '漏水检测',
        priceFen: 29_900,
        roles: ['property_steward', 'ambassador'],
        reasons: [expect.stringContaining('漏水'), expect.any(String)],
      },
    });
  });

  it('keeps what the system proposed beside what a person made of it', async () => {
    await talk(world, 'S8', '漏水', 20);
    const id = await playIn('S8');
    const ctx = manager(places.suzhouScope);
    const before = await readPlay(ctx, id);
    const edit = (changes: Parameters<typeof editPlay>[1]['changes'], expectedRevision = 1) =>
      editPlay(manager(places.suzhouScope), { playId: id, expectedRevision, changes, reason: '业主更关心阳台' });
    await expect(edit({ headline: '全城最好的防水' })).rejects.toThrow(BannedWords);
    await edit({ headline: '阳台漏水先查后修', roles: ['group_leader'] });
    await expect(edit({ headline: '晚了一步' })).rejects.toThrow(PlayChangedMeanwhile);
    const after = await readPlay(ctx, id);
    expect(after).toMatchObject({ headline: '阳台漏水先查后修', roles: ['group_leader'], edited: true, revision: 2 });
    expect(after.original).toMatchObject({ headline: before.headline, roles: before.roles });
    expect(after.history.at(-1)).toMatchObject({
      kind: 'edited',
      madeBy: 'person',
      reason: '业主更关心阳台',
      changes: [
        { field: 'headline', before: before.headline, after: '阳台漏水先查后修' },
        { field: 'roles', before: before.roles.join(' '), after: 'group_leader' },
      ],
    });
    await edit({ packageId: damp.id }, 2);
    const swapped = await readPlay(ctx, id);
    expect(swapped.offer.packageName).toBe('墙面防霉');
    expect(swapped.offerText).toContain('墙面防霉');
    expect(swapped.original.packageName).toBe('漏水检测');
  });

  it('rests a rejected package for a fortnight, and remembers why', async () => {
    await talk(world, 'S9', '漏水', 30);
    const id = await playIn('S9');
    const outcome = await rejectPlays(manager(places.suzhouScope), { playIds: [id], reason: '物业不同意' });
    expect(outcome).toMatchObject({ done: 1 });
    expect((await eventsOf(PlayRejected.type, id))[0]?.payload).toMatchObject({ reason: '物业不同意' });
    const ask = () => proposePlays(world.ctx(), { communityIds: [community('S9')], packageIds: [leak.id] });
    expect((await ask()).skipped[0]?.why).toBe('0天前被驳回（物业不同意），14天内不再提');
    world.clock.advance(14 * DAY);
    expect(await ask()).toMatchObject({ proposed: 1 });
    const [again] = await browsePlays(
      world.ctx(),
      { communityId: community('S9'), state: 'proposed' },
      { before: undefined, limit: 1 },
    );
    expect(again!.reasons).toContain('90天内被驳回过1次：物业不同意');
  });

  it('takes back what nobody forwarded, and nothing else', async () => {
    await talk(world, 'S10', '漏水', 20);
    const ctx = () => manager(places.suzhouScope);
    const id = await playIn('S10');
    await expect(withdrawPlay(ctx(), { playId: id, reason: '写错了' })).rejects.toThrow(IllegalMove);
    await approvePlays(ctx(), { playIds: [id] });
    expect(await withdrawPlay(ctx(), { playId: id, reason: '写错了' })).toMatchObject({ state: 'withdrawn' });
    const second = await playIn('S10');
    await approvePlays(ctx(), { playIds: [second] });
    const { cityId, communityId } = places.community('S10');
    const ids = { taskId: world.ctx().newId<'Task'>(), touchpointId: world.ctx().newId<'Touchpoint'>() };
    await world.ctx().transaction((tx) =>
      tx.announce([
        TaskForwarded(ids.taskId, {
          ...ids,
          playId: second,
          packageId: leak.id,
          cityId,
          communityId,
          storeId: null,
          channel: 'link',
        }),
      ]),
    );
    await world.drain();
    await expect(withdrawPlay(ctx(), { playId: second, reason: '写错了' })).rejects.toThrow(PlayAlreadyForwarded);
  });

  it('refuses what is overdue or no longer offered, one by one', async () => {
    await talk(world, 'S11', '漏水', 20);
    await talk(world, 'S12', '漏水', 20);
    const overdue = await playIn('S11');
    world.clock.advance(8 * DAY);
    const gone = await addPackage(world.ctx(), 'gone', { name: '旧套餐' });
    await proposePlays(world.ctx(), { communityIds: [community('S12')], packageIds: [gone.id] });
    const [offered] = await browsePlays(world.ctx(), { packageId: gone.id }, { before: undefined, limit: 1 });
    const { id, revision, createdAt: _c, updatedAt: _u, ...facts } = gone;
    await savePackage(world.ctx(), { id, expectedRevision: revision, facts: { ...facts, active: false } });
    const outcome = await approvePlays(world.ctx(), { playIds: [overdue, offered!.id] });
    expect(outcome.items.map(({ code }) => code)).toEqual(['play-overdue', 'play-package-inactive']);
  });
});

describe('the poster', () => {
  it('is drawn once, for readers of the area and for the touchpoint that has the task', async () => {
    await talk(world, 'S13', '漏水', 20);
    const { cityId, communityId } = places.community('S13');
    const { touchpointIds } = await addTouchpoints(world.ctx(), [
      {
        externalCode: 'T-S13',
        name: '王芳',
        phone: '16090001313',
        role: 'property_steward',
        cityId,
        storeId: null,
        partnerId: null,
        communityIds: [communityId],
      },
    ]);
    const id = await playIn('S13');
    await approvePlays(manager(places.suzhouScope), { playIds: [id] });
    await world.drain();
    const [offered] = (await readAfter(db(), 0, [TaskOffered.type], 10_000)).filter(
      ({ payload }) => (payload as { playId: string }).playId === id,
    );
    const token = (offered!.payload as { shareToken: string }).shareToken;
    const touchpoint = (touchpointId: (typeof touchpointIds)[number]) =>
      world.ctx({ scope: { ...NOTHING, touchpoint: touchpointId }, actor: { ...person(world.ctx()), touchpointId } });
    const png = await drawPoster(touchpoint(touchpointIds[0]!), { playId: id, token });
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const again = await drawPoster(manager(places.suzhouScope), { playId: id, token });
    expect(again.equals(png)).toBe(true);
    const preview = await drawPoster(manager(places.suzhouScope), { playId: id, token: undefined });
    expect(preview.equals(png)).toBe(false);
    const stranger = touchpoint(world.ctx().newId<'Touchpoint'>());
    await expect(drawPoster(stranger, { playId: id, token })).rejects.toThrow(NotPermitted);
    await expect(drawPoster(manager(places.hefeiScope), { playId: id, token })).rejects.toThrow(NotFound);
    await expect(drawPoster(manager(places.suzhouScope), { playId: id, token: 'wrong' })).rejects.toThrow(NotFound);
  });
});

describe('areas', () => {
  it('shows, counts, exports and decides nothing of a sibling area', async () => {
    const own = await browsePlays(manager(places.hefeiScope), {}, { before: undefined, limit: 200 });
    expect(own.map(({ communityName }) => communityName)).toEqual(['望山H1']);
    const [foreign] = await browsePlays(manager(places.suzhouScope), {}, { before: undefined, limit: 1 });
    const hefei = () => manager(places.hefeiScope);
    expect(await countPlays(db(), places.hefeiScope, {})).toEqual({
      proposed: 1,
      approved: 0,
      rejected: 0,
      withdrawn: 0,
    });
    expect(await browsePlays(hefei(), { communityId: foreign!.communityId }, { before: undefined, limit: 9 })).toEqual(
      [],
    );
    await expect(readPlay(hefei(), foreign!.id)).rejects.toThrow(NotFound);
    expect((await approvePlays(hefei(), { playIds: [foreign!.id] })).items[0]?.code).toBe('not-found');
    expect((await rejectPlays(hefei(), { playIds: [foreign!.id], reason: '不行' })).items[0]?.code).toBe('not-found');
    const edit = {
      playId: foreign!.id,
      expectedRevision: foreign!.revision,
      changes: { headline: '别人的' },
      reason: '试试',
    };
    await expect(editPlay(hefei(), edit)).rejects.toThrow(NotFound);
    await expect(withdrawPlay(hefei(), { playId: foreign!.id, reason: '试试' })).rejects.toThrow(NotFound);
    const csv = await exportPlays(hefei(), {});
    expect(csv).toContain('望山H1');
    expect(csv).not.toContain('青枫');
    const run = await proposePlays(hefei(), { communityIds: [community('S20')], packageIds: [leak.id] });
    expect(run).toMatchObject({
      proposed: 0,
      skipped: [{ communityId: community('S20'), why: '没有这个小区，或不在您的负责范围内' }],
    });
    await expect(
      savePlaySetting(hefei(), { audienceId, expectedRevision: 0, automatic: true, packageIds: [] }),
    ).rejects.toThrow(PlaySettingsAreHeadquarters);
  });
});

describe('doors for others', () => {
  it('give the offer as it was shown, plays by id, and all plays page by page', async () => {
    const [play] = await browsePlays(manager(places.hefeiScope), {}, { before: undefined, limit: 1 });
    const { id, revision, createdAt: _c, updatedAt: _u, ...facts } = leak;
    await savePackage(world.ctx(), {
      id,
      expectedRevision: revision,
      facts: { ...facts, name: '改了名', points: ['别的'] },
    });
    const content = (await offerContent(db(), [play!.id])).get(play!.id);
    expect(content).toMatchObject({
      state: 'proposed',
      package: { name: '漏水检测', scene: 'renewal', points: ['上门检测', '当天出报告', '质保五年'] },
    });
    expect((await playsByIds(db(), [play!.id])).get(play!.id)?.headline).toBe(play!.headline);
    const seen = new Set<string>();
    for (let after: PlayId | undefined; ;) {
      const page = await playSnapshot(db(), { after, limit: 7 });
      for (const each of page.items) seen.add(each.id);
      if (page.nextAfter === undefined) break;
      after = page.nextAfter;
    }
    const counts = await countPlays(db(), world.ctx().scope, {});
    expect(seen.size).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
  });

  it('refuse a decision that came too late by its name', async () => {
    const [approved] = await browsePlays(world.ctx(), { state: 'approved' }, { before: undefined, limit: 1 });
    const edit = {
      playId: approved!.id,
      expectedRevision: approved!.revision,
      changes: { headline: '晚了' },
      reason: '改',
    };
    await expect(editPlay(world.ctx(), edit)).rejects.toThrow(PlayAlreadyDecided);
  });
});
