import type { StoreId } from '#kernel/ids';
import { fen } from '#kernel/money';
import type { Context, Tx } from '#platform/context';
import { AskApart, isShared } from '#platform/postgres';
import { bookReceived } from '../payments/books.ts';
import type { WayToPay } from '../payments/leave-cashier.ts';
import { expectMoney } from '../payments/expected-money.ts';
import { beginPayment, opened, type Payment } from '../payments/payment.ts';
import { configuredProvider, offeredProviders, providerName } from '../payments/providers.ts';
import { openCashier } from '../payments/start-payment.ts';
import { tillPayment, TILL } from '../payments/till.ts';
import { STANDS, groupBuyPaid, type GroupBuyPaid } from '../group-buys/group-buy-paid.ts';
import { spendBenefits } from '../promotions/spend-benefits.ts';
import { announcePaid } from './announce-paid.ts';
import { draftOrder, type Sale } from './goods-order.ts';
import { fillOrders } from './fill-orders.ts';
import type { PlacedOrder } from './goods-order-contract.ts';
import { dueOf, type Order, type OrderId } from './order.ts';
import type { ParcelId } from './parcel.ts';
import { guessPlace, rememberPlace } from './places-of-sales.ts';
import { priceGoods, termsAt, type GoodsAsked, type Guess } from './price-goods.ts';
import {
  AddressMissing,
  groupSale,
  instantSale,
  storeSale,
  type FoundSale,
  type GroupAsked,
  type InstantAsked,
} from './sale-of.ts';
import { takeStock, writeGoodsOrder, type WrittenOrder } from './write-goods-order.ts';

/** The first of many orders wait so long for the others: a run for eight takes hardly longer than a run for one. */
const LINGER_MS = 12;

interface Private {
  readonly note?: string | undefined;
  readonly address?: string | undefined;
}

export type PlaceGoodsInput = GoodsAsked &
  (
    | ({ readonly channel: 'group_buy' } & Omit<GroupAsked, 'lines'> & Private)
    | ({ readonly channel: 'instant' } & Omit<InstantAsked, 'lines'> & Private)
    | {
        readonly channel: 'store';
        readonly storeId: StoreId;
        readonly phone: string | null;
        readonly paid: 'cash' | 'card' | 'code';
      }
  );

/**
 * Orders goods, in one transaction: what is sold, at the price that was seen, with its lines, parcels and payment, what
 * it spends of coupons and limits, and its goods last, all or nothing. A house that has to be asked for a cashier is
 * asked by `startPayment`; then `payment` is null. Announces OrderPlaced, and OrderPaid at a till and where nothing is to
 * be paid. Throws NotFound, SkuNotSoldHere, PriceChanged, StockShort, and what coupons and group buys refuse.
 */
export async function placeGoodsOrder(ctx: Context, input: PlaceGoodsInput): Promise<PlacedOrder> {
  if (input.channel === 'instant' && input.mode === 'delivery' && input.address === undefined)
    throw new AddressMissing();
  await offeredProviders(ctx, 'desktop')[0]?.ready?.(ctx);
  let written: WrittenOrder | undefined;
  const work = async (tx: Tx): Promise<PlacedOrder> => {
    const orderId: OrderId = tx.newId<'Order'>();
    // The longer read first: what it tells is taken in while the other is made.
    const guessed = guessTerms(ctx, tx, input);
    const { sale, prices, closesAt } = await saleOf(ctx, tx, input, orderId);
    if (sale.groupBuyId !== null) rememberPlace(sale.groupBuyId, sale);
    const { cart, skus } = await priceGoods(tx, input, sale, { prices, guessed });
    const paidAt = input.channel === 'store' && input.paid !== 'code' ? input.paid : null;
    const standing = cart.totalFen === 0 ? await standingForFree(tx, sale, orderId) : STANDS;
    const draft = draftOrder(
      {
        orderId,
        sale,
        cart,
        skus,
        newParcelId: () => tx.newId<'Parcel'>() as ParcelId,
        random: ctx.random,
        settled: paidAt !== null,
        awaitsGroup: standing.state === 'awaiting_group',
        closesAt,
      },
      tx.now,
    );
    const by = input.channel === 'store' ? 'staff' : 'customer';
    const paymentOf = (order: Order): Promise<Payment | null> => paymentFor(ctx, tx, order, paidAt);
    const note = await sealed(ctx, tx, sale, input);
    const { customerKey, cityId } = sale;
    // Before the goods, since more want those; few orders spend anything.
    await spendBenefits(tx, { cityId, orderId, customerKey, benefits: cart.used });
    written = await writeGoodsOrder(ctx, tx, draft, by, paymentOf, note, () => takeStock(tx, draft));
    if (written.order.state !== 'placed') await settle(tx, written, standing);
    return answerOf(written);
  };
  const { customer } = ctx.scope;
  // Only what is asked under a key may be asked again.
  const alone = input.channel === 'store' || customer === undefined || ctx.command === undefined;
  const together = alone ? undefined : { verb: 'place-goods-order', apart: customer, lingerMs: LINGER_MS };
  const placed = await ctx.transaction(work, together);
  // Not what was written before it was known that the answer is kept already.
  if (written?.order.orderId === placed.orderId) expectPaid(ctx, written);
  return placed;
}

