import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { SkuId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { balances, unbalancedEntries } from '#platform/ledger';
import { EVERYTHING } from '#platform/permission';
import { auditStock, availableStock, reservationsOf } from '#modules/inventory';
import { useServer } from '#testing';
import { memberOf } from '../membership/member-store.ts';
import type { StockedReward } from '../membership/reward.ts';
import { rewardInScope } from '../membership/reward-store.ts';
import { NO_FAULTS, useMembers } from '../membership/test-members.ts';
import { makeReward } from '../membership/test-membership.ts';
import { voucherById } from '../membership/voucher-store.ts';
import { advanceAccount, cashAccount, heldAccount, keptAccount } from '../payments/books.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { refundsOf } from '../payments/refund-store.ts';
import { layStock, makeGoods, type GoodsGround } from './fixtures/goods.ts';
import { memberStory, orderStory, Players, type Customer, type Story } from './fixtures/goods-story.ts';
import type { PlacedOrder } from './goods-order-contract.ts';
import { linesOf } from './line-store.ts';
import { unitsLeft } from './order-line.ts';
import { ordersByIds } from './order-store.ts';
import { parcelsOf } from './parcel-store.ts';

const LAID = 2_000;
/** Fewer than are wanted. */
const REWARDS = 25;
/** In points: several for the dearest orders, one for the smallest ones. */
const REWARD_POINTS = 30;
const server = useServer({ rateLimits: false });
const ctx = () => server.world.ctx();
const db = () => server.world.database.db;
const { faults } = useMembers(server.world, () => ground);
let ground: GoodsGround;
let reward: StockedReward;
let players: Players;

beforeAll(async () => {
  ground = await makeGoods(ctx, 'GL');
  const lines = ground.skuIds.map((skuId) => ({ skuId, counted: LAID }));
  await layStock(ctx(), ground.flashId, lines);
  const facts = { title: '一份青菜', kind: 'goods', skuId: ground.skuIds[2] as SkuId, points: REWARD_POINTS } as const;
  const validUntil = new Date(ctx().clock.now().getTime() + 3_000 * DAY);
  const terms = { voucherDays: 365, cancelHours: 720, validUntil };
  reward = await makeReward(ctx, { ...facts, ...terms }, { stock: REWARDS });
  players = new Players(server, ground, reward);
});

/** What an order comes to when all is settled. */
interface Settled {
  /** Of the first goods, what left for good. */
  readonly units: number;
  /** Of its money, what lies with us. */
  readonly owedFen: number;
  /** Points that it brought: those of a refund that the house could not make may have stayed. */
  readonly points: { readonly least: number; readonly most: number };
}

/** The laws of one order. */
async function expectLaws({ orderId }: PlacedOrder): Promise<Settled> {
  const key = { cityId: ground.cityId, orderId };
  const [order] = await ordersByIds(db(), [orderId]);
  if (order === undefined) throw new Error('the order is gone');
  const lines = (await linesOf(db(), [key])).get(orderId) ?? [];
  const [parcel] = (await parcelsOf(db(), [key])).get(orderId) ?? [];
  const payments = await paymentsOf(db(), [order]);
  // Nobody's goods are held for nothing, and nobody who paid goes without.
  const reserved = (await reservationsOf(db(), [orderId])).get(orderId) ?? [];
  const held = reserved.reduce((sum, line) => sum + line.quantity - line.issued - line.released, 0);
  const due = lines.reduce((sum, line) => sum + unitsLeft(line) * (line.parts.length === 0 ? 1 : 3), 0);
  const waits = order.state === 'paid' && parcel?.state === 'waiting';
  expect(held).toBe(waits ? due : 0);
  expect(order.state).not.toBe('placed');
  // Money: what was paid and not given back is owed, to the fen; nothing of goods is kept.
  const heldAccounts = payments.map((payment) => heldAccount(payment.paymentId));
  const booked = await balances(db(), [advanceAccount(orderId), keptAccount(orderId), ...heldAccounts]);
  const owed = 0 - (booked.get(advanceAccount(orderId)) ?? NaN);
  expect(owed).toBe(order.paidFen - order.refundedFen);
  expect(booked.get(keptAccount(orderId))).toBe(0);
  expect(order.refundedFen).toBeLessThanOrEqual(order.paidFen);
  const counted = payments.filter((payment) => payment.state === 'succeeded');
  expect(order.paidFen).toBe(counted.reduce((sum, payment) => sum + payment.receivedFen, 0));
  // What the house could not give back is still owed, and somebody gives it back by another way.
  const refunds = await refundsOf(db(), counted);
  const failed = refunds.reduce((sum, refund) => sum + (refund.state === 'failed' ? refund.amountFen : 0), 0);
  const back = lines.reduce((sum, line) => sum + line.refundedFen + line.rebatedFen, 0);
  expect(order.refundedFen + failed).toBe(order.state === 'cancelled' ? order.paidFen : back);
  for (const line of lines) {
    expect(line.refundedFen + line.rebatedFen).toBeLessThanOrEqual(line.netFen);
    expect(line.refundedQuantity).toBeLessThanOrEqual(line.quantity);
  }
  const first = reserved.filter((row) => row.skuId === ground.skuIds[0]);
  const waitsForPerson = heldAccounts.reduce((sum, account) => sum - (booked.get(account) ?? 0), 0);
  const keptFen = lines.reduce((sum, line) => sum + line.netFen, 0) - back;
  const yuan = (amountFen: number): number => (order.state === 'completed' ? Math.floor(amountFen / 100) : 0);
  return {
    units: first.reduce((sum, row) => sum + row.issued, 0),
    owedFen: owed + waitsForPerson,
    points: { least: yuan(keptFen), most: yuan(keptFen + failed) },
  };
}

/** The laws of somebody's points: what their orders brought is there, was spent, or is owed. Answers vouchers that stand. */
async function expectPoints({ buyer, vouchers }: Customer, settled: readonly Settled[]): Promise<number> {
  const balance = (await memberOf(db(), buyer.customerKey))?.balance ?? 0;
  const now = await Promise.all(vouchers.map((voucher) => voucherById(db(), voucher.voucherId)));
  const standing = now.filter((voucher) => voucher?.state !== 'cancelled').length;
  const earned = balance + standing * REWARD_POINTS;
  const sum = (side: 'least' | 'most'): number => settled.reduce((total, { points }) => total + points[side], 0);
  expect(earned).toBeGreaterThanOrEqual(sum('least'));
  expect(earned).toBeLessThanOrEqual(sum('most'));
  return standing;
}

/** What all stories left behind so far. */
const left = { units: 0, owedFen: 0, vouchers: 0, redeemed: 0, completed: 0 };

async function tell(story: Story): Promise<void> {
  const who = await players.play(story);
  const settled: Settled[] = [];
  for (const order of who.orders) settled.push(await expectLaws(order));
  left.vouchers += await expectPoints(who, settled);
  left.redeemed += who.vouchers.length;
  for (const { units, owedFen, points } of settled) {
    left.units += units;
    left.owedFen += owedFen;
    left.completed += points.most > 0 ? 1 : 0;
  }
  const skuId = ground.skuIds[0] as SkuId;
  const level = (await availableStock(db(), [ground.flashId], [skuId])).get(`${ground.flashId}/${skuId}`);
  expect(level?.onHand).toBe(LAID - left.units);
  expect((await rewardInScope(db(), EVERYTHING, reward.rewardId))?.taken).toBe(left.vouchers);
}

async function expectEven(): Promise<void> {
  expect((await auditStock(ctx())).differences).toBe(0);
  expect(await unbalancedEntries(db())).toEqual([]);
  expect(await faults()).toEqual(NO_FAULTS);
  // What lies with the house is what is owed to orders, and what waits for a person to decide.
  expect((await balances(db(), [cashAccount('sandbox')])).get(cashAccount('sandbox'))).toBe(left.owedFen);
}

it('whatever is done in whatever order: goods, their ledger and the money come out even', async () => {
  await fc.assert(fc.asyncProperty(orderStory, tell), { numRuns: 20, endOnFailure: true });
  await expectEven();
}, 240_000);

it('whatever is redeemed and given back besides: points, rewards, goods and money come out even', async () => {
  await fc.assert(fc.asyncProperty(memberStory, tell), { numRuns: 20, endOnFailure: true });
  await expectEven();
  // None of it was empty.
  expect(left.redeemed).toBeGreaterThan(0);
  expect(left.completed).toBeGreaterThan(0);
}, 240_000);
