import { formatYuan } from '#kernel/money';
import type { Tx } from '#platform/context';
import { accountsOf } from './account-store.ts';
import { withMove, type Account } from './member.ts';
import { enterMembers } from './member-store.ts';
import {
  completedOrders,
  countedOrders,
  saveCounted,
  type CountedOrder,
  type OrderFacts,
  type OrderKey,
} from './order-facts-store.ts';
import { expiresAt, pointsFor, type PointTerms } from './point-terms.ts';
import { reviewMembers } from './review-members.ts';
import { membershipRules } from './rules-store.ts';
import { earn, reverse, type LotId } from './wallet.ts';
import { writePoints } from './write-points.ts';

/** An order was completed, or something of it went back. */
export interface OrderNews extends OrderKey {
  readonly completed: boolean;
  readonly at: Date;
}

/**
 * Part: brings points, levels and badges to what orders count for now. Each order is brought to what was kept of it, so
 * that it does not matter how often and in which order its news come: a completed one earns once, what goes back later is
 * taken back in proportion, and never more than it earned.
 */
export async function countOrders(tx: Tx, news: readonly OrderNews[]): Promise<void> {
  const facts = await completedOrders(tx.db, news);
  if (facts.size === 0) return;
  const buyers = new Map([...facts.values()].map((order) => [order.customerKey, order]));
  const members = await enterMembers(
    tx.db,
    [...buyers.values()].map(({ customerKey, personId, cityId, communityId, storeId }) => {
      return { customerKey, memberId: tx.newId<'Member'>(), personId, cityId, communityId, storeId };
    }),
    tx.now,
  );
  const counted = await countedOrders(tx.db, [...facts.values()]);
  const accounts = await accountsOf(tx.db, members, { orderIds: [...facts.keys()] });
  const rules = await membershipRules(tx.db);
  const touched = new Map<string, OrderFacts & CountedOrder>();
  for (const one of news) {
    const order = facts.get(one.orderId);
    const account = order && accounts.get(order.customerKey);
    const before = counted.get(one.orderId);
    // What went back before the order was completed is no news of its points.
    if (order === undefined || account === undefined || (before === undefined && !one.completed)) continue;
    const lotId = tx.newId<'PointLot'>();
    const next =
      before === undefined
        ? counting(account, order, { at: one.at, lotId, terms: rules.points.rules })
        : lowering(account, order, before, one.at);
    if (next === undefined) continue;
    accounts.set(order.customerKey, next.account);
    counted.set(order.orderId, next.counted);
    touched.set(order.orderId, { ...order, ...next.counted });
  }
  if (touched.size === 0) return;
  const customers = new Set([...touched.values()].map((order) => order.customerKey));
  const changed = [...accounts.values()].filter(({ member }) => customers.has(member.customerKey));
  await writePoints(tx, changed);
  await saveCounted(tx.db, [...touched.values()]);
  await reviewMembers(
    tx,
    changed.map(({ member }) => member),
    rules,
  );
}

interface Step {
  readonly account: Account;
  readonly counted: CountedOrder;
}

/** The order counts from now on. */
function counting(
  account: Account,
  order: OrderFacts,
  { at, lotId, terms }: { readonly at: Date; readonly lotId: LotId; readonly terms: PointTerms },
): Step {
  const { orderId, cityId, keptFen } = order;
  const points = pointsFor(keptFen);
  const member = { ...account.member, orders: account.member.orders + 1 };
  const counted = { orderId, keptFen, earned: points, reversed: 0 };
  if (points === 0) return { account: { ...account, member }, counted };
  const lot = {
    lotId,
    cityId,
    source: 'order' as const,
    orderId,
    points,
    earnedAt: at,
    expiresAt: expiresAt(terms, at),
  };
  const words = `订单 ${order.orderNumber} 完成，实付 ${formatYuan(keptFen)}`;
  const earned = withMove(account, earn(account.wallet, lot), { cityId, kind: 'earned', points, orderId, words, at });
  return { account: { ...earned, member }, counted };
}

/** Less is kept of the order than before; undefined where it is not. */
function lowering(account: Account, order: OrderFacts, before: CountedOrder, at: Date): Step | undefined {
  const { orderId, cityId, keptFen } = order;
  if (keptFen >= before.keptFen) return undefined;
  const due = before.earned - before.reversed - pointsFor(keptFen);
  const { wallet, points } = reverse(account.wallet, orderId, due, before.reversed);
  const words = `订单 ${order.orderNumber} 退款，实付剩 ${formatYuan(keptFen)}`;
  return {
    account: withMove(account, wallet, { cityId, kind: 'reversed', points: 0 - points, orderId, words, at }),
    counted: { ...before, keptFen, reversed: before.reversed + points },
  };
}
