import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { addDays, businessDay, MINUTE } from '#kernel/time';
import { subscribe, type Delivered } from '#platform/outbox';
import { useContext } from '#testing';
import { createSource, findLiveSource, ingestBatch, type LiveSource } from '#modules/cdp';
import { makePlaces, type TestPlaces } from '../../communities/testing-places.ts';
import { CommunityFactsChanged, GraveVoicesHeard, MentionsCounted } from '../../events.ts';
import { correctVoice } from '../correct-voice.ts';
import { hear } from '../hear.ts';
import { readListening } from '../read-listening.ts';
import { readVoices } from '../read-voices.ts';
import { installRefining, RefinerRefused, RefinerUnavailable, type Refined, type Refiner } from './refiner-port.ts';
import { refineVoices, refineVoicesJob } from './refine-voices.ts';
import { textsSent } from './refining-store.ts';

const world = useContext();
let places: TestPlaces;
let source: LiveSource;
let serial = 0;

type Read = Refined | undefined | Error;
const LEAK: Refined = { sentiment: 'negative', severity: 1, topics: ['leak'] };

/** Reads each text as it is told to, and remembers what it was asked. */
class Reader implements Refiner {
  readonly model = 'reader-1';
  readonly host = 'llm.test';
  readonly asked: (readonly string[])[] = [];
  readonly read: (text: string) => Read | Promise<Read>;

  constructor(read: (text: string) => Read | Promise<Read>) {
    this.read = read;
  }

  async refine(texts: readonly string[]): Promise<(Refined | undefined)[]> {
    this.asked.push(texts);
    const answers: (Refined | undefined)[] = [];
    for (const text of texts) {
      const answer = await this.read(text);
      if (answer instanceof Error) throw answer;
      answers.push(answer);
    }
    return answers;
  }
}

function install(
  read: (text: string) => Read | Promise<Read>,
  limits: { mostPerDay?: number; leastCertainty?: number } = {},
): Reader {
  const refiner = new Reader(read);
  installRefining({ refiner, mostPerDay: 1_000, leastCertainty: 1, ...limits });
  return refiner;
}

beforeAll(async () => {
  places = await makePlaces(() => world.ctx());
  const made = await createSource(world.ctx(), { name: '业主群', kind: 'server' });
  source = (await findLiveSource(world.database.db, made.source.sourceId))!;
});
// What the tests before said is too old by then.
beforeEach(() => world.clock.set(addDays(world.clock.now(), 7).toISOString()));
afterEach(() => installRefining(undefined));

async function say(texts: readonly string[], author?: string): Promise<void> {
  const events = texts.map((text) => ({
    type: 'track',
    event: 'Community Post Published',
    messageId: `refine-${++serial}`,
    anonymousId: author ?? `resident-${serial}`,
    // The later, the newer.
    timestamp: new Date(world.clock.now().getTime() - 1_000_000 + serial).toISOString(),
    properties: { communityCode: 'A1', channel: 'chat', text },
  }));
  const ctx = world.ctx({ actor: { kind: 'source', sourceId: source.sourceId } });
  expect((await ingestBatch(ctx, source, { events })).accepted).toBe(texts.length);
}

const voices = async () =>
  (await readVoices(world.ctx(), { days: 3, purpose: 'community_listening' }, { cursor: undefined, limit: 100 })).items;
const newest = async () => (await voices())[0]!;
const summary = () => readListening(world.ctx(), { days: 3 });
const topicCounts = async () =>
  Object.fromEntries((await summary()).topics.map(({ topic, mentions, people }) => [topic, [mentions, people]]));
const labels = async (): Promise<number> => {
  const { rows } = await sql<{ labels: number }>`
    select count(*)::integer as labels from cdp.voice_label`.execute(world.database.db);
  return rows[0]!.labels;
};

async function heard(): Promise<Delivered<{ eventIds?: string[] }>[]> {
  const events: Delivered<{ eventIds?: string[] }>[] = [];
  const types = [MentionsCounted, CommunityFactsChanged, GraveVoicesHeard];
  const listen = subscribe('test.listen-refining', types, async (_ctx, event) => {
    events.push(event as Delivered<{ eventIds?: string[] }>);
  });
  await world.drain([listen]);
  return events;
}

