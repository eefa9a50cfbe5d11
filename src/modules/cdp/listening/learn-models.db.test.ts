import { beforeAll, describe, expect, it } from 'vitest';
import { useContext } from '#testing';
import { createSource, findLiveSource, ingestBatch, type LiveSource } from '#modules/cdp';
import { makePlaces } from '../communities/testing-places.ts';
import { correctVoice } from './correct-voice.ts';
import { learnFromLabels } from './learn-models.ts';
import { loadReader } from './load-reader.ts';
import { liveModels } from './model-store.ts';
import { listVoices } from './voice-list-store.ts';

const world = useContext();
let source: LiveSource;
const POSTS = 72;
/** Little of the corpus: what is learnt from corrections shows all the same. */
const effort = { composed: { topics: 100, opinions: 100 }, everyNth: 40 };

beforeAll(async () => {
  await makePlaces(() => world.ctx());
  const made = await createSource(world.ctx(), { name: '业主群', kind: 'server' });
  source = (await findLiveSource(world.database.db, made.source.sourceId))!;
  const texts = Array.from(
    { length: POSTS },
    (_, at) =>
      `${['今天的车', '这批货', '三号线的单', '这次配送', '群里那车菜', '早上那单'][at % 6]}真拉胯，第${at}次了，烦`,
  );
  const events = texts.map((text, at) => ({
    type: 'track',
    event: 'Community Post Published',
    messageId: `learn-${at}`,
    anonymousId: `resident-${at % 9}`,
    timestamp: world.clock.now().toISOString(),
    properties: { communityCode: 'A1', channel: 'chat', text },
  }));
  await ingestBatch(world.ctx({ actor: { kind: 'source', sourceId: source.sourceId } }), source, { events });
});

const voices = () => {
  const ctx = world.ctx();
  const since = new Date(0);
  return listVoices(ctx.db, ctx.scope, { since }, { after: undefined, limit: 200 });
};

describe('learning from corrections', () => {
  it('waits until people corrected enough', async () => {
    expect(await learnFromLabels(world.ctx(), { effort })).toEqual([]);
  });

  it('takes a model into use that reads the rest of them better, and reads with it from then on', async () => {
    const found = await voices();
    expect(found.length).toBeGreaterThan(60);
    const label = { sentiment: 'negative' as const, severity: 1 as const, topics: ['delivery_delay'] };
    for (const { cityId, eventId } of found) await correctVoice(world.ctx(), { cityId, eventId, label });
    const before = await loadReader(world.database.db);
    const learnt = await learnFromLabels(world.ctx(), { effort });
    const topics = learnt.find(({ kind }) => kind === 'topics')!;
    expect(topics).toMatchObject({ state: 'live', labels: found.length });
    expect(topics.score).toBeGreaterThan(topics.before);
    expect((await liveModels(world.database.db)).get('topics')).toBe(topics.modelId);
    const after = await loadReader(world.database.db);
    expect(after).not.toBe(before);
    const [reading] = after.read(['这批货真拉胯，第99次了，烦']);
    expect(reading!.topics.map(({ topic }) => topic)).toContain('delivery_delay');
  });

  it('does not learn the same again', async () => {
    expect(await learnFromLabels(world.ctx(), { effort })).toEqual([]);
  });
});
