/**
 * Whether the listening desk keeps up: a chat of a million generated messages imported, read and counted, most of them
 * chatter as in real groups; then how soon an alert stands after the message that causes it. Through the doors of cdp and
 * intelligence on a real PostgreSQL, in this one process.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { composed, DEFAULT_TOPICS, readCorpus, readPhrases, type LabelledText } from '#engines/text';
import { seededRandom, systemRandom } from '#kernel/random';
import { DAY, ManualClock } from '#kernel/time';
import { systemContext, type Context, type Runtime } from '#platform/context';
import { Relay } from '#platform/outbox';
import { createDatabaseIfMissing, migrate, openDatabase, startPostgres } from '#platform/postgres';
import { createSource, findLiveSource, importPosts, ingestBatch, type PostRow } from '#modules/cdp';
import { readAlerts } from '#modules/intelligence';
import { commitImport, communitiesByCodes, previewImport, type ImportKind } from '#modules/territory';
import { modules } from '#main/modules';
import { openServices } from '#main/services';
import { allSchemas } from '../tests/support/all-schemas.ts';
import { makeFolder } from '../tests/support/folder.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
});
const MESSAGES = Number(values.messages);
const COMMUNITIES = 300;
const AUTHORS = 60;
const DAYS = 30;
/** Of a hundred messages in a group so many are more than chatter. */
const OPINIONS = 0.15;
const ALERTS = 60;
const POLL_MS = 20;
const GIVEN_UP_MS = 60_000;
const BAR = { minutes: 5, alertMs: 10_000 };
const START = '2026-07-04T00:00:00Z';
const CORPUS = new URL('../src/engines/text/corpus/', import.meta.url);

const clock = new ManualClock(START);
const random = seededRandom('listening');
const read = (name: string): string => readFileSync(new URL(`${name}.tsv`, CORPUS), 'utf8');

async function makeCommunities(ctx: () => Context): Promise<void> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const asked = { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes: Buffer.from(lines.join('\n')) } as const;
    const { id } = await previewImport(ctx(), asked);
    await commitImport(ctx(), { importId: id, lines: 'all' });
  };
  await load('regions', ['code,name', 'R,大区']);
  await load('cities', ['code,name,region,lng,lat', 'C,城市,R,120.15,30.28']);
  const communities = Array.from({ length: COMMUNITIES }, (_, at) => `L${at},小区${at},C,120.15,30.28`);
  await load('communities', ['code,name,city,lng,lat', ...communities]);
}

/** What people say: chatter that was written for the corpus, and composed opinions, each as often as in a group. */
function* messages(count: number): Generator<PostRow> {
  const topics = new Set(DEFAULT_TOPICS.map(({ topic }) => topic));
  const chatter = readCorpus(read('train-chatter'), topics).filter(({ sentiment }) => sentiment === 'neutral');
  const opinions: LabelledText[] = [...composed(readPhrases(read('phrases')), 20_000, random)];
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random.next() * all.length)]!;
  const from = clock.now().getTime() - DAYS * DAY;
  for (let nth = 0; nth < count; nth++) {
    const community = Math.floor(random.next() * COMMUNITIES);
    yield {
      communityCode: `L${community}`,
      author: `邻居${Math.floor(random.next() ** 2 * AUTHORS)}`,
      text: pick(random.next() < OPINIONS ? opinions : chatter).text,
      postedAt: new Date(from + Math.floor((nth / count) * DAYS * DAY)),
      channel: 'chat',
      externalId: `m${nth}`,
    };
  }
}

/** Three people are a spike where nobody complained before. */
const COMPLAINTS = ['阳台漏水了，地板都泡了，烦死了', '我家也漏，天花板一直渗水没人管', '下雨就漏水，说了半年还没修好'];

/**
 * In one community after another three people complain, each in a batch of its own; the relay delivers as in a server. From
 * the moment at which the last one is sent to the moment at which the alert can be read.
 */
async function alertDelays(runtime: Runtime): Promise<{ n: number; p50Ms: number; p95Ms: number }> {
  const ctx = (): Context => systemContext(runtime, 'bench');
  const made = await createSource(ctx(), { name: '业主群', kind: 'server' });
  const source = (await findLiveSource(runtime.db, made.source.sourceId))!;
  const places = await communitiesByCodes(
    runtime.db,
    Array.from({ length: ALERTS }, (_, nth) => `L${nth}`),
  );
  const subscriptions = modules.flatMap((each) => each.subscriptions);
  const relay = new Relay({
    runtime,
    connection: postgres.connectionFor('twinwheel'),
    subscriptions,
    log: pino({ level: 'silent' }),
  });
  relay.start();
  const times: number[] = [];
  try {
    for (const [code, { communityId }] of places) {
      const isRaised = async (): Promise<boolean> => {
        const page = { cursor: undefined, limit: 100 };
        const { items } = await readAlerts(ctx(), { view: 'all', communityId, kind: 'spike' }, page);
        return items.some(({ topic }) => topic === 'leak');
      };
      let sent = 0;
      for (const [at, text] of COMPLAINTS.entries()) {
        const properties = { communityCode: code, channel: 'chat', text };
        const event = { type: 'track', event: 'Community Post Published', messageId: `${code}-${at}`, properties };
        sent = performance.now();
        await ingestBatch(ctx(), source, { events: [{ ...event, anonymousId: `angry-${code}-${at}` }] });
      }
      while (!(await isRaised())) {
        if (performance.now() - sent > GIVEN_UP_MS) throw new Error(`no alert in ${code}`);
        await setTimeout(POLL_MS);
      }
      times.push(performance.now() - sent);
    }
  } finally {
    await relay.stop();
  }
  return { n: times.length, p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) };
}

const folder = makeFolder('tw-bench-listening-');
note(`machine: ${describeMachine()}`);
const postgres = await startPostgres({ dataDir: folder.path, log: () => {} });
await createDatabaseIfMissing(postgres.connectionFor('postgres'), 'twinwheel');
const database = openDatabase({ connection: postgres.connectionFor('twinwheel'), poolSize: 10 });
const settings = { publicUrl: 'http://127.0.0.1', mode: 'demo' } as const;
const opened = await openServices({ dataDir: folder.path, settings, env: {} });
try {
  await migrate(database.db, await allSchemas());
  const runtime: Runtime = { db: database.db, clock, random: systemRandom, services: opened.services };
  const ctx = (): Context => systemContext(runtime, 'bench');
  await makeCommunities(ctx);
  const begun = performance.now();
  const imported = await importPosts(ctx(), messages(MESSAGES));
  const seconds = (performance.now() - begun) / 1_000;
  note(`${imported.recorded} recorded in ${round(seconds)} s (bar: a million in ${BAR.minutes * 60} s)`);
  const alerts = await alertDelays(runtime);
  note(`an alert after p95 ${alerts.p95Ms} ms (bar ${BAR.alertMs} ms)`);
  const messagesPerSecond = Math.round(MESSAGES / seconds);
  report({ messages: imported.recorded, seconds: round(seconds), messagesPerSecond, alert: alerts });
} finally {
  await opened.close();
  await database.close();
  await postgres.stop();
  folder.remove();
}
