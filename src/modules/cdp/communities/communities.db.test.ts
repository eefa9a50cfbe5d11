import { beforeAll, describe, expect, it } from 'vitest';
import { NotFound } from '#kernel/errors';
import { addDays } from '#kernel/time';
import type { Delivered } from '#platform/outbox';
import { subscribe } from '#platform/outbox';
import { useContext } from '#testing';
import { modules } from '#main/modules';
import { SignalReported } from '#modules/touchpoints/events';
import { createSource, findLiveSource, ingestBatch } from '#modules/cdp';
import { CommunityFactsChanged, MentionsCounted } from '../events.ts';
import { editTopic, TopicsChangedMeanwhile } from '../topics/edit-topic.ts';
import { listTopics, taxonomyVersion } from '../topics/topic-store.ts';
import { browseCommunities, mapCommunities } from './browse-communities.ts';
import type { CommunitySort } from './community-list-store.ts';
import { COMMUNITY_SORTS } from './contract.ts';
import { copyCommunities } from './copy-communities.ts';
import { countMembers } from './count-members.ts';
import { countMentions } from './count-mentions.ts';
import { countOrders } from './count-orders.ts';
import type { Post } from './mention.ts';
import { readCommunity } from './read-community.ts';
import { readPosts } from './read-posts.ts';
import { correctBuiltYear, makePlaces, type TestPlaces } from './testing-places.ts';

const world = useContext();
let places: TestPlaces;

type Heard = Delivered<{ communityId: string; counts?: { topic: string; mentions: number }[] }>;
const heard: Heard[] = [];
const listen = subscribe('test.listen-communities', [MentionsCounted, CommunityFactsChanged], async (_ctx, event) => {
  heard.push(event as Heard);
});

async function drain(): Promise<Heard[]> {
  heard.length = 0;
  const { parked } = await world.drain([...modules.flatMap((module) => module.subscriptions), listen]);
  expect(parked).toBe(0);
  return [...heard];
}

beforeAll(async () => {
  places = await makePlaces(() => world.ctx());
  await drain();
});

const at = (code: string) => places.communities[code]!;
const newSubject = (): string => world.ctx().newId<'Subject'>();

function post(code: string, text: string, more: Partial<Post> = {}): Post {
  const { newId, clock } = world.ctx();
  return {
    eventId: newId<'Event'>(),
    subjectId: newSubject(),
    ...at(code),
    channel: 'chat',
    text,
    occurredAt: clock.now(),
    ...more,
  };
}

const count = (posts: Post[], announce?: 'mentions' | 'facts' | 'nothing') =>
  world.ctx().transaction((tx) => countMentions(tx, posts, tx.now, announce === undefined ? {} : { announce }));

const page = (code: string) => readCommunity(world.ctx(), at(code).communityId);
const topicOf = async (code: string, topic: string) => (await page(code)).topics.find((each) => each.topic === topic);

describe('attributes', () => {
  it('follow the territory', async () => {
    expect(await page('A1')).toMatchObject({
      name: '青枫里',
      cityName: '苏州',
      district: '姑苏区',
      builtYear: 1999,
      ageYears: 27,
      households: 800,
      stores: [{ name: '姑苏店' }],
    });
    await correctBuiltYear(world.ctx(), at('A1').communityId, 2001);
    expect((await drain()).map((event) => event.type)).toEqual(['CommunityFactsChanged']);
    expect((await page('A1')).builtYear).toBe(2001);
  });

  it('copied again announce nothing', async () => {
    await copyCommunities(world.ctx(), {
      communityIds: Object.values(places.communities).map((each) => each.communityId),
    });
    expect(await drain()).toEqual([]);
  });
});

