/**
 * How many orders of a group buy are placed and paid a second, over HTTP, the provider's signed notice included, by eight
 * clients at once: first spread over 50 items, then all of them on one hot item. Baseline: what a bare client gets out
 * of the same PostgreSQL in the same run (`orders-floor.ts`), the two in turn, since the speed of a machine drifts.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SkuId } from '#kernel/ids';
import { seededRandom, systemRandom } from '#kernel/random';
import { DAY, systemClock } from '#kernel/time';
import { openSession } from '#platform/auth';
import { systemContext, type Context, type Database, type Runtime } from '#platform/context';
import { connectionSettings, openDatabase, startPostgres } from '#platform/postgres';
import { openServices } from '#main/services';
import { sandboxKeys } from '#modules/commerce';
import { layStock, makeBuyer, makeGoods, type GoodsGround } from '../src/modules/commerce/orders/fixtures/goods.ts';
import { makeFolder } from '../tests/support/folder.ts';
import { startServerProcess } from '../tests/support/process.ts';
import { measureFloor } from './orders-floor.ts';
import { PlainClient } from './plain-client.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

const CLIENTS = 8;
const ITEMS = 50;
const BUYERS = 200;
/** Communities that one warehouse supplies, each with its list of the day. */
const LISTS = 40;
const WARM_UP = 600;
/** In each turn. */
const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 3_000);
const TURNS = 4;
const STOCK = 100_000_000;
const PRICE_FEN = 1_000;
const BAR = 0.35;

interface Buyer {
  readonly token: string;
  /** Each phone has an address of its own, as behind a proxy. */
  readonly ip: string;
}

interface Shop {
  readonly url: string;
  readonly ground: GoodsGround;
  readonly groupBuyIds: readonly string[];
  readonly buyers: readonly Buyer[];
  readonly signed: (body: string) => Record<string, string>;
}

/** An open list of all items, as HQ or a leader opens one. */
async function openList(db: Database, ctx: Context, ground: GoodsGround, number: string): Promise<string> {
  const id = ctx.newId<'GroupBuy'>();
  const now = ctx.clock.now();
  await sql`
    insert into commerce.group_buy (city_id, group_buy_id, group_buy_number, community_id, pickup_point_id, place_id, kind,
      title, words, state, opened_by, opens_at, cut_off_at, pickup_on, revision, created_at, opened_at)
    values (${ground.cityId}, ${id}, ${number}, ${ground.communityId}, ${ground.pickupPointId}, ${ground.gridId},
      'open_list', '今日接龙', '', 'open', 'headquarters', ${now}, ${new Date(now.getTime() + DAY)}, ${now}, 1, ${now},
      ${now})`.execute(db);
  await sql`
    insert into commerce.group_buy_item (city_id, group_buy_id, sku_id, list_position, price_fen, tiers, taken)
    select ${ground.cityId}::uuid, ${id}::uuid, sku, place, ${PRICE_FEN}::bigint, '[]', 0
    from unnest(${[...ground.skuIds]}::uuid[]) with ordinality as x (sku, place)`.execute(db);
  return id;
}

async function signIn(ctx: () => Context): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  for (let at = 0; at < BUYERS; at += 1) {
    const { userId } = await makeBuyer(ctx(), `137${String(10_000_000 + at)}`);
    const { token } = await ctx().transaction((tx) => openSession(ctx(), tx, userId, 'bench', 'code'));
    buyers.push({ token, ip: `10.0.${at >> 8}.${at & 255}` });
  }
  return buyers;
}

/** Signs as the provider's house does, with its key. */
async function house(ctx: Context): Promise<Shop['signed']> {
  const [key] = await ctx.transaction((tx) => sandboxKeys(tx));
  if (key === undefined) throw new Error('the provider has no key');
  return (body) => {
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), randomUUID()];
    const signature = createHmac('sha256', key.secret).update(`${timestamp}\n${nonce}\n${body}\n`).digest('base64');
    return {
      'x-sandbox-serial': key.serial,
      'x-sandbox-timestamp': timestamp,
      'x-sandbox-nonce': nonce,
      'x-sandbox-signature': signature,
    };
  };
}

/** One neighbour orders two items and pays; the provider tells us so. */
async function orderAndPay(
  client: PlainClient,
  shop: Shop,
  order: number,
  [first, second]: readonly [number, number],
): Promise<void> {
  const buyer = shop.buyers[order % shop.buyers.length];
  if (buyer === undefined) throw new Error('nobody buys');
  const { skuIds } = shop.ground;
  const body = JSON.stringify({
    channel: 'group_buy',
    groupBuyId: shop.groupBuyIds[order % LISTS],
    lines: [
      { skuId: skuIds[first], quantity: 1 },
      { skuId: skuIds[second], quantity: 2 },
    ],
    seenTotalFen: 3 * PRICE_FEN,
  });
  const placed = JSON.parse(
    await client.post('/api/commerce/own/orders', body, {
      cookie: `tw_session=${buyer.token}`,
      'idempotency-key': randomUUID(),
      'x-forwarded-for': buyer.ip,
    }),
  ) as { payment: { paymentNumber: string; amountFen: number } };
  const { paymentNumber, amountFen } = placed.payment;
  const [id, paidAt] = [randomUUID(), new Date().toISOString()];
  const notice = { id, type: 'payment.succeeded', paymentNumber, tradeNumber: `T${id}`, amountFen, paidAt };
  const text = JSON.stringify(notice);
  await client.post('/api/commerce/payments/notices/sandbox', text, shop.signed(text));
}