describe('messages that our models are unsure of', () => {
  it('stay as they were read where no refiner is set up', async () => {
    await say(['橱柜做工真不错，缝隙很均匀']);
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 0 });
    await refineVoicesJob.handle(world.ctx(), {});
    expect(await voices()).toMatchObject([{ sentiment: 'positive', refinedBy: null }]);
  });

  it('are read again: counts follow, and it is nobody’s word', async () => {
    await say(['橱柜做工真不错，缝隙很均匀', '橱柜做工真是没得说']);
    const before = await voices();
    await heard();
    const refiner = install((text) => (text.includes('缝隙') ? { ...LEAK, topics: ['leak', 'price'] } : undefined));
    expect(await refineVoices(world.ctx())).toEqual({ refined: 1, left: 1 });
    expect(refiner.asked).toEqual([['橱柜做工真是没得说', '橱柜做工真不错，缝隙很均匀']]);
    const [left, refined] = await voices();
    expect(refined).toEqual({
      ...before[1],
      ...LEAK,
      topics: ['leak', 'price'],
      words: expect.any(Array),
      refinedBy: 'reader-1',
    });
    expect(left).toEqual(before[0]);
    expect((await summary()).now).toEqual({ posts: 2, negative: 1, positive: 1 });
    // The other one is counted as it was.
    const others = Object.fromEntries(before[0]!.topics.map((topic) => [topic, [1, 1]]));
    expect(await topicCounts()).toEqual({ ...others, leak: [1, 1], price: [1, 1] });
    expect((await heard()).map(({ type }) => type)).toEqual(['CommunityFactsChanged']);
    expect(await labels()).toBe(0);
    // Once: neither what was read nor what nothing was said of is asked for again.
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 0 });
  });

  it('are the recent ones, below the certainty that is asked for, that nobody checked', async () => {
    await say(['卫生间漏水了', '橱柜做工真不错', '菜不新鲜了，还这么贵', '团长态度不错', '厨房台面开裂']);
    const found = (await voices()).toSorted((a, b) => a.certainty - b.certainty);
    const [least, checked, next] = found;
    const { cityId, eventId, sentiment, severity, topics } = checked!;
    await correctVoice(world.ctx(), { cityId, eventId, label: { sentiment, severity, topics } });
    const refiner = install(() => undefined, { leastCertainty: (next!.certainty + found[3]!.certainty) / 2 });
    await refineVoices(world.ctx());
    expect(new Set(refiner.asked.flat())).toEqual(new Set([least!.text, next!.text]));
    world.clock.set(addDays(world.clock.now(), 3).toISOString());
    installRefining({ refiner, mostPerDay: 1_000, leastCertainty: 1 });
    await refineVoices(world.ctx());
    expect(refiner.asked).toHaveLength(1);
  });

  it('may be read just as before: nothing is counted again, and it shows who looked', async () => {
    await say(['橱柜做工真不错，缝隙很均匀']);
    const { sentiment, severity, topics } = await newest();
    install(() => ({ sentiment, severity, topics }));
    await heard();
    expect(await refineVoices(world.ctx())).toEqual({ refined: 1, left: 0 });
    expect(await voices()).toMatchObject([{ sentiment, severity, topics, refinedBy: 'reader-1', isChecked: false }]);
    expect(await heard()).toEqual([]);
  });

  it('count a person once, as long as one message is left that says so', async () => {
    await say(['卫生间漏水了', '又漏水了，第二次'], 'loud');
    install((text) => (text.includes('第二次') ? { ...LEAK, topics: [] } : undefined));
    await refineVoices(world.ctx());
    expect((await topicCounts())['leak']).toEqual([1, 1]);
  });
});

