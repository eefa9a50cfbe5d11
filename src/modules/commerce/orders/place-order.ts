import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import type { Tx } from '#platform/context';
import { nextNumber } from '#platform/numbers';
import { communitiesByIds } from '#modules/territory';
import { OrderPlaced } from '../events.ts';
import { ORDER_PREFIX } from './order-number.ts';
import { insertOrder } from './order-store.ts';
import { DepositOutOfRange, factsOf, OrderChangedMeanwhile, type Order } from './order.ts';
import { stepOf } from './save-order.ts';
import { insertStep } from './step-store.ts';

/** What an order takes from the quotation that was signed. */
export interface SignedQuotation {
  readonly quotationId: Id<'Quotation'>;
  readonly packageId: Id<'Package'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly touchpointId: TouchpointId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly leadId: Id<'Lead'> | null;
  readonly visitId: Id<'Visit'> | null;
  readonly shareToken: string | null;
  readonly totalFen: Fen;
}

/**
 * Part: places the order of a signed contract, in the transaction of the signature. One order for a contract. Announces
 * OrderPlaced. Throws DepositOutOfRange unless 0 < depositFen ≤ totalFen, OrderChangedMeanwhile where the contract has
 * its order already.
 */
export async function placeOrder(
  tx: Tx,
  input: {
    readonly contractId: Id<'Contract'>;
    readonly quotation: SignedQuotation;
    readonly depositFen: Fen;
  },
): Promise<Order> {
  const { quotation, depositFen, contractId } = input;
  if (depositFen <= 0 || depositFen > quotation.totalFen) throw new DepositOutOfRange();
  const place = (await communitiesByIds(tx.db, [quotation.communityId])).get(quotation.communityId);
  if (place === undefined) throw new Error(`community ${quotation.communityId} does not exist`);
  const { cityId } = quotation;
  const order: Order = {
    orderId: tx.newId<'Order'>(),
    orderNumber: await nextNumber(tx, { series: 'order', prefix: ORDER_PREFIX, cityId, cityCode: place.cityCode }),
    channel: 'service',
    contractId,
    quotationId: quotation.quotationId,
    packageId: quotation.packageId,
    cityId,
    communityId: quotation.communityId,
    storeId: quotation.storeId,
    touchpointId: quotation.touchpointId,
    customerKey: quotation.customerKey,
    personId: quotation.personId,
    leadId: quotation.leadId,
    visitId: quotation.visitId,
    shareToken: quotation.shareToken,
    state: 'placed',
    totalFen: quotation.totalFen,
    depositFen,
    goodsFen: quotation.totalFen,
    discountFen: fen(0),
    deliveryFen: fen(0),
    groupBuyId: null,
    teamId: null,
    campaignId: null,
    pickupPointId: null,
    payBy: null,
    completeAfter: null,
    completedAt: null,
    external: null,
    paidFen: fen(0),
    refundedFen: fen(0),
    payments: 0,
    steps: 1,
    revision: 1,
    placedAt: tx.now,
    depositPaidAt: null,
    paidAt: null,
    cancelledAt: null,
    cancelReason: null,
  };
  if (!(await insertOrder(tx.db, order))) throw new OrderChangedMeanwhile();
  const step = stepOf(tx, order, { move: 'placed', by: 'customer', amountFen: order.totalFen });
  await insertStep(tx.db, { order, step });
  await tx.announce([OrderPlaced(order.orderId, { ...factsOf(order), depositFen })]);
  return order;
}
