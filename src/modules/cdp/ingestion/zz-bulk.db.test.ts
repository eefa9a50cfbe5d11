import { beforeAll, expect, test } from 'vitest';
import { useContext } from '#testing';
import { importOrders } from '../imports/import-orders.ts';
import { importPeople } from '../imports/import-people.ts';
import { importPosts } from '../imports/import-posts.ts';
import { makePlaces } from '../test-places.ts';

const world = useContext();
beforeAll(async () => {
  await makePlaces(() => world.ctx(), 'B', 400);
});
const samples = new Map<string, number>();
let sampling = true;
const sample = async () => {
  while (sampling) {
    const { rows } = await world.database.pool.query(`select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as q, coalesce(wait_event, 'cpu') as w from pg_stat_activity where datname = current_database() and state in ('active', 'idle in transaction') and pid <> pg_backend_pid()`);
    for (const r of rows) { const k = `${r.w} ${r.q}`; samples.set(k, (samples.get(k) ?? 0) + 1); }
    await new Promise((r) => setTimeout(r, 10));
  }
};
const report = () => { console.log([...samples].toSorted((a, b) => b[1] - a[1]).slice(0, 14).map(([k, n]) => n + ' ' + k).join('\n')); samples.clear(); };
const timed = async <T>(name: string, work: () => Promise<T>) => {
  const t = performance.now(); const c = process.cpuUsage();
  const r = await work();
  const u = process.cpuUsage(c);
  report();
  console.log(name, Math.round(performance.now() - t), 'ms cpu', Math.round((u.user + u.system) / 1000), r);
};
test('speed', { timeout: 240_000 }, async () => {
  void sample();
  const phone = (n: number) => `137${String(10_000_000 + (n % 20_000))}`;
  const day = (n: number) => new Date(world.clock.now().getTime() - (n % 365) * 86_400_000 - n);
  await timed('people', () => importPeople(world.ctx(), (function* () { for (let n = 0; n < 20_000; n++) yield { phone: phone(n), name: `王${'甲乙丙丁'[n % 4]}${'一二三四五'[n % 5]}`, communityCode: `B${1 + (n % 400)}`, householdCode: `${n >> 1}`, since: day(n), memberCard: `card${n}`, traits: { stage: 'a' }, consents: [{ purpose: 'marketing', noticeVersion: '1', granted: true }] }; })()));
  await timed('orders', () => importOrders(world.ctx(), (function* () { for (let n = 0; n < 60_000; n++) yield { orderNo: `O${n}`, phone: phone(n * 7), communityCode: `B${1 + ((n * 7) % 400)}`, items: [{ sku: 'S1', quantity: 2 }], amountFen: 1990, paidAt: day(n) }; })()));
  await timed('posts', () => importPosts(world.ctx(), (function* () { for (let n = 0; n < 40_000; n++) yield { communityCode: `B${1 + (n % 400)}`, author: `邻居${n % 2000}`, text: n % 5 ? '今天天气不错，有人一起散步吗' : '厨房又漏水了，怎么办', postedAt: day(n), channel: 'chat' }; })()));
  sampling = false;
  expect(1).toBe(1);
});