describe('countMentions', () => {
  it('counts topics per community, announces each community once, and does not count what is denied', async () => {
    const posts = [
      post('A1', '卫生间漏水了'),
      post('A1', '我家也漏水'),
      post('A1', '我家不漏水'),
      post('A2', '墙上发霉'),
      post('A2', '今天天气不错'),
    ];
    expect(await count(posts)).toEqual({ mentions: 4, communities: 2 });
    const events = await drain();
    expect(events.map(({ type, payload }) => [type, payload.communityId, payload.counts])).toEqual(
      expect.arrayContaining([
        [
          'MentionsCounted',
          at('A1').communityId,
          [
            { topic: 'bathroom', mentions: 1 },
            { topic: 'leak', mentions: 2 },
          ],
        ],
        ['MentionsCounted', at('A2').communityId, [{ topic: 'damp', mentions: 1 }]],
      ]),
    );
    expect(events).toHaveLength(2);
    expect(await topicOf('A1', 'leak')).toMatchObject({ mentions30: 2, people30: 2, name: '漏水' });
  });

  it('counts a post once, however often it comes', async () => {
    const posts = [post('A3', '漏水'), post('A3', '漏水')];
    await count(posts);
    expect(await count([...posts, post('A3', '漏水')])).toEqual({ mentions: 1, communities: 1 });
    expect(await topicOf('A3', 'leak')).toMatchObject({ mentions30: 3 });
  });

  it('does not let one loud person dominate', async () => {
    const subjectId = newSubject();
    await count([1, 2, 3, 4, 5, 6].map(() => post('A4', '太吵了', { subjectId })));
    await count([post('A4', '楼上太吵', { subjectId, channel: 'forum' }), post('A4', '噪音很大')]);
    await count([post('A4', '昨天也很吵，太吵', { subjectId, occurredAt: addDays(world.clock.now(), -1) })]);
    expect(await topicOf('A4', 'noise')).toMatchObject({ mentions30: 9, people30: 2 });
  });

  it('keeps count under concurrency', async () => {
    const before = (await topicOf('A5', 'leak'))?.mentions30 ?? 0;
    const batches = Array.from({ length: 8 }, () => [post('A5', '漏水'), post('A4', '开裂'), post('A5', '发霉')]);
    await Promise.all(batches.map((posts) => count(posts)));
    expect(await topicOf('A5', 'leak')).toMatchObject({ mentions30: before + 8, people30: before + 8 });
    expect(await topicOf('A4', 'crack')).toMatchObject({ mentions30: 8 });
  });

  it('announces history as changed facts', async () => {
    await drain();
    await count([post('B1', '漏水', { occurredAt: addDays(world.clock.now(), -40) }), post('B1', '漏水')], 'facts');
    expect((await drain()).map(({ type, aggregateId }) => [type, aggregateId])).toEqual([
      ['CommunityFactsChanged', at('B1').communityId],
    ]);
    await count([post('B1', '漏水')], 'nothing');
    expect(await drain()).toEqual([]);
    const leak = await topicOf('B1', 'leak');
    expect(leak?.mentions30).toBe(2);
    expect(leak?.weekly.reduce((sum, each) => sum + each, 0)).toBe(3);
  });
});

describe('what is counted beside posts', () => {
  it('orders, members and field signals', async () => {
    const { communityId, cityId } = at('B1');
    await world.ctx().transaction(async (tx) => {
      const order = (amountFen: number, ago: number) => ({
        communityId,
        cityId,
        amountFen,
        occurredAt: addDays(tx.now, -ago),
      });
      await countOrders(tx, [order(1_990, 0), order(2_000, 0), order(500, 29), order(9_999, 31)]);
      await countMembers(tx, [
        { communityId, cityId, members: 5 },
        { communityId, cityId, members: -1 },
      ]);
      const touchpointId = tx.newId<'Touchpoint'>();
      const signalId = tx.newId<'Signal'>();
      await tx.announce([
        SignalReported(signalId, { signalId, touchpointId, cityId, communityId, kind: 'demand', topic: 'elderly' }),
      ]);
    });
    await drain();
    const found = await page('B1');
    expect(found.orders).toMatchObject({ orders30: 3, amountFen30: 4_490 });
    expect(found.orders.weekly.reduce((sum, each) => sum + each, 0)).toBe(4);
    expect(found).toMatchObject({ members: 4, density: 4 / 900 });
    expect(found.signals).toMatchObject({ count30: 1, recent: [{ topic: 'elderly', name: '适老', kind: 'demand' }] });
    expect(found.topics.find((each) => each.topic === 'elderly')).toMatchObject({ mentions30: 1, people30: 1 });
  });
});

describe('the page', () => {
  it('shows thirteen weeks against the city', async () => {
    await count(
      [0, 7, 14, 84, 91].map((ago) => post('A2', '收纳不够', { occurredAt: addDays(world.clock.now(), -ago) })),
    );
    await count(Array.from({ length: 5 }, () => post('A2', '东西太多，收纳求推荐')));
    const found = await page('A2');
    const storage = found.topics.find((each) => each.topic === 'storage');
    expect(found.weeks).toHaveLength(13);
    expect(found.weeks.at(-1)).toBe('2026-06-01');
    expect(storage?.weekly).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 6]);
    expect(storage).toMatchObject({ mentions30: 8, cityMedian30: 0, timesCity: 8, comparison: '是同城中位数的8倍' });
  });

  it('is not there for who sees another area', async () => {
    const sibling = world.ctx({ scope: places.hefeiScope });
    await expect(readCommunity(sibling, at('A1').communityId)).rejects.toThrow(NotFound);
    expect(
      await readPosts(sibling, { communityId: at('A1').communityId, topic: undefined, limit: 20, purpose: undefined }),
    ).toEqual([]);
  });
});

