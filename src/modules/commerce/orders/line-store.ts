import { sql } from 'kysely';
import type { CityId, Id, SkuId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import { gathered, prepared } from '#platform/postgres';
import type { FileId } from '#platform/files';
import type { LinePart, LineSplit, OrderLine } from './order-line.ts';
import type { Order, OrderId } from './order.ts';
import type { ParcelId } from './parcel.ts';

type Db = Database | DatabaseTransaction;

interface LineRow {
  order_id: OrderId;
  line_no: number;
  parcel_id: ParcelId;
  sku_id: SkuId;
  sku_code: string;
  sku_name: string;
  sku_spec: string;
  unit: string;
  category_id: Id<'Category'> | null;
  image_id: FileId | null;
  claim_hours: number;
  parts: LinePart[];
  quantity: number;
  unit_fen: Fen;
  gross_fen: Fen;
  discount_fen: Fen;
  net_fen: Fen;
  splits: LineSplit[];
  refunded_quantity: number;
  refunded_fen: Fen;
  rebated_fen: Fen;
}

const toLine = (row: LineRow): OrderLine => ({
  lineNo: row.line_no,
  parcelId: row.parcel_id,
  skuId: row.sku_id,
  skuCode: row.sku_code,
  skuName: row.sku_name,
  skuSpec: row.sku_spec,
  unit: row.unit,
  categoryId: row.category_id,
  imageId: row.image_id,
  claimHours: row.claim_hours,
  parts: row.parts,
  quantity: row.quantity,
  unitFen: row.unit_fen,
  grossFen: row.gross_fen,
  discountFen: row.discount_fen,
  netFen: row.net_fen,
  splits: row.splits,
  refundedQuantity: row.refunded_quantity,
  refundedFen: row.refunded_fen,
  rebatedFen: row.rebated_fen,
});

/** Lines of orders that the caller may see, by order, in their order. */
export async function linesOf(
  db: Db,
  orders: readonly Pick<Order, 'cityId' | 'orderId'>[],
): Promise<Map<OrderId, OrderLine[]>> {
  if (orders.length === 0) return new Map();
  const found = await sql<LineRow>`
    select l.* from commerce.order_line l
    where (l.city_id, l.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))
    order by l.order_id, l.line_no`.execute(db);
  const lines = Map.groupBy(found.rows, (row) => row.order_id);
  return new Map([...lines].map(([orderId, rows]) => [orderId, rows.map(toLine)]));
}

/** Marks what of lines is asked back or rebated; the order is locked. One statement for all who mark at the same moment. */
export const saveRefunded = gathered(
  async (
    db: DatabaseTransaction,
    asked: readonly {
      readonly order: { readonly cityId: CityId; readonly orderId: OrderId };
      readonly lines: readonly Pick<OrderLine, 'lineNo' | 'refundedQuantity' | 'refundedFen' | 'rebatedFen'>[];
    }[],
  ): Promise<undefined[]> => {
    // Of the order its key alone: claims and orders have a `refundedFen` of their own.
    const rows = asked.flatMap(({ order: { cityId, orderId }, lines }) =>
      lines.map((line) => ({ ...line, cityId, orderId })),
    );
    await prepared`
      update commerce.order_line l
      set refunded_quantity = x.quantity, refunded_fen = x.refunded, rebated_fen = x.rebated
      from unnest((select ${rows.map((it) => it.cityId)}::uuid[]), (select ${rows.map((it) => it.orderId)}::uuid[]),
        (select ${rows.map((it) => it.lineNo)}::int[]), (select ${rows.map((it) => it.refundedQuantity)}::int[]),
        (select ${rows.map((it) => it.refundedFen)}::bigint[]), (select ${rows.map((it) => it.rebatedFen)}::bigint[]))
        as x (city_id, order_id, line_no, quantity, refunded, rebated)
      where l.city_id = x.city_id and l.order_id = x.order_id and l.line_no = x.line_no`.execute(db);
    return asked.map(() => undefined);
  },
);

/** The lines of one order; one statement for all who ask at the same moment. */
export const linesOfOrder = gathered(
  async (db: Db, orders: readonly Pick<Order, 'cityId' | 'orderId'>[]): Promise<OrderLine[][]> => {
    const lines = await linesOf(db, orders);
    return orders.map(({ orderId }) => lines.get(orderId) ?? []);
  },
);
