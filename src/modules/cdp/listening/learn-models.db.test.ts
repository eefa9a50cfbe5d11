import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import { EVERYTHING } from '#platform/permission';
import { useContext, type ContextAsked } from '#testing';
import { createSource, findLiveSource, ingestBatch, type LiveSource } from '#modules/cdp';
import { makePlaces } from '../communities/testing-places.ts';
import { correctVoice } from './correct-voice.ts';
import { askLearning, askLearningByNight } from './ask-learning.ts';
import { keepLearnt, LearningTaken } from './keep-learnt.ts';
import { runDueLearning } from './learn-models.ts';
import type { LearntModel } from './learn-task.ts';
import { LearningUnderWay, ModelsAreHeadquarters, ShippedAlready, SILENT_MS } from './learning-run.ts';
import { takeLearning } from './learning-run-store.ts';
import { loadReader } from './load-reader.ts';
import { liveModels, type ModelKind } from './model-store.ts';
import { readModels } from './read-models.ts';
import { returnToShipped } from './return-to-shipped.ts';
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
const said = async () => readModels(world.database.db);
const operator = (asked: ContextAsked = {}) =>
  world.ctx({ actor: { kind: 'user', userId: '019a0000-0000-7000-8000-0000000000aa' as UserId }, ...asked });

/** People correct that many messages, a minute later than whatever was. */
async function correct(howMany: number): Promise<number> {
  world.clock.advance(MINUTE);
  const found = (await voices()).slice(0, howMany);
  const label = { sentiment: 'negative' as const, severity: 1 as const, topics: ['delivery_delay'] };
  for (const { cityId, eventId } of found) await correctVoice(world.ctx(), { cityId, eventId, label });
  return found.length;
}

describe('learning from corrections', () => {
  it('waits until people corrected enough, and says how many are missing', async () => {
    expect(await correct(30)).toBe(30);
    await expect(askLearning(operator())).rejects.toMatchObject({
      code: 'learning-labels-few',
      params: { have: 30, missing: 30 },
    });
    await askLearningByNight(world.ctx());
    expect(await said()).toMatchObject({ items: [], labels: 30, fresh: 30, underWay: null, last: null });
    expect(await runDueLearning(world.ctx(), { effort })).toBeUndefined();
  });

  it('is asked for once at a time, by headquarters, and given back when the process goes down', async () => {
    const corrected = await correct(POSTS);
    expect(corrected).toBeGreaterThan(60);
    await expect(askLearning(operator({ scope: { ...EVERYTHING, everything: false } }))).rejects.toThrow(
      ModelsAreHeadquarters,
    );
    const first = await askLearning(operator({ key: 'now' }));
    expect(await askLearning(operator({ key: 'now' }))).toEqual(first);
    await expect(askLearning(operator())).rejects.toThrow(LearningUnderWay);
    await askLearningByNight(world.ctx());
    const since = world.clock.now().toISOString();
    expect((await said()).underWay).toEqual({ since, byHand: true });
    expect(await runDueLearning(world.ctx(), { effort, signal: AbortSignal.abort() })).toBeUndefined();
    expect((await said()).underWay).toEqual({ since, byHand: true });
  });

  it('takes a model into use that reads the rest of them better, and reads with it from then on', async () => {
    const before = await loadReader(world.database.db);
    const learnt = (await runDueLearning(world.ctx(), { effort }))!;
    expect(learnt.outcome).toBe('taken');
    const topics = learnt.models.find(({ kind }) => kind === 'topics')!;
    expect(topics).toMatchObject({ state: 'live', labels: (await said()).labels });
    expect(topics.score).toBeGreaterThan(topics.before);
    expect((await liveModels(world.database.db)).get('topics')).toBe(topics.modelId);
    const after = await loadReader(world.database.db);
    expect(after).not.toBe(before);
    const [reading] = after.read(['这批货真拉胯，第99次了，烦']);
    expect(reading!.topics.map(({ topic }) => topic)).toContain('delivery_delay');
    expect(await said()).toMatchObject({
      fresh: 0,
      underWay: null,
      last: { outcome: 'taken', byHand: true, why: null },
    });
  });

  it('does not learn the same again', async () => {
    await expect(askLearning(operator())).rejects.toMatchObject({
      code: 'learning-fresh-few',
      params: { have: 0, missing: 20 },
    });
  });
});