describe('the list', () => {
  const all = (sort: CommunitySort, after?: (string | number)[], limit = 200) =>
    browseCommunities(world.ctx(), { days: 30 }, { sort, after, limit });

  it.each(COMMUNITY_SORTS)('pages through everything once, by %s', async (sort) => {
    const whole = (await all(sort)).items.map((each) => each.id);
    expect(whole).toHaveLength(6);
    const paged: string[] = [];
    for (let after: (string | number)[] | undefined; ;) {
      const { items, total } = await all(sort, after, 2);
      expect(total).toBe(6);
      const last = items.at(-1);
      if (last === undefined) break;
      paged.push(...items.map((each) => each.id));
      after = [last.sortKey, last.id];
    }
    expect(paged).toEqual(whole);
  });

  it('counts one topic, filters, and says what is talked about', async () => {
    const { items } = await browseCommunities(
      world.ctx(),
      { days: 30, topic: 'noise', cityId: places.suzhou, minAgeYears: 20 },
      { sort: 'mentions', after: undefined, limit: 10 },
    );
    expect(items.map((each) => each.name)).toEqual(['柳岸新村', expect.any(String), expect.any(String)]);
    expect(items[0]).toMatchObject({ mentions: 9, people: 2, cityMedian: 0, ageYears: 31, cityName: '苏州' });
    expect(items[0]?.topTopics[0]).toEqual({ topic: 'noise', name: '噪音', mentions: 9 });
  });

  it('carries the weeks that the page of a community shows', async () => {
    const ctx = world.ctx();
    const { items } = await browseCommunities(
      ctx,
      { days: 30, topic: 'noise' },
      { sort: 'mentions', after: undefined, limit: 1 },
    );
    const [loudest] = items;
    const page = await readCommunity(ctx, loudest?.id ?? at('A1').communityId);
    expect(loudest?.weekly).toHaveLength(page.weeks.length);
    expect(loudest?.weekly).toEqual(page.topics.find((trend) => trend.topic === 'noise')?.weekly);
    expect(loudest?.weekly.some((mentions) => mentions > 0)).toBe(true);
  });

  it('shows and counts only the area of the reader', async () => {
    const ctx = world.ctx({ scope: places.partScope });
    const { items, total } = await browseCommunities(ctx, { days: 30 }, { sort: 'name', after: undefined, limit: 50 });
    expect(items.map((each) => each.name).toSorted()).toEqual(['澄湖苑', '青枫里'].toSorted());
    expect(total).toBe(2);
    expect((await mapCommunities(ctx, { days: 30 })).points).toHaveLength(2);
    const nobody = world.ctx({ scope: { ...places.partScope, stores: [], communities: [] } });
    expect((await browseCommunities(nobody, { days: 30 }, { sort: 'name', after: undefined, limit: 50 })).total).toBe(
      0,
    );
  });

  it('colours the map by a topic', async () => {
    const { points, truncated } = await mapCommunities(world.ctx(), { days: 30, topic: 'noise' });
    expect(truncated).toBe(false);
    expect(points[0]).toMatchObject({ name: '柳岸新村', mentions: 9, intensity: 1 });
    expect(points.at(-1)?.intensity).toBe(0);
  });
});

describe('posts', () => {
  it('show their words only for a purpose, masked', async () => {
    const { source } = await createSource(world.ctx(), { name: '社群', kind: 'chat' });
    const live = (await findLiveSource(world.database.db, source.sourceId))!;
    const event = {
      type: 'track',
      event: 'Community Post Published',
      messageId: 'post-1',
      userId: 'resident-1',
      timestamp: world.clock.now().toISOString(),
      properties: { communityCode: 'A5', text: '3栋502水管爆了，联系我13800000001', channel: 'forum' },
    };
    expect(await ingestBatch(world.ctx(), live, { events: [event] })).toMatchObject({ accepted: 1 });
    const ask = { communityId: at('A5').communityId, topic: 'leak', limit: 1 };
    const [closed] = await readPosts(world.ctx(), { ...ask, purpose: undefined });
    expect(closed).toMatchObject({ channel: 'forum', topics: ['leak'], text: null });
    const [open] = await readPosts(world.ctx(), { ...ask, purpose: 'community_listening' });
    expect(open?.text).toBe('*栋*水管爆了，联系我138****0001');
  });
});

describe('topics', () => {
  it('are edited from the version that the editor saw, and read from then on', async () => {
    const version = await taxonomyVersion(world.database.db);
    const pets = { topic: 'pets', name: '宠物', group: 'other', active: true, keywords: ['遛狗', 'ＣＡＴ'] } as const;
    await editTopic(world.ctx(), { topic: pets, expectedVersion: version });
    await expect(editTopic(world.ctx(), { topic: pets, expectedVersion: version })).rejects.toThrow(
      TopicsChangedMeanwhile,
    );
    expect((await listTopics(world.database.db)).at(-1)).toEqual({ ...pets, keywords: ['cat', '遛狗'] });
    await count([post('A1', '谁家的Cat丢了')]);
    expect(await topicOf('A1', 'pets')).toMatchObject({ mentions30: 1 });
  });
});
