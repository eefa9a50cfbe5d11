/**
 * Whether the listening desk keeps up: a chat of a million generated messages imported, read and counted, most of them
 * chatter as in real groups; then how soon an alert stands after the message that causes it. Through the doors of cdp and
 * intelligence on a real PostgreSQL, in this one process.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { composed, DEFAULT_TOPICS, readCorpus, readPhrases, type LabelledText } from '#engines/text';
import { seededRandom, systemRandom } from '#kernel/random';
import { DAY, ManualClock } from '#kernel/time';
import { systemContext, type Context, type Runtime } from '#platform/context';
import { createDatabaseIfMissing, migrate, openDatabase, startPostgres } from '#platform/postgres';
import { importPosts, type PostRow } from '#modules/cdp';
import { commitImport, previewImport, type ImportKind } from '#modules/territory';
import { openServices } from '#main/services';
import { allSchemas } from '../tests/support/all-schemas.ts';
import { makeFolder } from '../tests/support/folder.ts';
import { describeMachine, note, report, round } from './report.ts';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
});
const MESSAGES = Number(values.messages);
const COMMUNITIES = 300;
const AUTHORS = 60;
const DAYS = 30;
/** Of a hundred messages in a group so many are more than chatter. */
const OPINIONS = 0.15;
const BAR = { minutes: 5 };
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
  report({ messages: imported.recorded, seconds: round(seconds), messagesPerSecond: Math.round(MESSAGES / seconds) });
} finally {
  await opened.close();
  await database.close();
  await postgres.stop();
  folder.remove();
}