function expectPaid(ctx: Context, { order, payment }: WrittenOrder): void {
  if (order.state === 'placed' && payment !== null) expectMoney(ctx, { order, payment });
}

/** Where nothing is to be paid an order of a team counts at once: it stands, waits for the others, or fills the team. */
async function standingForFree(tx: Tx, sale: Sale, orderId: OrderId): Promise<GroupBuyPaid> {
  const { cityId, groupBuyId, teamId } = sale;
  if (groupBuyId === null || teamId === null) return STANDS;
  // Whom it fills the team for must be written before.
  if (isShared(tx.db)) throw new AskApart('a place in a team that costs nothing');
  return groupBuyPaid(tx, { cityId, order: { orderId, groupBuyId, teamId, quantity: 0, amountFen: fen(0) } });
}

/** What follows where nothing is left to be paid. */
async function settle(tx: Tx, { order, payment }: WrittenOrder, { filledOrders }: GroupBuyPaid): Promise<void> {
  if (payment !== null) await bookReceived(tx, payment);
  if (filledOrders.length > 0) await fillOrders(tx, order.cityId, filledOrders);
  await announcePaid(tx, order, payment);
}

async function saleOf(ctx: Context, tx: Tx, input: PlaceGoodsInput, orderId: OrderId): Promise<FoundSale> {
  if (input.channel === 'group_buy') return groupSale(ctx, tx, orderId, input);
  if (input.channel === 'instant') return { sale: await instantSale(ctx, tx, input) };
  return { sale: await storeSale(ctx, tx, input) };
}

/** What holds where the group buy sold last, read beside the group buy itself: one answer less to wait for. */
function guessTerms(ctx: Context, tx: Tx, input: PlaceGoodsInput): Guess | undefined {
  if (input.channel !== 'group_buy') return undefined;
  const [place, customerKey] = [guessPlace(input.groupBuyId), ctx.scope.customer];
  if (place === undefined || customerKey === undefined) return undefined;
  const terms = termsAt(tx, input, { customerKey, channel: 'group_buy', mode: 'pickup' }, place);
  // Whoever is refused before does not come to it.
  terms.catch(() => {});
  return { place, terms };
}

/** The payment of an order that is written: taken at the till, or a cashier that opens without a call. */
async function paymentFor(ctx: Context, tx: Tx, order: Order, paidAt: 'cash' | 'card' | null): Promise<Payment | null> {
  if (paidAt !== null && order.totalFen > 0) {
    const asked = {
      paymentId: tx.newId<'Payment'>(),
      provider: TILL,
      stage: 'full',
      amountFen: order.totalFen,
    } as const;
    return tillPayment(beginPayment(order, asked, tx.now), paidAt, tx.now);
  }
  const due = dueOf(order);
  if (due === undefined || due.amountFen === 0) return null;
  const way: WayToPay = { provider: configuredProvider(ctx), client: { kind: 'desktop' } };
  if (way.provider.cashier === 'remote') return null;
  const payment = beginPayment(
    order,
    {
      paymentId: tx.newId<'Payment'>(),
      provider: way.provider.code,
      stage: due.stage,
      amountFen: due.amountFen,
      expiresAt: order.payBy ?? undefined,
    },
    tx.now,
  );
  return opened(payment, await openCashier(ctx, way, order, payment));
}

/** What the customer wrote, sealed under their key; nothing is asked of the vault where they wrote nothing. */
async function sealed(ctx: Context, tx: Tx, sale: Sale, input: PlaceGoodsInput): Promise<Uint8Array | null> {
  if (input.channel === 'store' || sale.personId === null) return null;
  const { note = null } = input;
  const address = input.channel === 'instant' ? (input.address ?? null) : null;
  if (note === null && address === null) return null;
  return ctx.services.vault.seal(tx, sale.personId, { note, address });
}

function answerOf({ order, payment }: WrittenOrder): PlacedOrder {
  const { orderId, orderNumber, state, totalFen } = order;
  return {
    orderId,
    orderNumber,
    state: state === 'placed' ? 'placed' : 'paid',
    totalFen: fen(totalFen),
    payBy: order.payBy?.toISOString() ?? null,
    payment:
      payment === null || payment.cashierUrl === null
        ? null
        : {
            paymentId: payment.paymentId,
            paymentNumber: payment.paymentNumber,
            amountFen: payment.amountFen,
            cashierUrl: payment.cashierUrl,
            expiresAt: payment.expiresAt.toISOString(),
            ...providerName(payment.provider),
          },
  };
}
