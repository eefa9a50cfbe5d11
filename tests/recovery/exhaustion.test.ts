import { afterAll, expect, test } from 'vitest';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { auditStock } from '#modules/inventory';
import { countParked } from '#platform/outbox';
import { makeFolder } from '../support/folder.ts';
import { readBooks } from './books.ts';
import { resolute } from './buyer.ts';
import { Crowd, type Bought } from './crowd.ts';
import { Draw } from './draw.ts';
import { gatherBuyers, openSale, type Sale } from './sale.ts';
import { letTimeRunOut, placedAt, readSale, untilSettled, type SaleOutcome } from './sale-outcome.ts';

const UNITS = 400;
/** Bundles run out of their other part first. */
const OTHERS = 60;
const BUYERS = 3_000;
const AT_ONCE = 32;
const CRASHES = 10;
/** Most of it is starting the server again, on a machine that may have other things to do. */
const TIMEOUT_MS = 10 * 60_000;

/** Who comes when; crashes are drawn among the first orders of each. Whoever comes last buys what others left. */
const WAVES = [
  { first: 0, end: 1_800, crashes: 7, among: 110 },
  { first: 1_800, end: 2_500, crashes: 3, among: 20 },
  { first: 2_500, end: BUYERS, crashes: 1, among: 2, last: true },
];

const folder = makeFolder('tw-exhaustion-');
const cache = makeFolder('tw-exhaustion-cache-');
afterAll(() => {
  for (const each of [folder, cache]) each.remove();
});

const ENV = {
  TWINWHEEL_WORLD_RESIDENTS: '0',
  TWINWHEEL_TRUST_PROXY: 'on',
  LOG_LEVEL: 'warn',
  // The same files are read with every start: compiled once.
  NODE_COMPILE_CACHE: cache.path,
};

/** All of them try to buy; who did not pay in time loses the goods to those who come next. Answers who paid too late. */
async function sellOut(sale: Sale, crowd: Crowd): Promise<number> {
  const buyers = await gatherBuyers(sale.ctx, BUYERS);
  let paidLate = 0;
  for (const { first, end, crashes, among, last } of WAVES) {
    const draw = new Draw(`crashes from ${first}`, crashes, among);
    const wave = buyers.slice(first, end);
    await crowd.buy(last === true ? wave.map(resolute) : wave, () => {
      if (!draw.next()) return false;
      draw.count();
      return true;
    });
    await letTimeRunOut(sale);
    paidLate += await crowd.payLate();
  }
  await untilSettled(sale);
  return paidLate;
}

/** Counters, reservations, limits and the ledger of stock say the same. */
async function expectGoods(sale: Sale, sold: SaleOutcome): Promise<void> {
  expect(sold.paidUnits).toBe(UNITS);
  expect(sold.stock).toEqual({ onHand: UNITS, reserved: UNITS, available: 0 });
  expect(sold.misreserved).toEqual([]);
  expect(sold.miscounted).toEqual([]);
  expect(sold.twice).toEqual([]);
  expect((await auditStock(sale.ctx())).differences).toBe(0);
}

/** Orders, payments, the books of the house and the ledger say the same. */
async function expectMoney(sale: Sale, { ordersFen, paymentsFen, houseFen, misbooked }: SaleOutcome): Promise<void> {
  expect([paymentsFen, houseFen]).toEqual([ordersFen, ordersFen]);
  expect(misbooked).toEqual([]);
  const { accounts, ...sums } = await readBooks(sale.db);
  expect(sums).toEqual({ sumFen: 0, unbalanced: 0 });
  const cash = accounts.filter((account) => account.startsWith('cash:')).map((account) => account.split(' | '));
  expect(cash.map(([account, , fen]) => [account, Number(fen)])).toEqual([['cash:sandbox', ordersFen]]);
}

/** Every order that somebody was told of is found by them, as they were told. */
async function expectTold(crowd: Crowd): Promise<void> {
  const looked = await crowd.look<OwnOrderDetail>();
  expect(looked.length).toBe(crowd.tally.bought.length);
  expect(looked.flatMap(({ bought, seen }) => faultOf(bought, seen) ?? [])).toEqual([]);
  expect(crowd.tally.contradictions).toEqual([]);
}

function faultOf({ buyer, order, told, doubtful }: Bought, seen: OwnOrderDetail): string | undefined {
  // Whoever paid when it was too late has the money back, and no order.
  const expected = told === 'paid' && buyer.habits.pays !== 'late' ? 'paid' : 'cancelled';
  const states: readonly string[] = doubtful ? ['paid', 'cancelled'] : [expected];
  const same = seen.orderNumber === order.orderNumber && seen.totalFen === order.totalFen;
  const leftFen = seen.paidFen - seen.refundedFen;
  const fits = same && states.includes(seen.state) && leftFen === (seen.state === 'paid' ? seen.totalFen : 0);
  return fits ? undefined : `${order.orderNumber}: told ${told}, but ${seen.state} with ${leftFen} fen`;
}

/** All of what was to be survived took place. */
async function expectTrouble(sale: Sale, { tally }: Crowd, sold: SaleOutcome): Promise<void> {
  const { bought, crashes } = tally;
  expect(crashes.length).toBeGreaterThanOrEqual(CRASHES);
  expect(Math.min(...crashes.map(({ ordering }) => ordering))).toBeGreaterThan(0);
  expect(new Set(crashes.map(({ database }) => database)).size).toBe(2);
  expect(tally.lost).toBeGreaterThan(CRASHES);
  expect(tally.soldOut).toBeGreaterThan(BUYERS / 3);
  // Answered by what was kept: the order was placed before the request was sent that was answered, by one before it.
  const placed = await placedAt(sale);
  const placedOf = ({ order, sentAt }: Bought): number => placed.get(order.orderId) ?? sentAt;
  const kept = bought.filter((each) => placedOf(each) < each.sentAt);
  const throughCrash = kept.filter((each) => crashes.some(({ at }) => placedOf(each) <= at && at <= each.sentAt));
  expect(tally.repeated).toBeGreaterThan(0);
  expect(kept.length).toBeGreaterThan(0);
  expect(throughCrash.length).toBeGreaterThan(0);
  // Orders of which nobody heard, and no more than there are buyers who gave up.
  const unheard = placed.size - bought.length;
  expect(unheard).toBeGreaterThan(0);
  expect(unheard).toBeLessThanOrEqual(tally.gaveUp);
  expect(sold.refundedFen).toBeGreaterThan(0);
  expect(sold.paidInBundles).toBeGreaterThan(0);
  expect(Object.keys(sold.orders)).toEqual(['cancelled: changed_mind', 'cancelled: timed_out', 'paid']);
}

test(
  'of 400 units exactly 400 are sold and paid, whatever 3,000 buyers and ten crashes do',
  { timeout: TIMEOUT_MS },
  async () => {
    const sale = await openSale({ dataDir: folder.path, env: ENV, units: UNITS, others: OTHERS });
    try {
      const crowd = new Crowd(sale, AT_ONCE);
      expect(await sellOut(sale, crowd)).toBeGreaterThan(0);
      const sold = await readSale(sale);
      await expectGoods(sale, sold);
      await expectMoney(sale, sold);
      await expectTold(crowd);
      await expectTrouble(sale, crowd, sold);
      expect(await countParked(sale.db)).toBe(0);
    } finally {
      await sale.close();
    }
  },
);
