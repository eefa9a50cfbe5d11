import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { fromCursor, pageOf } from '#platform/http';
import { supplyOf } from '#modules/territory';
import { groupBuysByIds } from '../group-buys/group-buy-store.ts';
import { numberInGroups, type GroupBuy } from '../group-buys/group-buy.ts';
import { describeOwnPayment } from '../payments/describe-payments.ts';
import { paymentsOf } from '../payments/payment-store.ts';
import { agreedPrice } from './agreed-price.ts';
import { describeGoods, goodsOf, type DescribedGoods } from './describe-goods.ts';
import { describeOrders, entryOf, reasonInWords } from './describe-orders.ts';
import type { OrderItem, OwnOrderDetail, OwnOrderItem, OwnOrdersAnswer, OwnOrdersView } from './order-contract.ts';
import { listOrders, orderInScope } from './order-store.ts';
import { isGoods, type Order, type OrderState } from './order.ts';
import { mayCancelOwn, mayChangePoint } from './own-moves.ts';
import { stepsOf } from './step-store.ts';

/** What each tab of the list holds. */
const STATES_OF: Readonly<Record<OwnOrdersView, readonly OrderState[] | undefined>> = {
  all: undefined,
  to_pay: ['placed'],
  to_group: ['awaiting_group'],
  under_way: ['deposit_paid', 'paid'],
  completed: ['completed'],
  cancelled: ['cancelled'],
};
const SHOWN_PICTURES = 4;

/** As the customer sees it: without what staff wrote about the money. */
function ownItem(order: OrderItem): OwnOrderItem {
  const { customerName: _name, customerPhone: _phone, cityId: _city, storeId: _store, leadId: _lead, ...rest } = order;
  const { visitId: _visit, touchpointId: _seller, external: _external, ...own } = rest;
  return own;
}

/** A page of the reader's own orders, the newest first, with pictures and how far their goods are. */
export async function describeOwnOrders(
  ctx: Context,
  asked: { readonly view: OwnOrdersView; readonly cursor?: string | undefined; readonly limit: number },
): Promise<OwnOrdersAnswer> {
  const key = fromCursor(asked.cursor, ['number', 'uuid']);
  const before = key && { placedAt: new Date(Number(key[0])), orderId: String(key[1]) };
  const filter = { states: STATES_OF[asked.view] };
  const found = await listOrders(ctx.db, ctx.scope, 'customer', filter, { before, limit: asked.limit + 1 });
  const { items, nextCursor } = pageOf(found, asked.limit, (order) => [order.placedAt.getTime(), order.orderId]);
  const described = await describeOrders(ctx, items);
  const goods = await describeGoods(ctx, items);
  return {
    now: ctx.clock.now().toISOString(),
    items: described.map((each) => ({ ...ownItem(each), ...shortly(goods.get(each.orderId)) })),
    nextCursor,
  };
}

const shortly = ({ lines, parcels }: DescribedGoods = { lines: [], parcels: [] }) => ({
  units: lines.reduce((sum, line) => sum + line.quantity, 0),
  pictures: lines.slice(0, SHOWN_PICTURES).map(({ name, imageId }) => ({ name, imageId })),
  parcels: parcels.map(({ state, stateName, mode, pickupPointName, pickupOn }) => ({
    state,
    stateName,
    mode,
    pickupPointName,
    pickupOn,
  })),
});

/** One of the reader's own. Throws NotFound. */
export async function ownOrderById(ctx: Context, orderId: Order['orderId']): Promise<OwnOrderDetail> {
  const order = await orderInScope(ctx.db, ctx.scope, 'customer', orderId);
  if (order === undefined) throw new NotFound('order');
  return describeOwnOrder(ctx, order);
}

export async function describeOwnOrder(ctx: Context, order: Order): Promise<OwnOrderDetail> {
  const [item] = await describeOrders(ctx, [order]);
  const steps = await stepsOf(ctx.db, order);
  const { lines, parcels } = await goodsOf(ctx, order);
  const groupBuy = await groupBuyOf(ctx, order);
  // Money that came is for goods which are bought at the cut-off.
  const tooLate = order.state !== 'placed' && groupBuy !== undefined && groupBuy.cutOffAt <= ctx.clock.now();
  const canChangePoint = mayChangePoint(order, parcels);
  return {
    ...ownItem(item as OrderItem),
    now: ctx.clock.now().toISOString(),
    groupBuy: groupBuy === undefined ? null : groupBuyShown(groupBuy),
    priceSteps: isGoods(order) ? await agreedPrice(ctx, order) : [],
    lines,
    parcels,
    timeline: steps.map((step) => entryOf(step, step.move === 'cancelled' ? reasonInWords(step) : null)),
    payments: (await paymentsOf(ctx.db, [order])).map(describeOwnPayment),
    canCancel: mayCancelOwn(order, parcels) && !tooLate,
    canChangePoint,
    otherPoints: canChangePoint ? await otherPointsOf(ctx, order) : [],
  };
}

async function groupBuyOf(ctx: Context, { groupBuyId }: Order): Promise<GroupBuy | undefined> {
  return groupBuyId === null ? undefined : (await groupBuysByIds(ctx.db, [groupBuyId]))[0];
}

const groupBuyShown = ({ groupBuyNumber, title, kind, cutOffAt, state }: GroupBuy): OwnOrderDetail['groupBuy'] => ({
  groupBuyNumber: numberInGroups(groupBuyNumber),
  title,
  kind,
  open: state === 'open',
  cutOffAt: cutOffAt.toISOString(),
});

/** Other open points of the community; those that another warehouse supplies are refused when one is chosen. */
async function otherPointsOf(
  ctx: Context,
  { communityId, pickupPointId }: Order,
): Promise<OwnOrderDetail['otherPoints']> {
  if (communityId === null) return [];
  const points = (await supplyOf(ctx.db, [communityId])).get(communityId)?.pickupPoints ?? [];
  return points
    .filter((point) => point.id !== pickupPointId)
    .map(({ id, name, address }) => ({ pickupPointId: id, name, address }));
}