describe('going back to the model that ships', () => {
  it('takes the learnt one out of use for good, once', async () => {
    await expect(returnToShipped(operator({ scope: { ...EVERYTHING, everything: false } }), 'topics')).rejects.toThrow(
      ModelsAreHeadquarters,
    );
    const given = await returnToShipped(operator({ key: 'back' }), 'topics');
    expect(await returnToShipped(operator({ key: 'back' }), 'topics')).toEqual(given);
    expect((await liveModels(world.database.db)).has('topics')).toBe(false);
    const topics = (await said()).items.find(({ kind }) => kind === 'topics')!;
    expect(topics).toMatchObject({ state: 'retired', isGivenUp: true, retiredAt: world.clock.now().toISOString() });
    const [reading] = (await loadReader(world.database.db)).read(['这批货真拉胯，第99次了，烦']);
    expect(reading!.topics.map(({ topic }) => topic)).not.toContain('delivery_delay');
    await expect(returnToShipped(operator(), 'topics')).rejects.toThrow(ShippedAlready);
    const { rows } = await sql<{ action: string }>`
      select action_name as action from platform.audit_entry where subject_id = ${given.modelId} order by action_name`.execute(
      world.database.db,
    );
    expect(rows.map(({ action }) => action)).toEqual(['learn-text-model', 'return-to-shipped']);
  });
});

describe('a learning that ends in another way', () => {
  const learnt = (kind: ModelKind, score: number): LearntModel => ({
    kind,
    bytes: new Uint8Array([1]),
    score,
    before: 0.7,
    isBetter: score > 0.7,
  });
  const take = () => world.ctx().transaction((tx) => takeLearning(tx.db, tx.now));
  const none = new Map<ModelKind, string>();

  it('takes nothing into use that is no better, or that was judged against what is not in use any more', async () => {
    await correct(20);
    await askLearningByNight(world.ctx());
    const run = (await take())!;
    const against = new Map<ModelKind, string>([['topics', run.runId]]);
    const found = { models: [learnt('sentiment', 0.7), learnt('topics', 0.9)], heldOut: 20, labels: 60 };
    expect(await keepLearnt(world.ctx(), run, { ...found, against })).toMatchObject({
      outcome: 'no_better',
      models: [{ state: 'rejected' }, { state: 'rejected' }],
    });
    expect((await said()).last).toMatchObject({ outcome: 'no_better', byHand: false });
    // Somebody else goes on with it: nothing of it is kept.
    const kept = (await said()).items.length;
    await expect(keepLearnt(world.ctx(), run, { ...found, against: none })).rejects.toThrow(LearningTaken);
    expect((await said()).items).toHaveLength(kept);
  });

  it('fails once it died in the middle three times', async () => {
    await correct(20);
    await askLearning(operator());
    for (const attempts of [1, 2, 3]) {
      expect(await take()).toMatchObject({ attempts });
      world.clock.advance(SILENT_MS + 1);
    }
    expect(await runDueLearning(world.ctx(), { effort })).toBeUndefined();
    expect(await said()).toMatchObject({
      underWay: null,
      last: { outcome: 'failed', byHand: true, why: '学了几次都中断了，请联系管理员看日志' },
    });
  });

  it('ends without a model where the words of most corrections are gone', async () => {
    await sql`update cdp.event set personal = null`.execute(world.database.db);
    await askLearning(operator());
    expect(await runDueLearning(world.ctx(), { effort })).toEqual({ outcome: 'too_few', models: [] });
    expect((await said()).last).toMatchObject({ outcome: 'too_few', why: null });
  });
});
