import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CityId, Id, SkuId, StockPlaceId } from '#kernel/ids';
import type { Tx } from '#platform/context';
import { makeStores, somebodyWaits, useContext } from '#testing';
import {
  adjustStock,
  auditStock,
  availableStock,
  issueStock,
  keepStock,
  planIncoming,
  planStock,
  receiveStock,
  releaseStock,
  ReservationGone,
  reservationsOf,
  reserveStock,
  returnStock,
  StockNotOnHand,
  StockPromised,
  StockShort,
  transferStock,
  writeOffStock,
  type StockLine,
} from '../index.ts';

const world = useContext();
let cityId: CityId;
let places: readonly [StockPlaceId, StockPlaceId];

beforeAll(async () => {
  const { here, there } = await makeStores(() => world.ctx(), 'LW');
  cityId = here.cityId;
  places = [here.storeId, there.storeId];
});

const newSku = (): SkuId => world.ctx().newId<'Sku'>();
const newOrder = (): string => world.ctx().newId<'Order'>();

/** Runs of transactions: a deadlock that was retried shows as one too many. */
let attempts = 0;
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  world.ctx().transaction((tx) => {
    attempts += 1;
    return work(tx);
  });

async function level(placeId: StockPlaceId, skuId: SkuId) {
  const found = (await availableStock(world.database.db, [placeId], [skuId])).get(`${placeId}/${skuId}`);
  return found ?? { onHand: 0, reserved: 0, incoming: 0, available: 0 };
}

const quota = (placeId: StockPlaceId, skuId: SkuId, change: number) =>
  planIncoming(world.ctx(), { placeId, lines: [{ skuId, change }] });
const reserve = (holderId: string, lines: readonly StockLine[]) =>
  inTx((tx) => reserveStock(tx, { cityId, holderId, heldUntil: null, lines }));
const release = (holderId: string, lines?: readonly StockLine[]) =>
  inTx((tx) => releaseStock(tx, { cityId, holders: [{ holderId, lines }], reason: 'cancelled' }));
const issue = (holderId: string, lines?: readonly StockLine[]) =>
  inTx((tx) => issueStock(tx, { cityId, holders: [{ holderId, lines }] }));

/** The refusals that stock answers with; anything else is a bug and fails the test. */
async function refusable(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    const known = [StockShort, StockNotOnHand, StockPromised, ReservationGone].some((kind) => error instanceof kind);
    if (!known) throw error;
    return false;
  }
}

/** Counters that are not the sum of their movements, or of their open reservations. */
async function differences(): Promise<unknown[]> {
  const audit = await auditStock(world.ctx());
  if (audit.rowsChecked === 0) throw new Error('nothing was checked');
  const found = await sql`
    select place_id, sku_id, kind, counter, ledger from inventory.stock_difference where run_id = ${audit.runId}`.execute(
    world.database.db,
  );
  return found.rows;
}

