import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { VisitId } from '../opportunities/opportunity.ts';
import type { PackageId } from '../packages/package.ts';
import type { Quotation, QuotationId, QuotationLine, QuotationState } from './quotation.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  city_id: CityId;
  quotation_id: QuotationId;
  visit_id: VisitId;
  revision: number;
  state: QuotationState;
  community_id: CommunityId;
  store_id: StoreId | null;
  customer_key: CustomerKey;
  person_id: PersonId;
  lead_id: Id<'Lead'> | null;
  share_token: string | null;
  package_id: PackageId;
  package_name: string;
  touchpoint_id: TouchpointId;
  list_fen: Fen;
  discount_fen: Fen;
  total_fen: Fen;
  deposit_fen: Fen;
  valid_until: Date;
  created_at: Date;
  sent_at: Date | null;
  closed_at: Date | null;
}

interface LineRow extends QuotationLine {
  readonly quotationId: QuotationId;
}

const toQuotation = (row: Row, lines: readonly QuotationLine[]): Quotation => ({
  quotationId: row.quotation_id,
  visitId: row.visit_id,
  revision: row.revision,
  state: row.state,
  cityId: row.city_id,
  communityId: row.community_id,
  storeId: row.store_id,
  customerKey: row.customer_key,
  personId: row.person_id,
  leadId: row.lead_id,
  shareToken: row.share_token,
  packageId: row.package_id,
  packageName: row.package_name,
  touchpointId: row.touchpoint_id,
  listFen: row.list_fen,
  discountFen: row.discount_fen,
  totalFen: row.total_fen,
  depositFen: row.deposit_fen,
  validUntil: row.valid_until,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  closedAt: row.closed_at,
  lines,
});

/** Rows of an area. */
const visible = (scope: Scope) =>
  within(scope, { city: 'q.city_id', store: 'q.store_id', community: 'q.community_id' });
/** Rows of whoever sells now, whoever it was that quoted. */
const sold = (scope: Scope) => within(scope, { touchpoint: 'o.touchpoint_id' });
/** What a customer has been sent, be it signed or over by now. */
const own = (scope: Scope) =>
  sql<SqlBool>`(${within(scope, { customer: 'q.customer_key' })} and q.sent_at is not null)`;

/** With their lines, in the order given: two statements, however many there are. */
async function withLines(db: Db, rows: readonly Row[]): Promise<Quotation[]> {
  if (rows.length === 0) return [];
  const found = await sql<LineRow>`
    select l.quotation_id as "quotationId", l.kind, l.code, l.name, l.unit,
      l.quantity_hundredths as "quantityHundredths", l.unit_price_fen as "unitPriceFen", l.amount_fen as "amountFen",
      l.why
    from commerce.quotation_line l
    where l.city_id = any(${[...new Set(rows.map((row) => row.city_id))]}::uuid[])
      and l.quotation_id = any(${rows.map((row) => row.quotation_id)}::uuid[])
    order by l.quotation_id, l.line`.execute(db);
  const lines = Map.groupBy(found.rows, (line) => line.quotationId);
  return rows.map((row) =>
    toQuotation(
      row,
      (lines.get(row.quotation_id) ?? []).map(({ quotationId: _, ...line }) => line),
    ),
  );
}

async function one(db: Db, rows: readonly Row[]): Promise<Quotation | undefined> {
  return (await withLines(db, rows))[0];
}

/** One quotation in any state, for code that has no reader. */
export async function quotationById(db: Db, quotationId: QuotationId): Promise<Quotation | undefined> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q where q.quotation_id = ${quotationId}`.execute(db);
  return one(db, rows);
}

/** The door for contracts, in any state: `stateAt` tells whether it stands, and why not. */
export const quotationForSigning = quotationById;

/** One that the reader sells. */
export async function soldQuotation(db: Db, scope: Scope, quotationId: QuotationId): Promise<Quotation | undefined> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q
    join commerce.opportunity o on o.city_id = q.city_id and o.visit_id = q.visit_id
    where q.quotation_id = ${quotationId} and ${sold(scope)}`.execute(db);
  return one(db, rows);
}

