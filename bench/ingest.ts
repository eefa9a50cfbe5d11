/**
 * How many customer events a second one server takes in over HTTP, identity resolved, durable (fsync and
 * synchronous_commit on): 100,000 events in batches of 100, 10 % repeated, 5 % joining two profiles. The clock stops when
 * the last event can be read on its resolved profile.
 *
 * Baseline, in the same run on the same PostgreSQL: a bare client that inserts the same columns into tables with the same
 * indexes (the event log and the duplicate check), 500 rows a statement, as many connections.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startPostgres } from '#platform/postgres';
import { makeFolder } from '../tests/support/folder.ts';
import { startServerProcess, type ServerProcess } from '../tests/support/process.ts';
import { signInStaff, type StaffClient } from '../tests/support/staff-client.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

const EVENTS = 100_000;
const BATCH = 100;
const CONNECTIONS = 8;
const USERS = 20_000;
const FLOOR_STATEMENT_ROWS = 500;
const PROBE_PHONE = '16088888888';
const ADMIN = { login: 'bench', password: 'bench-password-only' };

interface ClientEvent {
  readonly type: 'track' | 'identify';
  readonly messageId: string;
  readonly [field: string]: unknown;
}

/** Every 20th event joins what an anonymous visitor did, some batches ago, to a known user. */
function makeEvents(): { batches: ClientEvent[][]; last: string } {
  const events: ClientEvent[] = [];
  const at = Date.now();
  const lag = 4_000;
  for (let n = 0; events.length < EVENTS; n++) {
    const originalTimestamp = new Date(at + n).toISOString();
    const common = { messageId: `bench-${n}`, originalTimestamp };
    const userId = `user-${(n * 7_919) % USERS}`;
    if (n === 0) {
      events.push({ ...common, type: 'identify', userId: 'probe', traits: { phone: PROBE_PHONE } });
    } else if (n % 10 === 9 && n > lag) {
      events.push(events[n - lag] as ClientEvent);
    } else if (n % 20 === 4) {
      events.push({
        ...common,
        type: 'track',
        event: 'Page Seen',
        anonymousId: `anon-${n}`,
        properties: { path: '/a' },
      });
    } else if (n % 20 === 14 && n > lag) {
      events.push({
        ...common,
        type: 'identify',
        userId,
        anonymousId: `anon-${n - 10 - lag + (lag % 20)}`,
        traits: { plan: 'a' },
      });
    } else {
      events.push({
        ...common,
        type: 'track',
        event: 'Product Viewed',
        userId,
        properties: { sku: `S${n % 500}`, priceFen: 1_990 },
      });
    }
  }
  const last = 'Bench Finished';
  events[EVENTS - 1] = {
    type: 'track',
    event: last,
    userId: 'probe',
    messageId: 'bench-last',
    originalTimestamp: new Date(at).toISOString(),
  };
  const batches: ClientEvent[][] = [];
  for (let from = 0; from < EVENTS; from += BATCH) batches.push(events.slice(from, from + BATCH));
  return { batches, last };
}

async function postAll(url: string, writeKey: string, batches: readonly ClientEvent[][]): Promise<number[]> {
  const times: number[] = [];
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      const body = JSON.stringify({ batch, sentAt: new Date().toISOString() });
      const from = performance.now();
      await postUntilTaken(url, authorization, body);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  return times;
}

