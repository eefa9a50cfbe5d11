import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useContext } from '#testing';
import { cdpModule, createSource, editSource, type SourceId } from '#modules/cdp';
import { Catalogue, createServer, LiveHub, messages as httpMessages } from '#platform/http';
import { createLog, createMetrics } from '#platform/telemetry';
import { makePlaces } from '../test-places.ts';

const world = useContext();
let address: string;
let close: () => Promise<void>;
let writeKey: string;
let sourceId: SourceId;

beforeAll(async () => {
  await makePlaces(() => world.ctx(), 'PUB', 1);
  const made = await createSource(world.ctx(), {
    name: '公开客户端',
    kind: 'web',
    allowedOrigins: ['https://shop.example.cn'],
  });
  writeKey = made.writeKey;
  sourceId = made.source.sourceId;
  const log = createLog('silent');
  const metrics = createMetrics();
  const { connection } = world.database;
  const app = await createServer({
    runtime: world.runtime,
    routes: cdpModule.routes,
    identify: async () => undefined,
    hub: new LiveHub({ db: world.database.db, connection, feeds: [], log, metrics }),
    catalogue: new Catalogue([httpMessages, cdpModule.messages]),
    log,
    metrics,
    version: 'test',
    ready: async () => true,
    refreshMetrics: async () => {},
    trustProxy: false,
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
  close = () => app.close();
});
afterAll(() => close());

const namesOf = async (prefix: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select name from cdp.event where name like ${`${prefix}%`} order by name`.execute(world.database.db);
  return rows.map((row) => row.name);
};
const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address}${path}`, { method: 'POST', body, headers: { authorization: basic(writeKey), ...headers } });
const seen = (event: string): object => ({ type: 'track', event, anonymousId: 'pc', messageId: `pc-${event}` });

describe('unmodified clients', () => {
  test('@segment/analytics-node', async () => {
    const analytics = new Analytics({ writeKey, host: address, flushAt: 5 });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    analytics.identify({ userId: 'seg-1', traits: { phone: '13533330001', level: 'gold' } });
    analytics.track({ userId: 'seg-1', event: 'Segment Seen', properties: { sku: 'A' } });
    analytics.track({
      anonymousId: 'seg-a',
      event: 'Community Post Published',
      properties: { communityCode: 'PUB1', text: '厨房漏水' },
    });
    analytics.page({ userId: 'seg-1', name: 'Segment Page' });
    analytics.group({ userId: 'seg-1', groupId: 'PUB1' });
    analytics.alias({ userId: 'seg-1', previousId: 'seg-a' });
    await analytics.closeAndFlush({ timeout: 10_000 });
    expect(failures).toEqual([]);
    expect(await namesOf('Segment')).toEqual(['Segment Page', 'Segment Seen']);
    const { rows } = await sql`select mentions from cdp.mention_day where topic = 'leak'`.execute(world.database.db);
    expect(rows).toEqual([{ mentions: 1 }]);
  });

  test('@rudderstack/rudder-sdk-node, with its gzip labelled as a form', async () => {
    const client = new RudderAnalytics(writeKey, { dataPlaneUrl: address, flushAt: 2, gzip: true });
    client.track({ userId: 'rud-1', event: 'Rudder Seen' });
    client.track({ userId: 'rud-1', event: 'Rudder Seen Again' });
    await client.flush();
    expect(await namesOf('Rudder')).toEqual(['Rudder Seen', 'Rudder Seen Again']);
  });

  test('a browser: asks first, then sends text to the short path with the visitor in a header', async () => {
    const origin = 'https://shop.example.cn';
    const asked = await fetch(`${address}/v1/t`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    const { anonymousId: _no, ...event } = seen('Browser Seen') as { anonymousId: string };
    const headers = { origin, 'content-type': 'text/plain', anonymousid: Buffer.from('visitor-7').toString('base64') };
    const sent = await post('/v1/t', JSON.stringify(event), headers);
    expect(sent.status).toBe(200);
    expect(sent.headers.get('access-control-allow-origin')).toBe(origin);
    expect(await namesOf('Browser')).toEqual(['Browser Seen']);
  });
});

describe('what is refused', () => {
  test.each([
    ['an unknown key', { authorization: basic('twk_wrong') }, '{"batch":[]}', 401],
    ['a site that is not allowed', { origin: 'https://elsewhere.example' }, '{"batch":[]}', 403],
    ['what is no JSON', {}, 'batch', 422],
    ['what is too large', {}, JSON.stringify({ batch: ['x'.repeat(520_000)] }), 413],
    ['a bomb', {}, gzipSync(Buffer.alloc(60_000_000, 32)), 413],
  ])('%s', async (_what, headers, body, status) => {
    expect((await post('/v1/batch', body as string, headers as Record<string, string>)).status).toBe(status);
  });

  test('an event that is too large goes aside and its batch goes on', async () => {
    const large = { ...seen('Large Seen'), properties: { blob: 'x'.repeat(40_000) } };
    const answer = await post('/v1/batch', JSON.stringify({ batch: [large, seen('Small Seen')] }));
    expect(await answer.json()).toEqual({ success: true, accepted: 1, duplicate: 0, quarantined: 1 });
  });

  test('more than a source may send, with the time to come back', async () => {
    const slow = await createSource(world.ctx(), { name: '慢', kind: 'server', eventsPerMinute: 2 });
    const send = (event: string): Promise<Response> =>
      post('/v1/batch', JSON.stringify({ batch: [seen(event), seen(`${event} 2`)] }), {
        authorization: basic(slow.writeKey),
      });
    expect((await send('Slow A')).status).toBe(200);
    const refused = await send('Slow B');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a key in the body is as good as a header, until the source is switched off', async () => {
    const send = (): Promise<Response> =>
      fetch(`${address}/v1/track`, { method: 'POST', body: JSON.stringify({ ...seen('Body Seen'), writeKey }) });
    expect((await send()).status).toBe(200);
    await editSource(world.ctx(), { sourceId, version: 1, enabled: false });
    expect((await send()).status).toBe(401);
    await editSource(world.ctx(), { sourceId, version: 2, enabled: true });
  });
});
