import type { Context } from '#platform/context';
import { ORDER_COMPLETED, type ReadEvent } from '../ingestion/read-event.ts';
import { partPersonal } from '../ingestion/personal-fields.ts';
import { IMPORT_SOURCES } from '../sources/source.ts';
import { importHistory, type HistoryEvent, type Imported } from './history.ts';
import { identifiersOfRow } from './row-identifiers.ts';

/** A sale of a till or an old system. At least one of phone, member card and user id. */
export interface OrderRow {
  readonly orderNo: string;
  readonly communityCode?: string | undefined;
  readonly storeCode?: string | undefined;
  readonly phone?: string | undefined;
  readonly memberCard?: string | undefined;
  readonly userId?: string | undefined;
  readonly items: readonly { readonly sku: string; readonly name?: string; readonly quantity: number }[];
  readonly amountFen: number;
  readonly paidAt: Date;
}

/** Records sales of the past, once each by order number, and counts them for their communities. Repeatable. */
export async function importOrders(
  ctx: Context,
  rows: Iterable<OrderRow> | AsyncIterable<OrderRow>,
): Promise<Imported> {
  return importHistory(ctx, rows, orderEvent, IMPORT_SOURCES.orders);
}

export function orderEvent(row: OrderRow): HistoryEvent {
  const { open, personal } = partPersonal({
    orderNo: row.orderNo,
    amountFen: row.amountFen,
    items: row.items.map((item) => ({ ...item })),
    channel: 'pos',
    ...(row.storeCode === undefined ? {} : { storeCode: row.storeCode }),
  });
  const event: ReadEvent = {
    messageId: undefined,
    kind: 'track',
    name: ORDER_COMPLETED,
    occurredAt: row.paidAt,
    identifiers: identifiersOfRow(row),
    communityCode: row.communityCode,
    isHome: false,
    householdCode: undefined,
    open,
    personal,
    traits: {},
    person: {},
    consents: [],
  };
  return { event, externalId: { kind: 'order', id: row.orderNo } };
}