/** As the public clients do: 429 is waited out, anything else that is not 200 fails the bench. */
async function postUntilTaken(url: string, authorization: string, body: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    });
    await answer.arrayBuffer();
    if (answer.status === 200) return;
    if (answer.status !== 429) throw new Error(`the server answered ${answer.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(answer.headers.get('retry-after') ?? '1')));
  }
}

async function untilReadable(staff: StaffClient, last: string): Promise<void> {
  for (;;) {
    const found = await staff.send<{ items: { profileId: string }[] }>('POST', '/api/cdp/profiles/search', {
      text: PROBE_PHONE,
    });
    const profileId = found.items[0]?.profileId;
    if (profileId !== undefined) {
      const timeline = await staff.get<{ items: { name: string }[] }>(
        `/api/cdp/profiles/${profileId}/timeline?limit=10`,
      );
      if (timeline.items.some((event) => event.name === last)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Rows a second of the bare client. It writes as many rows as the server kept. */
async function measureFloor(connection: pg.ClientConfig): Promise<number> {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client(connection));
  for (const client of clients) await client.connect();
  const [first] = clients;
  if (first === undefined) throw new Error('no connection');
  const partition = await first.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'cdp.event'::regclass order by 1 desc limit 1`,
  );
  await first.query(`
    create schema floor;
    create table floor.event (like ${partition.rows[0]?.name ?? 'cdp.event'} including all);
    create table floor.message (like cdp.message including all);`);
  const rows = EVENTS * 0.9;
  let next = 0;
  const from = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (next < rows) {
        const start = next;
        next += FLOOR_STATEMENT_ROWS;
        await insertFloor(client, start, Math.min(FLOOR_STATEMENT_ROWS, rows - start));
      }
    }),
  );
  const seconds = (performance.now() - from) / 1_000;
  await first.query('drop schema floor cascade');
  for (const client of clients) await client.end();
  return rows / seconds;
}

const SOURCE = crypto.randomUUID();

async function insertFloor(client: pg.Client, start: number, count: number): Promise<void> {
  const at = new Date();
  const events: unknown[] = [];
  const messages: unknown[] = [];
  for (let n = start; n < start + count; n++) {
    const properties = JSON.stringify({ sku: `S${n % 500}`, priceFen: 1_990 });
    const personal = n % 20 === 0 ? randomBytes(90) : null;
    events.push(
      crypto.randomUUID(),
      crypto.randomUUID(),
      SOURCE,
      'track',
      'Product Viewed',
      at,
      at,
      null,
      null,
      properties,
      personal,
    );
    messages.push(SOURCE, `bench-${n}`, at);
  }
  const values = (columns: number): string =>
    Array.from(
      { length: count },
      (_, row) => `(${Array.from({ length: columns }, (_c, column) => `$${row * columns + column + 1}`).join(',')})`,
    ).join(',');
  await client.query({
    name: `event-${count}`,
    text: `insert into floor.event (subject_id, event_id, source_id, kind, name, occurred_at, received_at, community_id, city_id, properties, personal) values ${values(11)}`,
    values: events,
  });
  await client.query({
    name: `message-${count}`,
    text: `insert into floor.message (source_id, message_id, received_at) values ${values(3)}`,
    values: messages,
  });
}

async function startServer(dataDir: string): Promise<ServerProcess> {
  return startServerProcess({
    dataDir,
    env: {
      TWINWHEEL_MODE: 'production',
      TWINWHEEL_PUBLIC_URL: 'https://bench.invalid',
      TWINWHEEL_ADMIN_LOGIN: ADMIN.login,
      TWINWHEEL_ADMIN_PASSWORD: ADMIN.password,
      TWINWHEEL_MASTER_KEY: randomBytes(32).toString('base64'),
      TWINWHEEL_HASH_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'warn',
    },
  });
}

const folder = makeFolder('tw-bench-ingest-');
note(`machine: ${describeMachine()}`);
const server = await startServer(folder.path);
try {
  const staff = await signInStaff(server.url, ADMIN.login, ADMIN.password);
  const { writeKey } = await staff.send<{ writeKey: string }>('POST', '/api/cdp/sources', {
    name: 'bench',
    kind: 'server',
    eventsPerMinute: 100_000_000,
  });
  const { batches, last } = makeEvents();
  const from = performance.now();
  const times = await postAll(server.url, writeKey, batches);
  await untilReadable(staff, last);
  const eventsPerSecond = EVENTS / ((performance.now() - from) / 1_000);
  const { highest } = await server.memory();
  note(`server: ${round(eventsPerSecond)} events/s, ${batches.length} batches`);
  const postgres = await startPostgres({ dataDir: folder.path });
  const floorPerSecond = await measureFloor(postgres.connectionFor('twinwheel'));
  note(`floor: ${round(floorPerSecond)} rows/s`);
  await postgres.stop();
  report({
    eventsPerSecond: round(eventsPerSecond),
    floorPerSecond: round(floorPerSecond),
    ratio: round(eventsPerSecond / floorPerSecond, 3),
    p99BatchMs: round(quantile(times, 0.99)),
    peakMemoryMB: round(highest / 2 ** 20),
  });
} finally {
  await server.stop();
  folder.remove();
}