export async function quotationInScope(db: Db, scope: Scope, quotationId: QuotationId): Promise<Quotation | undefined> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q where q.quotation_id = ${quotationId} and ${visible(scope)}`.execute(db);
  return one(db, rows);
}

export async function ownQuotation(db: Db, scope: Scope, quotationId: QuotationId): Promise<Quotation | undefined> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q where q.quotation_id = ${quotationId} and ${own(scope)}`.execute(db);
  return one(db, rows);
}

/** What was sent to the reader as a customer, the newest first; at most 100. */
export async function ownQuotations(db: Db, scope: Scope): Promise<Quotation[]> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q where ${own(scope)}
    order by q.sent_at desc, q.quotation_id desc limit 100`.execute(db);
  return withLines(db, rows);
}

/** Quotations of one opportunity, the newest first; at most 50. The caller has checked the reader's scope. */
export async function quotationsOfVisit(db: Db, cityId: CityId, visitId: VisitId): Promise<Quotation[]> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q where q.city_id = ${cityId} and q.visit_id = ${visitId}
    order by q.revision desc limit 50`.execute(db);
  return withLines(db, rows);
}

/** The draft and the offer of one opportunity that are neither signed nor over. The caller has locked it. */
export async function pendingQuotations(db: Db, cityId: CityId, visitId: VisitId): Promise<Quotation[]> {
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q
    where q.city_id = ${cityId} and q.visit_id = ${visitId} and q.state in ('draft', 'sent')
    order by q.revision`.execute(db);
  return withLines(db, rows);
}

/** What stands for each opportunity, without lines: what was sent or signed, or else the newest. */
export async function standingQuotations(db: Db, visitIds: readonly VisitId[]): Promise<Map<VisitId, Quotation>> {
  if (visitIds.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select distinct on (q.visit_id) q.* from commerce.quotation q
    where q.visit_id = any(${[...visitIds]}::uuid[])
    order by q.visit_id, q.state in ('sent', 'signed') desc, q.revision desc`.execute(db);
  return new Map(rows.map((row) => [row.visit_id, toQuotation(row, [])]));
}

export interface QuotationFilter {
  readonly state?: QuotationState | undefined;
  readonly cityId?: CityId | undefined;
  readonly storeId?: StoreId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly touchpointId?: TouchpointId | undefined;
  readonly visitId?: VisitId | undefined;
}

/** A page of quotations within the scope, the newest first, without their lines. */
export async function listQuotations(
  db: Db,
  scope: Scope,
  filter: QuotationFilter,
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Quotation[]> {
  const conditions: RawBuilder<SqlBool>[] = [visible(scope)];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('q.state', filter.state);
  equal('q.city_id', filter.cityId);
  equal('q.store_id', filter.storeId);
  equal('q.community_id', filter.communityId);
  equal('q.touchpoint_id', filter.touchpointId);
  equal('q.visit_id', filter.visitId);
  if (page.before !== undefined) {
    conditions.push(sql<SqlBool>`(q.created_at, q.quotation_id) < (${page.before.at}, ${page.before.id}::uuid)`);
  }
  const { rows } = await sql<Row>`
    select q.* from commerce.quotation q where ${sql.join(conditions, sql` and `)}
    order by q.created_at desc, q.quotation_id desc limit ${page.limit}`.execute(db);
  return rows.map((row) => toQuotation(row, []));
}

/** Quotations whose time is over and that nobody signed, the oldest first. */
export async function overdueQuotations(
  db: Db,
  at: Date,
  limit: number,
): Promise<Pick<Quotation, 'quotationId' | 'cityId' | 'visitId'>[]> {
  const { rows } = await sql<Pick<Quotation, 'quotationId' | 'cityId' | 'visitId'>>`
    select q.quotation_id as "quotationId", q.city_id as "cityId", q.visit_id as "visitId" from commerce.quotation q
    where q.state in ('draft', 'sent') and q.valid_until <= ${at}
    order by q.valid_until limit ${limit}`.execute(db);
  return rows;
}
