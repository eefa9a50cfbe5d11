import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NotFound } from '#kernel/errors';
import { addDays, DAY } from '#kernel/time';
import { subscribe } from '#platform/outbox';
import { useContext } from '#testing';
import { modules } from '#main/modules';
import { countMentions } from '../communities/count-mentions.ts';
import { correctBuiltYear, makePlaces, type TestPlaces } from '../communities/testing-places.ts';
import { CommunityEnteredAudience, CommunityLeftAudience } from '../events.ts';
import { archiveAudience } from './archive-audience.ts';
import {
  AudienceArchived,
  AudienceChangedMeanwhile,
  AudienceNameTaken,
  AudienceRevisionRequired,
  AudiencesAreHeadquarters,
  UnknownTopic,
  type AudienceId,
} from './audience.ts';
import { createAudience } from './create-audience.ts';
import { evaluateCommunities } from './evaluate-communities.ts';
import { exportAudience } from './export-audience.ts';
import {
  audienceHistory,
  audienceMembers,
  audiencesOfCommunity,
  browseAudiences,
  previewAudience,
  readAudience,
} from './read-audiences.ts';
import { reevaluateAudiences } from './reevaluate-audiences.ts';
import type { Rule } from './rule.ts';
import { snapshotAudience } from './snapshot-audience.ts';
import { listSnapshots } from './snapshot-store.ts';
import { updateAudience } from './update-audience.ts';

const world = useContext();
let places: TestPlaces;

const moves: string[] = [];
const listen = subscribe(
  'test.listen-audiences',
  [CommunityEnteredAudience, CommunityLeftAudience],
  async (_ctx, { type, payload }) => {
    if (!names.has(payload.audienceId)) return;
    const code = Object.entries(places.communities).find(([, each]) => each.communityId === payload.communityId)?.[0];
    moves.push(`${code} ${type === 'CommunityEnteredAudience' ? 'in' : 'out'} ${names.get(payload.audienceId)}`);
  },
);
/** The audiences of the test at hand: those of others still live and move. */
const names = new Map<string, string>();

/** Delivers everything; answers who came and went since the last time. */
async function drain(): Promise<string[]> {
  moves.length = 0;
  const { parked } = await world.drain([...modules.flatMap((module) => module.subscriptions), listen]);
  expect(parked).toBe(0);
  return moves.toSorted();
}

let made = 0;
async function make(rule: Rule, name = `圈选${++made}`): Promise<AudienceId> {
  const { id } = await createAudience(world.ctx(), { name, rule });
  names.set(id, name);
  return id;
}

const at = (code: string) => places.communities[code]!;
const first = { after: undefined, limit: 50 };

async function talk(code: string, text: string, times: number, daysAgo = 0): Promise<void> {
  await world.ctx().transaction(async (tx) => {
    const posts = Array.from({ length: times }, () => ({
      eventId: tx.newId<'Event'>(),
      subjectId: tx.newId<'Subject'>(),
      ...at(code),
      channel: 'chat',
      text,
      occurredAt: addDays(tx.now, -daysAgo),
    }));
    await countMentions(tx, posts, tx.now);
  });
}

const membersOf = async (id: AudienceId): Promise<string[]> =>
  (await audienceMembers(world.ctx(), id, first)).items.map((each) => each.name).toSorted();

beforeAll(async () => {
  places = await makePlaces(() => world.ctx());
  await drain();
});

// Each test speaks of its own weeks: what was said in another has left every window.
beforeEach(async () => {
  world.clock.advance(60 * DAY);
  await reevaluateAudiences(world.ctx());
  await drain();
  names.clear();
});

const old = (years: number): Rule => ({ fact: 'age_years', is: 'more_than', value: years });
const leaks = (times: number): Rule => ({ fact: 'mentions', topic: 'leak', days: 30, is: 'at_least', value: times });

