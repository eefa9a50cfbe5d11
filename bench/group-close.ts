/**
 * How long the cut-off of 500 group buys with 10,000 paid orders takes, by the server's own job: two fifths are open lists,
 * a fifth stands as teams, a fifth fails and everything goes back, a fifth reached a tier and everybody gets the
 * difference. Meanwhile neighbours go on ordering elsewhere over HTTP, thirty a second.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '#platform/context';
import { openBesideServer } from '../tests/support/beside-server.ts';
import { makeFolder } from '../tests/support/folder.ts';
import { startServerProcess } from '../tests/support/process.ts';
import { makeGroupGround, openEverywhere } from './group-ground.ts';
import { Shop, signInNeighbours, type Neighbour } from './neighbour.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

/** A hundred, unless somebody only tries whether it runs. */
const COMMUNITIES = Number(process.env['BENCH_COMMUNITIES'] ?? 100);
const PER_GROUP = 20;
const NEIGHBOURS = 200;
const CLIENTS = 8;
/** New orders a second while the others are closed. */
const ARRIVALS = 30;
const PRICE_FEN = 800;
const TIERS = [{ from: 30, priceFen: 650 }];
const BAR = { closeSeconds: 60, p99Ms: 300 };
const GIVE_UP_MS = 300_000;

const OPEN_LIST = { kind: 'open_list', teamSize: null, teamHours: null, tierBy: null, tiers: [] } as const;
const wholeTeam = (teamSize: number) => ({ ...OPEN_LIST, kind: 'min_size', teamSize }) as const;
/** Five campaigns in every community, in each of which twenty neighbours order two units. */
const KINDS = [
  OPEN_LIST,
  OPEN_LIST,
  wholeTeam(10),
  wholeTeam(30),
  { ...OPEN_LIST, kind: 'tiered', tierBy: 'units', tiers: TIERS },
] as const;

async function fill(
  shop: Shop,
  groups: readonly string[],
  neighbours: readonly Neighbour[],
  skuId: string,
): Promise<void> {
  const orders = groups.flatMap((groupBuyId, at) =>
    Array.from({ length: PER_GROUP }, (_, place) => ({
      groupBuyId,
      who: neighbours[(at * PER_GROUP + place) % NEIGHBOURS],
    })),
  );
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let order = orders[next++]; order !== undefined; order = orders[next++]) {
      const asked = { groupBuyId: order.groupBuyId, skuId, quantity: 2, totalFen: 2 * PRICE_FEN };
      const who = order.who as Neighbour;
      await shop.pay(who, await shop.order(who, asked));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, lane));
}

/** Orders at a steady pace until told to stop, whatever each takes; answers how long each took. */
function arrive(shop: Shop, groups: readonly string[], neighbours: readonly Neighbour[], skuId: string) {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  let going = true;
  const from = performance.now();
  const loop = async (): Promise<void> => {
    for (let at = 0; going; at += 1) {
      const due = from + (at * 1_000) / ARRIVALS;
      if (due > performance.now()) await pause(due - performance.now());
      const asked = { groupBuyId: groups[at % groups.length] as string, skuId, quantity: 1, totalFen: PRICE_FEN };
      under.push(
        shop.order(neighbours[at % NEIGHBOURS] as Neighbour, asked).then(() => {
          // From when it was due: a server that falls behind does not hide it.
          times.push(performance.now() - due);
        }),
      );
    }
  };
  const running = loop();
  return async (): Promise<number[]> => {
    going = false;
    await running;
    await Promise.all(under);
    return times;
  };
}