describe('reservations', () => {
  it('of 200 buyers at once for 40 units are exactly 40', async () => {
    const skuId = newSku();
    await quota(places[0], skuId, 40);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => refusable(reserve(newOrder(), [{ placeId: places[0], skuId, quantity: 1 }]))),
    );
    expect(answers.filter(Boolean)).toHaveLength(40);
    expect(await level(places[0], skuId)).toEqual({ onHand: 0, reserved: 40, incoming: 40, available: 0 });
    expect(await differences()).toEqual([]);
  });

  it('of bundles are whole or nothing, and name every line that is short', async () => {
    const [tea, cup, pot] = [newSku(), newSku(), newSku()];
    await quota(places[0], tea, 5);
    await quota(places[0], cup, 1);
    const lines = [
      { placeId: places[0], skuId: tea, quantity: 2 },
      { placeId: places[0], skuId: cup, quantity: 2 },
      { placeId: places[0], skuId: pot, quantity: 1 },
    ];
    const holderId = newOrder();
    const refused: unknown = await reserve(holderId, lines).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StockShort);
    const { lines: short, more } = refused as StockShort;
    expect(short.toSorted((a, b) => b.asked - a.asked)).toEqual([
      { placeId: places[0], skuId: cup, asked: 2, available: 1 },
      { placeId: places[0], skuId: pot, asked: 1, available: 0 },
    ]);
    expect(more).toEqual({ lines: short });
    expect(await level(places[0], tea)).toMatchObject({ reserved: 0, available: 5 });
    expect((await reservationsOf(world.database.db, [holderId])).size).toBe(0);
  });

  it('of the same items in opposite order do not wait for each other in a circle', async () => {
    const skus = Array.from({ length: 6 }, newSku);
    for (const skuId of skus) await quota(places[0], skuId, 500);
    const lines = skus.map((skuId) => ({ placeId: places[0], skuId, quantity: 1 }));
    const before = attempts;
    await Promise.all(
      Array.from({ length: 120 }, async (_, at) => {
        const holderId = newOrder();
        await reserve(holderId, at % 2 === 0 ? lines : lines.toReversed());
        await release(holderId, at % 3 === 0 ? lines.toReversed() : undefined);
      }),
    );
    expect(attempts - before).toBe(240);
    for (const skuId of skus) expect(await level(places[0], skuId)).toMatchObject({ reserved: 0, available: 500 });
    expect(await differences()).toEqual([]);
  });

  it('are given back once, however often and from wherever it is asked', async () => {
    const skuId = newSku();
    const line = { placeId: places[0], skuId, quantity: 3 };
    await quota(places[0], skuId, 3);
    const holderId = newOrder();
    await reserve(holderId, [line]);
    const taken = await Promise.all(Array.from({ length: 8 }, () => release(holderId)));
    expect(taken.flat()).toEqual([{ holderId, ...line }]);
    expect(await level(places[0], skuId)).toMatchObject({ reserved: 0, available: 3 });
    await expect(inTx((tx) => keepStock(tx, { cityId, holderIds: [holderId] }))).rejects.toThrow(ReservationGone);
  });

  it('that were given back in part are kept for the rest, and handed over once it is there', async () => {
    const skuId = newSku();
    const line = { placeId: places[0], skuId, quantity: 5 };
    await quota(places[0], skuId, 10);
    const holderId = newOrder();
    await reserve(holderId, [line]);
    await release(holderId, [{ ...line, quantity: 2 }]);
    await inTx((tx) => keepStock(tx, { cityId, holderIds: [holderId] }));
    await expect(issue(holderId)).rejects.toThrow(StockNotOnHand);
    await receiveStock(world.ctx(), { placeId: places[0], lines: [{ skuId, received: 10, missing: 0 }] });
    expect(await issue(holderId, [{ ...line, quantity: 9 }])).toEqual([{ holderId, ...line, quantity: 3 }]);
    expect(await issue(holderId)).toEqual([]);
    expect(await level(places[0], skuId)).toEqual({ onHand: 7, reserved: 0, incoming: 0, available: 7 });
    await inTx((tx) => keepStock(tx, { cityId, holderIds: [holderId] }));
  });
});

describe('a statement that began before another one ended', () => {
  it('writes what it makes of the row as it is then', async () => {
    const skuId = newSku();
    const line = { placeId: places[0], skuId, quantity: 4 };
    await quota(places[0], skuId, 1);
    let waiting: Promise<unknown> | undefined;
    await inTx(async (tx) => {
      const reference = { kind: 'test', id: 'T' };
      await planStock(tx, { cityId, reference, lines: [{ ...line, change: 1 }] });
      await returnStock(tx, { cityId, reference, lines: [{ ...line, quantity: 2 }], condition: 'sellable' });
      waiting = reserve(newOrder(), [line]);
      await somebodyWaits(world.database.db, waiting);
    });
    await waiting;
    expect(await level(places[0], skuId)).toEqual({ onHand: 2, reserved: 4, incoming: 2, available: 0 });
    expect(await differences()).toEqual([]);
  });

  it('takes from a holder what is left to them then', async () => {
    const skuId = newSku();
    const line = { placeId: places[0], skuId, quantity: 4 };
    await quota(places[0], skuId, 9);
    const holderId = newOrder();
    const heldUntil = world.clock.now();
    await inTx((tx) => reserveStock(tx, { cityId, holderId, heldUntil, lines: [line] }));
    let waiting: Promise<unknown> | undefined;
    await inTx(async (tx) => {
      await reserveStock(tx, { cityId, holderId, heldUntil, lines: [{ ...line, quantity: 5 }] });
      await keepStock(tx, { cityId, holderIds: [holderId] });
      const part = { holderId, lines: [{ ...line, quantity: 3 }] };
      await releaseStock(tx, { cityId, holders: [part], reason: 'refunded' });
      waiting = release(holderId, [{ ...line, quantity: 8 }]);
      await somebodyWaits(world.database.db, waiting);
    });
    expect(await waiting).toEqual([{ holderId, ...line, quantity: 6 }]);
    expect(await level(places[0], skuId)).toMatchObject({ reserved: 0, available: 9 });
    expect(await differences()).toEqual([]);
  });
});

