import { subscribeBatch } from '#platform/outbox';
import { ClaimOpened, OrderPaid, OrderRefunded, ParcelCollected } from '#modules/commerce/events';
import { CLAIM_OPENED, GOODS_COLLECTED, ORDER_COMPLETED, ORDER_REFUNDED } from '../ingestion/read-event.ts';
import { recordGoods, type GoodsHappened } from './record-goods.ts';

type Facts = Pick<GoodsHappened, 'personId' | 'communityId' | 'cityId'>;

/** What customers buy, fetch, claim and get back of goods stands in their timeline, and their orders count for their community. */
export const onGoodsEvents = subscribeBatch(
  'cdp.record-goods',
  [OrderPaid, OrderRefunded, ParcelCollected, ClaimOpened],
  async (tx, events, ctx) => {
    const happened = events.flatMap((event): GoodsHappened[] => {
      const { personId, communityId, cityId } = event.payload;
      // Nobody said who they were at a till, and what was imported brings its own timeline.
      if (personId === null || communityId === null) return [];
      const said = saidBy(event);
      return said === undefined
        ? []
        : [{ ...said, ...({ personId, communityId, cityId } satisfies Facts), at: event.occurredAt }];
    });
    await recordGoods(ctx, tx, happened);
  },
);

type Payloads =
  | Parameters<typeof OrderPaid>[1]
  | Parameters<typeof OrderRefunded>[1]
  | Parameters<typeof ParcelCollected>[1]
  | Parameters<typeof ClaimOpened>[1];

function saidBy({
  type,
  eventId,
  payload,
}: {
  readonly type: string;
  readonly eventId: string;
  readonly payload: Payloads;
}): Pick<GoodsHappened, 'name' | 'externalId' | 'open'> | undefined {
  const once = { kind: 'goods', id: eventId };
  if ('claimId' in payload) {
    const { orderNumber, kind, units, amountFen } = payload;
    return { name: CLAIM_OPENED, externalId: once, open: { orderNo: orderNumber, claim: kind, units, amountFen } };
  }
  if ('handOverId' in payload) {
    const { units, undone } = payload;
    return undone ? undefined : { name: GOODS_COLLECTED, externalId: once, open: { units } };
  }
  const { channel, orderNumber, amountFen } = payload;
  // What is paid for a service is told by its own contract; tills send their receipts themselves.
  if (channel === 'service' || channel === 'imported') return undefined;
  const open = { orderNo: orderNumber, amountFen, channel };
  if (type === OrderRefunded.type) return { name: ORDER_REFUNDED, externalId: once, open };
  return { name: ORDER_COMPLETED, externalId: { kind: 'order', id: orderNumber }, open };
}