/** Puts the cut-off to now and waits until the server's job has settled everything. */
async function closeAll(db: Database, groups: readonly string[]): Promise<number> {
  const from = performance.now();
  await sql`
    update commerce.group_buy set cut_off_at = ${new Date()} where group_buy_id = any(${[...groups]}::uuid[])`.execute(
    db,
  );
  for (;;) {
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from commerce.group_buy
      where group_buy_id = any(${[...groups]}::uuid[]) and state <> 'closed'`.execute(db);
    if (rows[0]?.open === 0) return (performance.now() - from) / 1_000;
    if (performance.now() - from > GIVE_UP_MS) throw new Error(`${rows[0]?.open} group buys were not closed`);
    await pause(100);
  }
}

interface Outcome {
  readonly orders: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly refunds: number;
}

/** What came of it, and that it is what it has to be: every fen that goes back, and every unit that stands. */
async function outcomeOf(db: Database, groups: readonly string[]): Promise<Outcome> {
  const ids = [...groups];
  const { rows } = await sql<Outcome & { back: number; units: number; standing: number }>`
    select (select count(*)::int from commerce.sales_order where group_buy_id = any(${ids}::uuid[])) as orders,
      (select count(*)::int from commerce.sales_order
        where group_buy_id = any(${ids}::uuid[]) and state = 'paid') as standing,
      (select count(*)::int from commerce.group_buy
        where group_buy_id = any(${ids}::uuid[]) and outcome = 'succeeded') as succeeded,
      (select count(*)::int from commerce.group_buy
        where group_buy_id = any(${ids}::uuid[]) and outcome = 'failed') as failed,
      (select coalesce(sum(units), 0)::int from commerce.close_sum
        where group_buy_id = any(${ids}::uuid[]) and counted_as = 'sold') as units, r.refunds, r.back
    from (
      select count(*)::int as refunds, coalesce(sum(f.amount_fen), 0)::bigint as back
      from commerce.payment_refund f join commerce.sales_order o on o.city_id = f.city_id and o.order_id = f.order_id
      where o.group_buy_id = any(${ids}::uuid[])
    ) r`.execute(db);
  const [row] = rows;
  const perKind = COMMUNITIES * PER_GROUP;
  const expected = {
    orders: 5 * perKind,
    standing: 4 * perKind,
    succeeded: 4 * COMMUNITIES,
    failed: COMMUNITIES,
    refunds: 2 * perKind,
    units: 4 * perKind * 2,
    back: perKind * 2 * PRICE_FEN + perKind * 2 * (PRICE_FEN - 650),
  };
  for (const [name, value] of Object.entries(expected)) {
    if (row?.[name as keyof typeof row] !== value)
      throw new Error(`${name} should be ${value}: ${JSON.stringify(row)}`);
  }
  return row as Outcome;
}

const folder = makeFolder('tw-bench-group-close-');
note(`machine: ${describeMachine()}`);
const env = { TWINWHEEL_WORLD_RESIDENTS: '0', TWINWHEEL_TRUST_PROXY: 'on', LOG_LEVEL: 'warn' };
const server = await startServerProcess({ dataDir: folder.path, env });
const beside = await openBesideServer(folder.path, server.url, 'bench');
try {
  const { ctx, db } = beside;
  const ground = await makeGroupGround(ctx, COMMUNITIES, 1_000_000);
  const { skuId } = ground;
  const groups: string[] = [];
  for (const kind of KINDS) groups.push(...(await openEverywhere(ctx(), ground, { ...kind, priceFen: PRICE_FEN })));
  const others = await openEverywhere(ctx(), ground, { ...OPEN_LIST, priceFen: PRICE_FEN });
  const neighbours = await signInNeighbours(ctx, NEIGHBOURS);
  const shop = new Shop(server.url);
  const filling = performance.now();
  await fill(shop, groups, neighbours, skuId);
  note(
    `${groups.length * PER_GROUP} orders in ${groups.length} group buys, ${round((performance.now() - filling) / 1_000)} s`,
  );
  await sql`vacuum analyze`.execute(db);
  const stop = arrive(shop, others, neighbours, skuId);
  await pause(3_000);
  const closeSeconds = await closeAll(db, groups);
  const times = await stop();
  const outcome = await outcomeOf(db, groups);
  const newOrders = { n: times.length, p50Ms: round(quantile(times, 0.5)), p99Ms: round(quantile(times, 0.99)) };
  note(
    `closed in ${round(closeSeconds)} s (bar ${BAR.closeSeconds} s), new orders ${JSON.stringify(newOrders)} (bar p99 ${BAR.p99Ms} ms)`,
  );
  report({
    closeSeconds: round(closeSeconds),
    orders: outcome.orders,
    groups: groups.length,
    succeeded: outcome.succeeded,
    failed: outcome.failed,
    refunds: outcome.refunds,
    newOrders,
  });
} finally {
  await beside.close();
  await server.stop();
  folder.remove();
}