describe('a shortage', () => {
  it('is answered by the receipt, and settling it sells nothing that does not exist', async () => {
    const skuId = newSku();
    await quota(places[0], skuId, 10);
    const holders = [newOrder(), newOrder(), newOrder()];
    for (const holderId of holders) await reserve(holderId, [{ placeId: places[0], skuId, quantity: 3 }]);
    const receipt = await receiveStock(world.ctx(), {
      placeId: places[0],
      lines: [{ skuId, received: 5, missing: 5 }],
    });
    expect(receipt.uncovered).toEqual([{ skuId, units: 4 }]);
    expect(await level(places[0], skuId)).toEqual({ onHand: 5, reserved: 9, incoming: 4, available: 0 });
    const short = { placeId: places[0], skuId, quantity: 2 };
    await inTx((tx) =>
      releaseStock(tx, {
        cityId,
        holders: holders.slice(0, 2).map((holderId) => ({ holderId, lines: [short] })),
        reason: 'shortage',
      }),
    );
    expect(await level(places[0], skuId)).toEqual({ onHand: 5, reserved: 5, incoming: 0, available: 0 });
    // Found when it is sorted: of what lies there, one is broken.
    await inTx((tx) =>
      releaseStock(tx, {
        cityId,
        holders: [{ holderId: holders[2]!, lines: [{ ...short, quantity: 1 }] }],
        reason: 'shortage',
      }),
    );
    expect(await level(places[0], skuId)).toEqual({ onHand: 4, reserved: 4, incoming: 0, available: 0 });
    expect(await differences()).toEqual([]);
  });
});

type Act =
  | { act: 'plan'; sku: number; place: number; units: number }
  | { act: 'receive'; sku: number; place: number; units: number; missing: number }
  | { act: 'reserve'; order: number; lines: { sku: number; place: number; units: number }[] }
  | { act: 'keep' | 'release' | 'issue' | 'shortage'; order: number; part: number }
  | { act: 'return'; sku: number; place: number; units: number; waste: boolean }
  | { act: 'count' | 'write-off'; sku: number; place: number; units: number }
  | { act: 'transfer'; sku: number; place: number; units: number };

const ORDERS = 4;
const sku = fc.nat(2);
const place = fc.nat(1);
const units = fc.integer({ min: 1, max: 12 });
const anAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('plan' as const), sku, place, units: fc.integer({ min: -8, max: 20 }) }),
  fc.record({ act: fc.constant('receive' as const), sku, place, units: fc.nat(12), missing: fc.nat(4) }),
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('reserve' as const),
      order: fc.nat(ORDERS - 1),
      lines: fc.array(fc.record({ sku, place, units: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 4 }),
    }),
  },
  fc.record({
    act: fc.constantFrom('keep' as const, 'release' as const, 'issue' as const, 'shortage' as const),
    order: fc.nat(ORDERS - 1),
    part: fc.nat(3),
  }),
  fc.record({ act: fc.constant('return' as const), sku, place, units, waste: fc.boolean() }),
  fc.record({ act: fc.constantFrom('count' as const, 'write-off' as const), sku, place, units }),
  fc.record({ act: fc.constant('transfer' as const), sku, place, units }),
);