describe('membership', () => {
  it('is there as soon as a rule is saved, and announced once', async () => {
    await talk('A1', '漏水', 4);
    await talk('A5', '漏水', 9);
    const id = await make({ all: [old(15), leaks(3)] }, '老小区漏水');
    expect(await membersOf(id)).toEqual(['青枫里']);
    expect(await drain()).toEqual(['A1 in 老小区漏水']);
    expect(await drain()).toEqual([]);
    const [member] = (await audienceMembers(world.ctx(), id, first)).items;
    expect(member?.why).toBe('楼龄27年；近30天4条漏水讨论');
    expect(await readAudience(world.ctx(), id)).toMatchObject({
      sentence: '楼龄超过15年，且近30天提到漏水至少3次',
      memberCount: 1,
    });
  });

  it('follows what people say, and time', async () => {
    const id = await make(leaks(5), '漏水五次');
    await talk('A2', '漏水', 4);
    expect(await drain()).toEqual([]);
    await talk('A2', '又漏水', 1);
    expect(await drain()).toEqual(['A2 in 漏水五次']);
    await talk('A2', '还漏水', 1);
    expect(await drain()).toEqual([]);
    expect((await audiencesOfCommunity(world.ctx(), at('A2').communityId)).map((each) => each.why)).toEqual([
      '近30天6条漏水讨论',
    ]);
    world.clock.advance(29 * DAY);
    await reevaluateAudiences(world.ctx());
    expect(await drain()).toEqual([]);
    world.clock.advance(DAY);
    await reevaluateAudiences(world.ctx({ key: 'hourly' }));
    expect(await drain()).toEqual(['A2 out 漏水五次']);
    const history = await audienceHistory(world.ctx(), id, first);
    expect(history.map(({ kind, cause, name }) => [kind, cause, name])).toEqual([
      ['left', 'window', '澄湖苑'],
      ['entered', 'facts', '澄湖苑'],
    ]);
  });

  it('follows the facts of the territory', async () => {
    await make({ all: [old(40), { fact: 'city', in: [places.suzhou] }] }, '四十年');
    await correctBuiltYear(world.ctx(), at('A4').communityId, 1980);
    expect(await drain()).toEqual(['A4 in 四十年']);
    await correctBuiltYear(world.ctx(), at('A4').communityId, 1995);
    expect(await drain()).toEqual(['A4 out 四十年']);
  });

  it('compares with the city', async () => {
    await talk('A1', '漏水', 2);
    await talk('A2', '漏水', 2);
    await talk('A3', '漏水', 2);
    await talk('A4', '漏水', 6);
    const id = await make({ fact: 'mentions_to_city', topic: 'leak', days: 30, is: 'at_least', value: 3 });
    expect(await membersOf(id)).toEqual(['柳岸新村']);
    expect((await audienceMembers(world.ctx(), id, first)).items[0]?.why).toBe('近30天漏水讨论是同城中位数的3倍');
    await drain();
  });

  it('moves once though many evaluate at the same time', async () => {
    await make(leaks(3), '同时');
    await talk('A3', '漏水', 3);
    await drain();
    world.clock.advance(60 * DAY);
    const everybody = Object.values(places.communities);
    const evaluate = () => evaluateCommunities(world.ctx(), { communities: everybody, cause: 'window' });
    await Promise.all(Array.from({ length: 6 }, evaluate));
    expect((await drain()).filter((move) => move.endsWith('同时'))).toEqual(['A3 out 同时']);
    await talk('A3', '漏水', 3);
    await talk('A1', '漏水', 3);
    await Promise.all(Array.from({ length: 6 }, evaluate));
    expect((await drain()).filter((move) => move.endsWith('同时'))).toEqual(['A1 in 同时', 'A3 in 同时']);
  });
});

describe('editing', () => {
  it('moves members at once and needs the revision that was seen', async () => {
    const id = await make({ fact: 'district', in: ['姑苏区'] }, '姑苏');
    await drain();
    const edit = { id, name: '吴中', rule: { fact: 'district', in: ['吴中区'] } as Rule };
    await expect(updateAudience(world.ctx(), { ...edit, expectedRevision: undefined })).rejects.toThrow(
      AudienceRevisionRequired,
    );
    expect(await updateAudience(world.ctx(), { ...edit, expectedRevision: 1 })).toMatchObject({ revision: 2 });
    names.set(id, '吴中');
    expect(await drain()).toEqual(['A1 out 吴中', 'A2 in 吴中', 'A4 out 吴中', 'A5 in 吴中']);
    await expect(updateAudience(world.ctx(), { ...edit, expectedRevision: 1 })).rejects.toThrow(
      AudienceChangedMeanwhile,
    );
  });

  it('refuses a taken name and an unknown topic', async () => {
    await make(old(15), '有名字');
    await expect(make(old(15), '有名字')).rejects.toThrow(AudienceNameTaken);
    await expect(make({ fact: 'mentions', topic: 'weather', days: 7, is: 'at_least', value: 1 })).rejects.toThrow(
      UnknownTopic,
    );
  });

  it('ends with everybody leaving; the name is free again', async () => {
    const id = await make({ fact: 'city', in: [places.hefei] }, '合肥');
    await drain();
    await archiveAudience(world.ctx(), { id, expectedRevision: 1 });
    expect(await drain()).toEqual(['B1 out 合肥']);
    await expect(archiveAudience(world.ctx(), { id, expectedRevision: 2 })).rejects.toThrow(AudienceArchived);
    await reevaluateAudiences(world.ctx());
    expect((await audienceMembers(world.ctx(), id, first)).total).toBe(0);
    const archived = await browseAudiences(world.ctx(), { state: 'archived', text: '合肥', ...first });
    expect(archived).toMatchObject([{ id, weekEntered: 1, weekLeft: 1 }]);
    await make({ fact: 'city', in: [places.hefei] }, '合肥');
    expect(await drain()).toEqual(['B1 in 合肥']);
  });
});

