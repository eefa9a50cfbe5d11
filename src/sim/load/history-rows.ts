import type { importOrders, importPeople, importPosts } from '#modules/cdp';
import type { World } from '../world/index.ts';

/** The rows that a door of the CDP takes. */
type RowOf<Door extends (ctx: never, rows: never) => unknown> = Parameters<Door>[1] extends
  | Iterable<infer Row>
  | AsyncIterable<infer Row>
  ? Row
  : never;
export type PersonRow = RowOf<typeof importPeople>;
export type OrderRow = RowOf<typeof importOrders>;
export type PostRow = RowOf<typeof importPosts>;

/** Everybody with a phone or a card: children live in households but have no record of their own. */
export function* personRows(world: World): Generator<PersonRow> {
  for (const resident of world.residents()) {
    if (resident.phone === null && resident.memberCard === null) continue;
    yield {
      communityCode: resident.communityCode,
      householdCode: resident.householdCode,
      name: resident.name,
      ...(resident.phone !== null && { phone: resident.phone }),
      ...(resident.memberCard !== null && { memberCard: resident.memberCard }),
      traits: { birthYear: resident.birthYear },
      since: resident.knownSince,
    };
  }
}

/** All receipts, month by month. */
export function* orderRows(world: World): Generator<OrderRow> {
  for (const month of world.months()) yield* rowsOfMonth(world, month);
}

/** Receipts with a known buyer; the anonymous ones say nothing about anybody. */
function* rowsOfMonth(world: World, month: string): Generator<OrderRow> {
  for (const order of world.posOrders(month)) {
    const { buyer } = order;
    if (buyer === null || (buyer.phone === null && buyer.memberCard === null)) continue;
    yield {
      orderNo: order.orderNumber,
      communityCode: order.communityCode,
      storeCode: order.storeCode,
      ...(buyer.phone !== null && { phone: buyer.phone }),
      ...(buyer.memberCard !== null && { memberCard: buyer.memberCard }),
      items: order.lines.map(({ good, quantity }) => ({ sku: good.code, name: good.name, quantity })),
      amountFen: order.lines.reduce((sum, { good, quantity }) => sum + good.priceFen * quantity, 0),
      paidAt: order.at,
    };
  }
}

export function* postRows(world: World): Generator<PostRow> {
  for (const post of world.posts()) {
    yield {
      communityCode: post.communityCode,
      author: post.authorOpenId,
      text: post.text,
      postedAt: post.at,
      channel: post.channel,
      externalId: post.code,
    };
  }
}