describe('what leaves the house', () => {
  it('is masked, and in the audit with where it goes before it does', async () => {
    await say(['你们做工太差了，住3栋2单元501，快打13912345678']);
    const sent = async () =>
      (
        await sql<{ text: string; purpose: string; host: string }>`
          select details::text as text, purpose, subject_id as host from platform.audit_entry
          where action_name = 'send-voices' order by occurred_at desc limit 1`.execute(world.database.db)
      ).rows[0];
    const [voice] = await voices();
    let seen: Awaited<ReturnType<typeof sent>>;
    const refiner = install(async () => {
      seen = await sent();
      return LEAK;
    });
    await refineVoices(world.ctx());
    expect(refiner.asked).toEqual([['你们做工太差了，住*栋*单元*，快打139****5678']]);
    expect(seen).toMatchObject({ purpose: 'community_listening', host: 'llm.test' });
    expect(JSON.parse(seen!.text)).toEqual({ model: 'reader-1', texts: 1, eventIds: [voice!.eventId] });
    const opened = await sql`
      select 1 from platform.audit_entry
      where action_name = 'open-sealed-data' and purpose = 'community_listening' and occurred_at = ${world.clock.now()}`.execute(
      world.database.db,
    );
    expect(opened.rows.length).toBeGreaterThan(0);
  });

  it('is nothing of words that were said elsewhere', async () => {
    await world.ctx().transaction(async (tx) => {
      const said = {
        id: tx.newId<'Claim'>(),
        personId: tx.newId<'Person'>() as PersonId,
        ...places.communities['A1']!,
      };
      await hear(tx, { ...said, channel: 'claim', text: '卫生间漏水了，气死', occurredAt: tx.now });
    });
    const refiner = install(() => LEAK);
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 1 });
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 0 });
    expect(refiner.asked).toEqual([]);
  });

  it('keeps to the day’s limit, twenty in a request, the newest first', async () => {
    await say(Array.from({ length: 45 }, (_, at) => `卫生间第${at}次漏水了`));
    const refiner = install(() => undefined, { mostPerDay: 25 });
    await refineVoices(world.ctx());
    await refineVoices(world.ctx());
    expect(refiner.asked.map((texts) => texts.length)).toEqual([20, 5]);
    expect(refiner.asked[0]![0]).toBe('卫生间第44次漏水了');
    world.clock.set(addDays(world.clock.now(), 1).toISOString());
    await refineVoices(world.ctx());
    expect(refiner.asked.map((texts) => texts.length)).toEqual([20, 5, 20]);
    expect(new Set(refiner.asked.flat()).size).toBe(45);
  });

  it('is two hundred texts a run at most', async () => {
    await say(Array.from({ length: 210 }, (_, at) => `卫生间第${at}次漏水了`));
    const refiner = install(() => undefined);
    await refineVoices(world.ctx());
    expect(refiner.asked.flat()).toHaveLength(200);
    await refineVoices(world.ctx());
    expect(refiner.asked.flat()).toHaveLength(210);
  });

  it('leaves once, however many runs there are at a time', async () => {
    await say(Array.from({ length: 30 }, (_, at) => `卫生间第${at}次漏水了`));
    const refiner = install(() => LEAK);
    await Promise.all([1, 2, 3, 4].map(() => refineVoices(world.ctx())));
    expect(refiner.asked.flat()).toHaveLength(30);
    expect(new Set(refiner.asked.flat()).size).toBe(30);
    expect(await topicCounts()).toMatchObject({ leak: [30, 30] });
  });
});

describe('a person', () => {
  it('wins, also while the endpoint is reading', async () => {
    await say(['橱柜做工真不错，缝隙很均匀']);
    const { cityId, eventId } = await newest();
    const before = await labels();
    install(async () => {
      const label = { sentiment: 'neutral', severity: 0, topics: ['design'] } as const;
      await correctVoice(world.ctx(), { cityId, eventId, label });
      return LEAK;
    });
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 0 });
    expect(await voices()).toMatchObject([
      { sentiment: 'neutral', topics: ['design'], isChecked: true, certainty: 1, refinedBy: null },
    ]);
    expect(await labels()).toBe(before + 1);
    expect(await topicCounts()).toEqual({ design: [1, 1] });
  });

  it('corrects what was read again', async () => {
    await say(['橱柜做工真不错，缝隙很均匀']);
    install(() => LEAK);
    await refineVoices(world.ctx());
    const { cityId, eventId } = await newest();
    const label = { sentiment: 'positive', severity: 0, topics: ['workmanship'] } as const;
    await correctVoice(world.ctx(), { cityId, eventId, label });
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 0 });
    expect(await voices()).toMatchObject([{ ...label, isChecked: true }]);
    expect((await summary()).now).toEqual({ posts: 1, negative: 0, positive: 1 });
  });
});