type ItemsOf = (order: number) => readonly [number, number];

async function measure(shop: Shop, itemsOf: ItemsOf, orders: number): Promise<{ seconds: number; times: number[] }> {
  const times: number[] = [];
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = await PlainClient.open(shop.url);
      while (next < orders) {
        const order = next++;
        const began = performance.now();
        await orderAndPay(client, shop, order, itemsOf(order));
        times.push(performance.now() - began);
      }
      client.close();
    }),
  );
  return { seconds: (performance.now() - from) / 1_000, times };
}

/** What follows from the orders is delivered before the next thing is measured. */
async function untilQuiet(url: string): Promise<number> {
  const from = performance.now();
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (/^twinwheel_outbox_waiting 0$/m.test(metrics)) return (performance.now() - from) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const random = seededRandom('orders');
const pair = (first: number): readonly [number, number] => {
  const second = Math.floor(random.next() * (ITEMS - 1));
  return [first, second < first ? second : second + 1];
};
const PHASES: Readonly<Record<'spread' | 'hot', ItemsOf>> = {
  spread: () => pair(Math.floor(random.next() * ITEMS)),
  hot: () => pair(0),
};

/** Every order is paid, its goods are reserved, and the counters are what was sold. */
async function check(db: Database, orders: number): Promise<void> {
  const { rows } = await sql<{ paid: number; units: number; reserved: number }>`
    select (select count(*) from commerce.sales_order where state = 'paid') as paid,
      (select coalesce(sum(quantity), 0)::int from inventory.reservation_line where state = 'kept') as units,
      (select coalesce(sum(reserved), 0)::int from inventory.stock) as reserved`.execute(db);
  const [row] = rows;
  if (row?.paid !== orders || row.units !== 3 * orders || row.reserved !== 3 * orders) {
    throw new Error(`${orders} orders were paid, and the database says ${JSON.stringify(row)}`);
  }
}

const folder = makeFolder('tw-bench-orders-');
note(`machine: ${describeMachine()}`);
const env = { TWINWHEEL_WORLD_RESIDENTS: '0', TWINWHEEL_TRUST_PROXY: 'on', LOG_LEVEL: 'warn' };
const server = await startServerProcess({ dataDir: folder.path, env });
const postgres = await startPostgres({ dataDir: folder.path, log: () => {} });
const connection = connectionSettings(postgres.connectionFor('twinwheel_demo'));
const database = openDatabase({ connection, poolSize: 4 });
const settings = { publicUrl: server.url, mode: 'demo' } as const;
const opened = await openServices({ dataDir: folder.path, settings, env: {} });
try {
  const runtime: Runtime = { db: database.db, clock: systemClock, random: systemRandom, services: opened.services };
  const ctx = (): Context => systemContext(runtime, 'bench');
  const ground = await makeGoods(ctx, 'BO', ITEMS);
  const counted = ground.skuIds.map((skuId: SkuId) => ({ skuId, counted: STOCK }));
  await layStock(ctx(), ground.gridId, counted);
  const groupBuyIds: string[] = [];
  for (let at = 0; at < LISTS; at += 1) {
    groupBuyIds.push(await openList(database.db, ctx(), ground, String(1_000_000_000 + at)));
  }
  const buyers = await signIn(ctx);
  const shop: Shop = { url: server.url, ground, groupBuyIds, buyers, signed: await house(ctx()) };
  const result: Record<string, Record<string, number>> = {};
  let sold = 0;
  await measure(shop, PHASES.spread, WARM_UP);
  await untilQuiet(server.url);
  // As autovacuum does within the first minute: a plan made for empty tables is no plan.
  await sql`vacuum analyze`.execute(database.db);
  await measure(shop, PHASES.spread, WARM_UP);
  sold += 2 * WARM_UP;
  for (const [phase, itemsOf] of Object.entries(PHASES)) {
    const times: number[] = [];
    let [seconds, floorSeconds, quiet] = [0, 0, 0];
    const asked = { clients: CLIENTS, orders: ORDERS, itemsOf, items: ITEMS };
    const floor = async (): Promise<void> => void (floorSeconds += ORDERS / (await measureFloor(connection, asked)));
    // A turn of ours between two of the floor: what the machine does meanwhile meets both alike.
    await floor();
    for (let turn = 0; turn < TURNS; turn += 1) {
      await untilQuiet(server.url);
      const ours = await measure(shop, itemsOf, ORDERS);
      seconds += ours.seconds;
      times.push(...ours.times);
      sold += ORDERS;
      quiet += await untilQuiet(server.url);
      await floor();
    }
    const floorPerSecond = ((TURNS + 1) * ORDERS) / floorSeconds;
    const ordersPerSecond = (TURNS * ORDERS) / seconds;
    const figures = {
      ordersPerSecond: round(ordersPerSecond),
      floorPerSecond: round(floorPerSecond),
      ratio: round(ordersPerSecond / floorPerSecond, 3),
      p50Ms: round(quantile(times, 0.5)),
      p99Ms: round(quantile(times, 0.99)),
    };
    result[phase] = figures;
    note(
      `${phase}: ${JSON.stringify(figures)}, bar ${BAR}; what follows was delivered ${round(quiet / TURNS)} s later`,
    );
  }
  await check(database.db, sold);
  report(result);
} finally {
  await opened.close();
  await database.close();
  await server.stop();
  await postgres.stop();
  folder.remove();
}