describe('the area of the reader', () => {
  it('bounds previews, counts, members, history, memberships and exports', async () => {
    const rule: Rule = { fact: 'households', is: 'at_least', value: 1 };
    const id = await make(rule);
    await snapshotAudience(world.ctx(), { id });
    const part = world.ctx({ scope: places.partScope });
    const preview = await previewAudience(part, rule, first);
    expect(preview).toMatchObject({ count: 2, households: 2_000 });
    expect(preview.items.map((each) => each.name).toSorted()).toEqual(['澄湖苑', '青枫里'].toSorted());
    expect(await readAudience(part, id)).toMatchObject({ memberCount: 2 });
    expect((await audienceMembers(part, id, first)).total).toBe(2);
    expect((await audienceMembers(part, id, first)).items).toHaveLength(2);
    expect(await audienceHistory(part, id, first)).toHaveLength(2);
    expect((await browseAudiences(part, { state: 'live', text: undefined, ...first }))[0]).toMatchObject({
      memberCount: 2,
      weekEntered: 2,
      weekLeft: 0,
    });
    expect(await audiencesOfCommunity(part, at('B1').communityId)).toEqual([]);
    const [snapshot] = await listSnapshots(world.database.db, places.partScope, id, { before: undefined, limit: 5 });
    expect(snapshot?.memberCount).toBe(2);
    const csv = await exportAudience(part, { id, snapshotId: snapshot?.id });
    expect(csv.trimEnd().split('\r\n')).toHaveLength(3);
    expect(csv).not.toContain('望山居');
  });

  it('keeps audiences themselves with headquarters', async () => {
    const id = await make(old(15));
    const part = world.ctx({ scope: places.partScope });
    await expect(createAudience(part, { name: '我的', rule: old(1) })).rejects.toThrow(AudiencesAreHeadquarters);
    await expect(updateAudience(part, { id, name: '我的', rule: old(1), expectedRevision: 1 })).rejects.toThrow(
      AudiencesAreHeadquarters,
    );
    await expect(archiveAudience(part, { id, expectedRevision: 1 })).rejects.toThrow(AudiencesAreHeadquarters);
  });

  it('does not name a store of somebody else', async () => {
    const rule: Rule = { fact: 'store', in: [places.store] };
    expect((await previewAudience(world.ctx({ scope: places.partScope }), rule, first)).sentence).toBe(
      '服务门店有姑苏店',
    );
    expect((await previewAudience(world.ctx({ scope: places.hefeiScope }), rule, first)).sentence).toBe(
      '服务门店有其他门店',
    );
  });
});

describe('keeping and taking along', () => {
  it('a snapshot stays as it was; an export is written into the audit', async () => {
    await talk('A1', '漏水', 3);
    const id = await make(leaks(3), '快照');
    const snapshot = await snapshotAudience(world.ctx(), { id });
    world.clock.advance(60 * DAY);
    await reevaluateAudiences(world.ctx());
    expect(await membersOf(id)).toEqual([]);
    const csv = await exportAudience(world.ctx(), { id, snapshotId: snapshot.id });
    expect(csv).toContain('青枫里,苏州,姑苏区,800,');
    expect(csv).toContain('近30天3条漏水讨论');
    const { rows } = await world.database.pool.query(
      `select details from platform.audit_entry where action_name = 'export-audience' and details ->> 'snapshotId' = $1`,
      [snapshot.id],
    );
    expect(rows).toEqual([{ details: { rows: 1, snapshotId: snapshot.id } }]);
  });

  it('there is no audience of an unknown id', async () => {
    const id = world.ctx().newId<'Audience'>();
    await expect(readAudience(world.ctx(), id)).rejects.toThrow(NotFound);
    await expect(audienceMembers(world.ctx(), id, first)).rejects.toThrow(NotFound);
    await expect(exportAudience(world.ctx(), { id, snapshotId: undefined })).rejects.toThrow(NotFound);
  });
});

it('saves once under one key', async () => {
  const input = { name: '一次', rule: old(15) };
  const saved = await createAudience(world.ctx({ key: 'save-1' }), input);
  expect((await createAudience(world.ctx({ key: 'save-1' }), input)).id).toBe(saved.id);
});
