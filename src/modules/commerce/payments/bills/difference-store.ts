import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { BillId, Difference, DifferenceKind, DifferenceState } from './bill.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  d.bill_id as "billId", d.difference_no as "differenceNo", d.kind, d.subject, d.payment_number as "paymentNumber",
  d.refund_number as "refundNumber", d.line_no as "lineNo", d.provider_trade as "providerTrade", d.city_id as "cityId",
  d.community_id as "communityId", d.store_id as "storeId", d.order_id as "orderId", d.payment_id as "paymentId",
  d.refund_id as "refundId", d.theirs_fen as "theirsFen", d.theirs_state as "theirsState", d.ours_fen as "oursFen",
  d.ours_state as "oursState", d.state, d.reason, d.closed_by as "closedBy", d.closed_at as "closedAt",
  d.found_at as "foundAt"`;

/** One of which nobody knows the place is seen by those who see everything. */
const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, { city: 'd.city_id', community: 'd.community_id', store: 'd.store_id' });

/** With the provider and the day of its bill. */
export type ListedDifference = Difference & { readonly provider: string; readonly day: string };

export interface DifferenceFilter {
  readonly billId?: BillId | undefined;
  readonly provider?: string | undefined;
  readonly state?: DifferenceState | undefined;
  readonly kind?: DifferenceKind | undefined;
}

export interface DifferencePlace {
  readonly foundAt: Date;
  readonly billId: string;
  readonly differenceNo: number;
}

/** A page of differences within the scope, the newest first. */
export async function listDifferences(
  db: Db,
  scope: Scope,
  filter: DifferenceFilter,
  page: { readonly before: DifferencePlace | undefined; readonly limit: number },
): Promise<ListedDifference[]> {
  const conditions = [visible(scope)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('d.bill_id', filter.billId);
  equal('b.provider', filter.provider);
  equal('d.state', filter.state);
  equal('d.kind', filter.kind);
  const { before } = page;
  if (before !== undefined) {
    const { foundAt, billId, differenceNo } = before;
    conditions.push(
      sql<SqlBool>`(d.found_at, d.bill_id, d.difference_no) < (${foundAt}, ${billId}::uuid, ${differenceNo}::integer)`,
    );
  }
  const found = await sql<ListedDifference>`
    select ${columns}, b.provider, to_char(b.day, 'YYYY-MM-DD') as day
    from commerce.bill_difference d join commerce.bill b on b.bill_id = d.bill_id
    where ${sql.join(conditions, sql` and `)}
    order by d.found_at desc, d.bill_id desc, d.difference_no desc limit ${page.limit}`.execute(db);
  return found.rows;
}

/** How many match, by kind. */
export async function countByKind(
  db: Db,
  scope: Scope,
  filter: Pick<DifferenceFilter, 'billId' | 'state'>,
): Promise<Partial<Record<DifferenceKind, number>>> {
  const found = await sql<{ kind: DifferenceKind; times: number }>`
    select d.kind, count(*)::int as times from commerce.bill_difference d
    where ${visible(scope)} and (${filter.billId ?? null}::uuid is null or d.bill_id = ${filter.billId ?? null}::uuid)
      and (${filter.state ?? null}::text is null or d.state = ${filter.state ?? null})
    group by d.kind`.execute(db);
  return Object.fromEntries(found.rows.map(({ kind, times }) => [kind, times]));
}

export interface DifferenceKey {
  readonly billId: BillId;
  readonly differenceNo: number;
}

export async function differenceInScope(
  db: Db,
  scope: Scope,
  key: DifferenceKey,
): Promise<ListedDifference | undefined> {
  const found = await sql<ListedDifference>`
    select ${columns}, b.provider, to_char(b.day, 'YYYY-MM-DD') as day
    from commerce.bill_difference d join commerce.bill b on b.bill_id = d.bill_id
    where d.bill_id = ${key.billId} and d.difference_no = ${key.differenceNo} and ${visible(scope)}`.execute(db);
  return found.rows[0];
}

/** Saves that a person explained it, while it is open; false otherwise. */
export async function saveExplained(db: DatabaseTransaction, it: Difference): Promise<boolean> {
  const saved = await sql`
    update commerce.bill_difference set state = ${it.state}, reason = ${it.reason}, closed_by = ${it.closedBy},
      closed_at = ${it.closedAt}
    where bill_id = ${it.billId} and difference_no = ${it.differenceNo} and state = 'open'`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}
