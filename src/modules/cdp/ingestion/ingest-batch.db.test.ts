import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useContext } from '#testing';
import { createSource, findLiveSource, planEvent, type LiveSource } from '#modules/cdp';
import { makePlaces } from '../test-places.ts';
import { ingestBatch, type Batch } from './ingest-batch.ts';

const world = useContext();
let source: LiveSource;

beforeAll(async () => {
  await makePlaces(() => world.ctx(), 'ING', 3);
  const made = await createSource(world.ctx(), { name: '商城', kind: 'web' });
  source = (await findLiveSource(world.database.db, made.source.sourceId)) as LiveSource;
});

let serial = 0;
const track = (fields: Record<string, unknown>): Record<string, unknown> => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: `m-${++serial}`,
  anonymousId: `visitor-${serial}`,
  ...fields,
});
const ingest = (events: readonly unknown[], more: Partial<Batch> = {}) =>
  ingestBatch(world.ctx({ actor: { kind: 'source', sourceId: source.sourceId } }), source, { events, ...more });

const profilesOf = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from cdp.profile where absorbed_into is null`.execute(world.database.db);
  return rows[0]!.n;
};

describe('a batch', () => {
  test('is taken in once however often it is sent', async () => {
    const events = [track({}), track({}), track({})];
    expect(await ingest([...events, events[0]])).toMatchObject({ accepted: 3, duplicate: 1, quarantined: 0 });
    expect(await ingest(events)).toMatchObject({ accepted: 0, duplicate: 3, quarantined: 0 });
  });

  test('is not failed by one bad event', async () => {
    const bad = [
      null,
      'text',
      { type: 'dance', anonymousId: 'x' },
      track({ event: '' }),
      track({ anonymousId: undefined }),
    ];
    const blocked = track({ anonymousId: 'null', userId: '000000' });
    expect(await ingest([track({}), ...bad, blocked])).toMatchObject({ accepted: 1, quarantined: 6 });
  });

  test('joins a visitor with the user they turn out to be', async () => {
    const before = await profilesOf();
    await ingest([track({ anonymousId: 'cookie-1' }), track({ anonymousId: undefined, userId: 'member-1' })]);
    expect(await profilesOf()).toBe(before + 2);
    const joined = await ingest([{ type: 'identify', messageId: 'i-1', anonymousId: 'cookie-1', userId: 'member-1' }]);
    expect(joined).toMatchObject({ accepted: 1, merges: 1 });
    expect(await profilesOf()).toBe(before + 1);
  });

  test('keeps no personal data in clear anywhere', async () => {
    const phone = '13922223333';
    await ingest([
      {
        type: 'identify',
        messageId: `call-${phone}`,
        userId: phone,
        traits: { phone, name: '欧阳测试', address: '文三路 8 号', level: 'gold', nick: `电话 ${phone}` },
      },
      track({ userId: phone, properties: { text: `请打 ${phone}`, note: '欧阳测试', amount: 3, remark: '欧阳测试' } }),
      { type: 'track', event: `拨打 ${phone}`, userId: phone, messageId: 'named' },
    ]);
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('cdp', 'platform') and c.relkind = 'r'`.execute(world.database.db);
    for (const { name } of rows) {
      const schema = name.startsWith('vault') || !(await isIn('cdp', name)) ? 'platform' : 'cdp';
      const found = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(`${schema}.${name}`)} t
        where t::text like ${`%${phone}%`} or t::text like '%欧阳测试%' or t::text like '%文三路%'`.execute(
        world.database.db,
      );
      expect(`${name}: ${found.rows[0]!.n}`).toBe(`${name}: 0`);
    }
  });

  test('counts posts of communities and puts posts of unknown ones aside', async () => {
    const post = (communityCode: string, text: string) =>
      track({ event: 'Community Post Published', properties: { communityCode, text, channel: 'chat' } });
    const taken = await ingest([post('ING1', '我家厨房漏水了'), post('ING1', '又漏水'), post('NOWHERE', '漏水')]);
    expect(taken).toMatchObject({ accepted: 2, quarantined: 1 });
    const { rows } = await sql<{ mentions: number }>`
      select mentions from cdp.mention_day d join territory.community c on c.id = d.community_id
      where c.external_code = 'ING1' and topic = 'leak'`.execute(world.database.db);
    expect(rows.map((row) => row.mentions)).toEqual([2]);
  });

  test('puts aside what breaks the tracking plan', async () => {
    await planEvent(world.ctx(), { sourceId: source.sourceId, eventName: 'Quote Asked', required: { area: 'number' } });
    const planned = (await findLiveSource(world.database.db, source.sourceId)) as LiveSource;
    const quote = (properties: object) => track({ event: 'Quote Asked', properties });
    const taken = await ingestBatch(world.ctx(), planned, {
      events: [quote({ area: 90 }), quote({}), quote({ area: '90' })],
    });
    expect(taken).toMatchObject({ accepted: 1, quarantined: 2 });
  });

  test('corrects the clock of the client', async () => {
    const now = world.clock.now().getTime();
    const sentAt = new Date(now + 3_600_000);
    await ingest(
      [track({ userId: 'skewed', timestamp: new Date(sentAt.getTime() - 60_000).toISOString(), event: 'Skewed' })],
      { sentAt },
    );
    const { rows } = await sql<{ at: Date }>`select occurred_at as at from cdp.event where name = 'Skewed'`.execute(
      world.database.db,
    );
    expect(rows[0]!.at).toEqual(new Date(now - 60_000));
  });

  test('counts by source', async () => {
    const made = await createSource(world.ctx(), { name: '计数', kind: 'server' });
    const counted = (await findLiveSource(world.database.db, made.source.sourceId)) as LiveSource;
    const again = track({});
    await ingestBatch(world.ctx(), counted, { events: [again, again, 7], lane: 0 });
    await ingestBatch(world.ctx(), counted, { events: [again], lane: 1 });
    const { rows } = await sql`
      select sum(accepted)::int as accepted, sum(duplicate)::int as duplicate, sum(quarantined)::int as quarantined
      from cdp.source_counter where source_id = ${made.source.sourceId}`.execute(world.database.db);
    expect(rows[0]).toEqual({ accepted: 1, duplicate: 2, quarantined: 1 });
  });
});

describe('two sources', () => {
  const newSource = async (name: string): Promise<LiveSource> => {
    const made = await createSource(world.ctx(), { name, kind: 'server' });
    return (await findLiveSource(world.database.db, made.source.sourceId)) as LiveSource;
  };
  const seen = (prefix: string, userId: string | undefined, phone: string): Record<string, unknown> => ({
    ...track({ anonymousId: undefined, userId, context: { traits: { phone } } }),
    messageId: `${prefix}-${++serial}`,
  });

  test('that tell of the same people, some of them first by their phone alone, end in one profile each', async () => {
    const [till, shop] = [await newSource('门店'), await newSource('小程序')];
    const before = await profilesOf();
    const events = (prefix: string) =>
      Array.from({ length: 120 }, (_, at) => {
        const phone = `135222200${String(at % 40).padStart(2, '0')}`;
        return seen(prefix, at % 23 === 0 ? undefined : `loop${at % 40}`, phone);
      });
    const first = await ingestBatch(world.ctx(), till, { events: events('till') });
    expect(first).toMatchObject({ accepted: 120, quarantined: 0 });
    expect(await profilesOf()).toBe(before + 40);
    // All is known by now, so nothing may merge; people of several subjects are among them all the same.
    for (const again of [shop, till]) {
      const taken = await ingestBatch(world.ctx(), again, { events: events(again.sourceId) });
      expect(taken).toMatchObject({ accepted: 120, duplicate: 0, quarantined: 0, merges: 0 });
    }
    expect(await profilesOf()).toBe(before + 40);
  });

  test('mean the same person by the same user id', async () => {
    const [till, shop] = [await newSource('门店'), await newSource('小程序')];
    const before = await profilesOf();
    await ingestBatch(world.ctx(), till, { events: [seen('a', 'one-space', '13522230001')] });
    await ingestBatch(world.ctx(), shop, { events: [seen('b', 'one-space', '13522230002')] });
    expect(await profilesOf()).toBe(before + 1);
  });

  test('that give one phone to two user ids leave two people, and the phone with the first', async () => {
    const [till, shop] = [await newSource('门店'), await newSource('小程序')];
    const before = await profilesOf();
    const phone = '13522230003';
    await ingestBatch(world.ctx(), till, { events: [seen('a', 'wife', phone)] });
    for (const source of [shop, till]) {
      const events = [seen('b', 'husband', phone), seen('b', undefined, phone), seen('b', 'wife', phone)];
      expect(await ingestBatch(world.ctx(), source, { events })).toMatchObject({ accepted: 3, merges: 0 });
    }
    expect(await profilesOf()).toBe(before + 2);
    const { rows } = await sql<{ events: number }>`
      select count(*)::int as events from cdp.event e join cdp.subject s on s.subject_id = e.subject_id
      where e.source_id in (${shop.sourceId}, ${till.sourceId})
      group by s.profile_id order by 1`.execute(world.database.db);
    expect(rows.map((row) => row.events)).toEqual([2, 5]);
  });
});

describe('batches at the same time', () => {
  test('that share identifiers end in one profile, without deadlock', async () => {
    const before = await profilesOf();
    const chains = Array.from({ length: 12 }, (_, batch) =>
      Array.from({ length: 40 }, (__, at) => {
        const step = (at * 7 + batch * 5) % 40;
        return track({
          anonymousId: `chain-${step}`,
          properties: {},
          context: { device: { id: `dev-${((step + 1) % 40) >> 1}` } },
        });
      }),
    );
    const results = await Promise.all(chains.map((events, at) => ingest(events, { lane: at % 8 })));
    expect(results.reduce((sum, each) => sum + each.accepted, 0)).toBe(480);
    const { rows } = await sql<{ profiles: number; devices: number }>`
      select count(distinct s.profile_id)::int as profiles, count(distinct i.keyed_hash)::int as devices
      from cdp.identifier i join cdp.subject s on s.subject_id = i.subject_id where i.kind = 'device_id'`.execute(
      world.database.db,
    );
    expect(rows[0]!.devices).toBe(20);
    expect(await profilesOf()).toBe(before + rows[0]!.profiles);
  });

  test('that name one member by different phones and cards end in one profile', async () => {
    const before = await profilesOf();
    const batches = Array.from({ length: 10 }, (_, batch) =>
      Array.from({ length: 30 }, (__, at) => ({
        type: 'identify',
        messageId: `par-${batch}-${at}`,
        userId: `par-user-${at}`,
        anonymousId: `par-cookie-${at}-${batch}`,
        traits: { phone: `139333300${String(at).padStart(2, '0')}` },
      })),
    );
    await Promise.all(
      batches.map((events, at) => ingest(at % 2 === 0 ? events : events.toReversed(), { lane: at % 8 })),
    );
    expect(await profilesOf()).toBe(before + 30);
  });
});

async function isIn(schema: string, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_tables where schemaname = ${schema} and tablename = ${name}`.execute(
    world.database.db,
  );
  return rows.length > 0;
}