/** One act of somebody, against items and orders that all acts of a run share. */
function perform(each: Act, skus: readonly SkuId[], orders: readonly string[]): Promise<unknown> {
  const at = (of: { sku: number; place: number }) => ({ placeId: places[of.place]!, skuId: skus[of.sku]! });
  switch (each.act) {
    case 'plan':
      return quota(at(each).placeId, at(each).skuId, each.units);
    case 'receive': {
      const { placeId, skuId } = at(each);
      return receiveStock(world.ctx(), { placeId, lines: [{ skuId, received: each.units, missing: each.missing }] });
    }
    case 'reserve':
      return reserve(
        orders[each.order]!,
        each.lines.map((line) => ({ ...at(line), quantity: line.units })),
      );
    case 'keep':
      return inTx((tx) => keepStock(tx, { cityId, holderIds: [orders[each.order]!] }));
    case 'release':
    case 'shortage':
    case 'issue':
      return take(each.act, orders[each.order]!, each.part, skus);
    case 'return':
      return inTx((tx) =>
        returnStock(tx, {
          cityId,
          reference: { kind: 'claim', id: 'C' },
          lines: [{ ...at(each), quantity: each.units }],
          condition: each.waste ? 'waste' : 'sellable',
        }),
      );
    case 'count': {
      const { placeId, skuId } = at(each);
      return adjustStock(world.ctx(), { placeId, reason: 'counted', lines: [{ skuId, counted: each.units }] });
    }
    case 'write-off': {
      const { placeId, skuId } = at(each);
      return writeOffStock(world.ctx(), { placeId, reason: 'damaged', lines: [{ skuId, quantity: each.units }] });
    }
    case 'transfer': {
      const { placeId, skuId } = at(each);
      const toId = places[1 - each.place]!;
      return transferStock(world.ctx(), { fromId: placeId, toId, lines: [{ skuId, quantity: each.units }] });
    }
  }
}

function take(act: 'release' | 'shortage' | 'issue', holderId: string, part: number, skus: readonly SkuId[]) {
  const lines =
    part === 0 ? undefined : places.flatMap((placeId) => skus.map((skuId) => ({ placeId, skuId, quantity: part })));
  const holders = [{ holderId, lines }];
  return inTx((tx) =>
    act === 'issue'
      ? issueStock(tx, { cityId, holders })
      : releaseStock(tx, { cityId, holders, reason: act === 'shortage' ? 'shortage' : 'refunded' }),
  );
}

describe('any acts on stock', () => {
  const run = async (acts: readonly Act[], atOnce: number): Promise<unknown[]> => {
    const skus = Array.from({ length: 3 }, newSku);
    const orders = Array.from({ length: ORDERS }, newOrder);
    for (let from = 0; from < acts.length; from += atOnce) {
      await Promise.all(acts.slice(from, from + atOnce).map((each) => refusable(perform(each, skus, orders))));
    }
    return differences();
  };

  it('one after the other keep counter = ledger, reserved = open reservations, and nothing below zero', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 40 }), async (acts) => {
        expect(await run(acts, 1)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('all at once do so too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 20, maxLength: 60 }), async (acts) => {
        expect(await run(acts, 8)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('the audit', () => {
  it('finds a counter that somebody changed behind the ledger, and mends nothing', async () => {
    const skuId: Id<'Sku'> = newSku();
    await quota(places[0], skuId, 10);
    await sql`update inventory.stock set incoming = 12 where sku_id = ${skuId}`.execute(world.database.db);
    const audit = await auditStock(world.ctx());
    expect(audit.differences).toBe(1);
    const found = await sql<{ kind: string; counter: number; ledger: number }>`
      select kind, counter, ledger from inventory.stock_difference where run_id = ${audit.runId}`.execute(
      world.database.db,
    );
    expect(found.rows).toEqual([{ kind: 'incoming', counter: 12, ledger: 10 }]);
    expect(await level(places[0], skuId)).toMatchObject({ incoming: 12 });
    await sql`update inventory.stock set incoming = 10 where sku_id = ${skuId}`.execute(world.database.db);
    expect(await differences()).toEqual([]);
  });
});
