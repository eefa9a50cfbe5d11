import { beforeAll, test } from 'vitest';
import { sql } from 'kysely';
import { useContext } from '#testing';
import { createSource, findLiveSource, type LiveSource } from '#modules/cdp';
import { makePlaces } from '../test-places.ts';
import { ingestBatch } from './ingest-batch.ts';

const world = useContext();
let source: LiveSource;
beforeAll(async () => {
  await makePlaces(() => world.ctx(), 'ING', 3);
  const made = await createSource(world.ctx(), { name: '商城', kind: 'web' });
  source = (await findLiveSource(world.database.db, made.source.sourceId)) as LiveSource;
});
test('speed', { timeout: 120_000 }, async () => {
  const fs = await sql`select current_setting('fsync') as f, current_setting('synchronous_commit') as s`.execute(world.database.db);
  console.log(fs.rows[0]);
  const total = 30_000;
  const users = 5_000;
  const events: object[] = [];
  for (let at = 0; at < total; at++) {
    const user = (at * 7919) % users;
    const base = { messageId: `node-next-1763766000000-${'0'.repeat(20)}${at % 10 === 9 ? at - 5 : at}`, timestamp: new Date().toISOString(), context: { library: { name: '@segment/analytics-node', version: '3.1.0' } } };
    if (at % 20 === 3) events.push({ ...base, type: 'identify', anonymousId: `anon-${user}`, userId: `user-${user}`, traits: { level: 'gold', phone: `139${String(20000000 + user)}` } });
    else if (at % 20 === 2) events.push({ ...base, type: 'track', event: 'Cart', userId: `user-${(user)}` , properties: { sku: 'A1', price: 23.5, quantity: 2 }});
    else events.push({ ...base, type: 'track', event: 'Product Viewed', anonymousId: `anon-${user}`, properties: { sku: 'A1', price: 23.5, category: 'kitchen', url: 'https://shop.example.cn/p/1?x=1', quantity: 2 } });
  }
  const batches: object[][] = [];
  for (let at = 0; at < total; at += 100) batches.push(events.slice(at, at + 100));
  const started = performance.now();
  const cpu = process.cpuUsage();
  let next = 0; let merges = 0; let accepted = 0; const times: number[] = [];
  await Promise.all(Array.from({ length: 8 }, async (_, lane) => {
    while (next < batches.length) {
      const batch = JSON.parse(JSON.stringify(batches[next++]));
      const t = performance.now();
      const r = await ingestBatch(world.ctx({ actor: { kind: 'source', sourceId: source.sourceId } }), source, { events: batch, lane, size: 30_000 });
      times.push(performance.now() - t);
      merges += r.merges; accepted += r.accepted;
    }
  }));
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  console.log({ perSecond: Math.round(total / seconds), merges, accepted, p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)], cpuUser: used.user / 1e6, cpuSys: used.system / 1e6, seconds });
});