describe('what is grave', () => {
  it('is not made milder', async () => {
    await say(['厨房有很大的煤气味，怎么办']);
    const [before] = await voices();
    expect(before?.severity).toBe(3);
    install(() => ({ sentiment: 'positive', severity: 0, topics: ['kitchen'] }));
    await heard();
    await refineVoices(world.ctx());
    const { sentiment, graveKinds } = before!;
    expect(await voices()).toMatchObject([{ sentiment, severity: 3, graveKinds, topics: ['kitchen'] }]);
    expect((await heard()).map(({ type }) => type)).not.toContain('GraveVoicesHeard');
  });

  it('is announced when it is found out', async () => {
    await say(['橱柜做工真不错，缝隙很均匀']);
    const { eventId } = await newest();
    install(() => ({ ...LEAK, severity: 3 }));
    await heard();
    await refineVoices(world.ctx());
    expect(await voices()).toMatchObject([{ severity: 3, graveKinds: [] }]);
    const grave = (await heard()).filter(({ type }) => type === 'GraveVoicesHeard');
    expect(grave.map(({ payload }) => payload.eventIds)).toEqual([[eventId]]);
  });
});

describe('an endpoint that fails', () => {
  const sentToday = () => textsSent(world.database.db, businessDay(world.clock.now()));

  it('is asked again for what is left, and keeps what it said before', async () => {
    await say(Array.from({ length: 30 }, (_, at) => `卫生间第${at}次漏水了`));
    let isDown = true;
    const refiner = install((text) =>
      isDown && text.includes('第3次') ? new RefinerUnavailable('llm.test', 'HTTP-503') : LEAK,
    );
    await expect(refineVoices(world.ctx())).rejects.toThrow('refiner-unavailable: llm.test HTTP-503');
    expect((await voices()).filter(({ refinedBy }) => refinedBy !== null)).toHaveLength(20);
    expect(await sentToday()).toBe(20);
    isDown = false;
    expect(await refineVoices(world.ctx())).toEqual({ refined: 10, left: 0 });
    expect(refiner.asked.map((texts) => texts.length)).toEqual([20, 10, 10]);
    expect(await sentToday()).toBe(30);
  });

  it('does not keep the others from being read when it refuses the words of one', async () => {
    await say(Array.from({ length: 12 }, (_, at) => `卫生间第${at}次漏水了`));
    const refiner = install((text) =>
      text.includes('第7次') ? new RefinerRefused('llm.test', 'HTTP-400', true) : LEAK,
    );
    expect(await refineVoices(world.ctx())).toEqual({ refined: 11, left: 1 });
    const requests = refiner.asked.length;
    expect(requests).toBeLessThan(12);
    await refineVoices(world.ctx());
    expect(refiner.asked).toHaveLength(requests);
    expect(await sentToday()).toBe(11);
  });

  it('loses nothing when it refuses everything', async () => {
    await say(Array.from({ length: 20 }, (_, at) => `卫生间第${at}次漏水了`));
    const refuses = install(() => new RefinerRefused('llm.test', 'HTTP-400', true));
    await expect(refineVoicesJob.handle(world.ctx(), {})).rejects.toThrow('HTTP-400');
    expect(refuses.asked.length).toBeLessThan(10);
    install(() => new RefinerRefused('llm.test', 'HTTP-401'));
    await expect(refineVoices(world.ctx())).rejects.toThrow(RefinerRefused);
    install(() => LEAK);
    expect(await refineVoices(world.ctx())).toEqual({ refined: 20, left: 0 });
  });

  it('is not waited for by a process that goes down; what a dead one took is free after a while', async () => {
    await say(['卫生间漏水了']);
    const refiner = install(() => LEAK);
    expect(await refineVoices(world.ctx(), AbortSignal.abort())).toEqual({ refined: 0, left: 0 });
    await sql`
      update cdp.voice set refining_until = ${new Date(world.clock.now().getTime() + 20 * MINUTE)}
      where refined_at is null`.execute(world.database.db);
    expect(await refineVoices(world.ctx())).toEqual({ refined: 0, left: 0 });
    expect(refiner.asked).toEqual([]);
    world.clock.set(new Date(world.clock.now().getTime() + 21 * MINUTE).toISOString());
    expect(await refineVoices(world.ctx())).toEqual({ refined: 1, left: 0 });
  });
});
