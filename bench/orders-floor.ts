import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * What PostgreSQL itself gives for an order that is placed and paid: a bare client without a line of our code, one
 * connection each, every statement prepared once. Two transactions an order: idempotency row, order, two lines, a
 * conditional stock update and a movement for each line in the order of the items, outbox; then payment, state, outbox.
 */
const SCHEMA = `
  create schema floor;
  create table floor.idempotency (owner text, key text, answer jsonb, primary key (owner, key));
  create table floor.orders (order_id uuid primary key, buyer uuid not null, state text not null, total bigint not null,
    placed_at timestamptz not null);
  create table floor.line (order_id uuid, line_no int, sku int not null, quantity int not null, price bigint not null,
    primary key (order_id, line_no));
  create table floor.stock (sku int primary key, available int not null check (available >= 0)) with (fillfactor = 60);
  create table floor.movement (movement_id uuid primary key, sku int not null, quantity int not null,
    order_id uuid not null, moved_at timestamptz not null);
  create table floor.payment (payment_id uuid primary key, order_id uuid not null, amount bigint not null,
    paid_at timestamptz not null);
  create table floor.outbox (event_position bigint generated always as identity primary key, event_type text not null,
    payload jsonb not null);`;

const STATEMENTS = {
  idempotency: 'insert into floor.idempotency (owner, key, answer) values ($1, $2, $3) on conflict do nothing',
  order: 'insert into floor.orders (order_id, buyer, state, total, placed_at) values ($1, $2, $3, $4, $5)',
  lines: `insert into floor.line (order_id, line_no, sku, quantity, price) values ($1, 1, $2, $3, $4), ($1, 2, $5, $6, $7)`,
  stock: 'update floor.stock set available = available - $2 where sku = $1 and available >= $2',
  movement: `insert into floor.movement (movement_id, sku, quantity, order_id, moved_at)
    values ($1, $2, $3, $4, $5), ($6, $7, $8, $4, $5)`,
  outbox: 'insert into floor.outbox (event_type, payload) values ($1, $2)',
  payment: 'insert into floor.payment (payment_id, order_id, amount, paid_at) values ($1, $2, $3, $4)',
  state: `update floor.orders set state = 'paid' where order_id = $1 and state = 'placed'`,
} as const;

export interface FloorAsked {
  readonly clients: number;
  readonly orders: number;
  /** Two different items of an order, by number from 0. */
  readonly itemsOf: (order: number) => readonly [number, number];
  readonly items: number;
}

async function placeAndPay(client: pg.Client, [first, second]: readonly [number, number]): Promise<void> {
  const run = (name: keyof typeof STATEMENTS, values: unknown[]): Promise<pg.QueryResult> =>
    client.query({ name, text: STATEMENTS[name], values });
  const [orderId, now] = [randomUUID(), new Date()];
  const sorted = [first, second].toSorted((a, b) => a - b) as [number, number];
  await client.query('begin');
  await run('idempotency', [orderId, 'place', JSON.stringify({ orderId })]);
  await run('order', [orderId, randomUUID(), 'placed', 3_000, now]);
  await run('lines', [orderId, first, 1, 1_000, second, 2, 1_000]);
  for (const sku of sorted) {
    const taken = await run('stock', [sku, sku === first ? 1 : 2]);
    if (taken.rowCount !== 1) throw new Error('the floor ran out of stock');
  }
  await run('movement', [randomUUID(), first, 1, orderId, now, randomUUID(), second, 2]);
  await run('outbox', ['placed', JSON.stringify({ orderId })]);
  await client.query('commit');
  await client.query('begin');
  await run('payment', [randomUUID(), orderId, 3_000, now]);
  await run('state', [orderId]);
  await run('outbox', ['paid', JSON.stringify({ orderId })]);
  await client.query('commit');
}

/** Orders a second. */
export async function measureFloor(connection: pg.ClientConfig, asked: FloorAsked): Promise<number> {
  const clients = Array.from({ length: asked.clients }, () => new pg.Client(connection));
  for (const client of clients) await client.connect();
  const [first] = clients;
  if (first === undefined) throw new Error('no clients');
  await first.query('drop schema if exists floor cascade');
  await first.query(SCHEMA);
  await first.query('insert into floor.stock select n, 1000000000 from generate_series(0, $1) n', [asked.items - 1]);
  const runAll = async (orders: number): Promise<number> => {
    let next = 0;
    const from = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        while (next < orders) await placeAndPay(client, asked.itemsOf(next++));
      }),
    );
    return (performance.now() - from) / 1_000;
  };
  // Every statement is prepared on every connection, every page is there.
  await runAll(asked.orders / 10);
  const seconds = await runAll(asked.orders);
  await first.query('drop schema floor cascade');
  for (const client of clients) await client.end();
  return asked.orders / seconds;
}
