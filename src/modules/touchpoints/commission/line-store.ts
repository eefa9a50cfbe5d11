import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, Id, PartnerId, StoreId, TouchpointId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { LedgerEntryId } from '#platform/ledger';
import { within, type Scope } from '#platform/permission';
import type { CommissionLine, CommissionLineId, PaymentStage } from './line.ts';
import type { CommissionRuleId, PartyKind } from './rule.ts';

type Db = Database | DatabaseTransaction;

export interface LineRow {
  city_id: CityId;
  line_id: CommissionLineId;
  order_id: Id<'Order'>;
  cause_id: string;
  kind: 'accrual' | 'reversal';
  reverses_id: CommissionLineId | null;
  community_id: CommunityId;
  store_id: StoreId | null;
  party_kind: PartyKind;
  party: string;
  touchpoint_id: TouchpointId | null;
  partner_id: PartnerId | null;
  stage: PaymentStage;
  rule_id: CommissionRuleId;
  rate_bps: number;
  base_fen: Fen;
  amount_fen: Fen;
  occurred_at: Date;
  payable_at: Date;
  awaits_completion: boolean;
  entry_id: LedgerEntryId | null;
}

export const toLine = (row: LineRow): CommissionLine => ({
  cityId: row.city_id,
  lineId: row.line_id,
  orderId: row.order_id,
  causeId: row.cause_id,
  kind: row.kind,
  reversesId: row.reverses_id,
  communityId: row.community_id,
  storeId: row.store_id,
  partyKind: row.party_kind,
  party: row.party,
  touchpointId: row.touchpoint_id,
  partnerId: row.partner_id,
  stage: row.stage,
  ruleId: row.rule_id,
  rateBps: row.rate_bps,
  baseFen: row.base_fen,
  amountFen: row.amount_fen,
  occurredAt: row.occurred_at,
  payableAt: row.payable_at,
  awaitsCompletion: row.awaits_completion,
  entryId: row.entry_id,
});

/** The lines of orders, for whoever holds their locks. */
export async function linesOfOrders(
  db: DatabaseTransaction,
  orders: readonly { readonly cityId: CityId; readonly orderId: Id<'Order'> }[],
): Promise<Map<Id<'Order'>, CommissionLine[]>> {
  const found = await sql<LineRow>`
    select l.* from touchpoints.commission_line l
    where (l.city_id, l.order_id) in (
      select * from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[]))`.execute(
    db,
  );
  return Map.groupBy(found.rows.map(toLine), (line) => line.orderId);
}

export async function insertLines(db: DatabaseTransaction, lines: readonly CommissionLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into touchpoints.commission_line (city_id, line_id, order_id, cause_id, kind, reverses_id, community_id,
      store_id, party_kind, party, touchpoint_id, partner_id, stage, rule_id, rate_bps, base_fen, amount_fen,
      occurred_at, payable_at, awaits_completion, entry_id)
    select * from unnest(
      ${lines.map((l) => l.cityId)}::uuid[], ${lines.map((l) => l.lineId)}::uuid[],
      ${lines.map((l) => l.orderId)}::uuid[], ${lines.map((l) => l.causeId)}::uuid[],
      ${lines.map((l) => l.kind)}::text[], ${lines.map((l) => l.reversesId)}::uuid[],
      ${lines.map((l) => l.communityId)}::uuid[], ${lines.map((l) => l.storeId)}::uuid[],
      ${lines.map((l) => l.partyKind)}::text[], ${lines.map((l) => l.party)}::text[],
      ${lines.map((l) => l.touchpointId)}::uuid[], ${lines.map((l) => l.partnerId)}::uuid[],
      ${lines.map((l) => l.stage)}::text[], ${lines.map((l) => l.ruleId)}::uuid[],
      ${lines.map((l) => l.rateBps)}::int[], ${lines.map((l) => l.baseFen)}::bigint[],
      ${lines.map((l) => l.amountFen)}::bigint[], ${lines.map((l) => l.occurredAt)}::timestamptz[],
      ${lines.map((l) => l.payableAt)}::timestamptz[], ${lines.map((l) => l.awaitsCompletion)}::boolean[],
      ${lines.map((l) => l.entryId)}::uuid[])`.execute(db);
}

/** What these orders earned waits for its time alone. */
export async function releaseLines(
  db: DatabaseTransaction,
  orders: readonly { readonly cityId: CityId; readonly orderId: Id<'Order'> }[],
): Promise<void> {
  await sql`
    update touchpoints.commission_line l set awaits_completion = false
    from unnest(${orders.map((it) => it.cityId)}::uuid[], ${orders.map((it) => it.orderId)}::uuid[])
      as done (city_id, order_id)
    where l.city_id = done.city_id and l.order_id = done.order_id and l.awaits_completion`.execute(db);
}

export interface LineFilter {
  readonly touchpointId?: TouchpointId | undefined;
  readonly partnerId?: PartnerId | undefined;
  readonly orderId?: Id<'Order'> | undefined;
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  /** The month, from its beginning up to the beginning of the next. */
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** A touchpoint sees its own lines, whoever steers an area those of its orders; a partner has no sign-in of its own. */
const visible = (scope: Scope): RawBuilder<SqlBool> =>
  within(scope, {
    city: 'l.city_id',
    store: 'l.store_id',
    community: 'l.community_id',
    touchpoint: 'l.touchpoint_id',
  });

function matching(filter: LineFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  const equal = (column: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(sql<SqlBool>`${sql.ref(column)} = ${value}`);
  };
  equal('l.touchpoint_id', filter.touchpointId);
  equal('l.partner_id', filter.partnerId);
  equal('l.order_id', filter.orderId);
  equal('l.city_id', filter.cityId);
  equal('l.community_id', filter.communityId);
  if (filter.from !== undefined) conditions.push(sql<SqlBool>`l.occurred_at >= ${filter.from}`);
  if (filter.before !== undefined) conditions.push(sql<SqlBool>`l.occurred_at < ${filter.before}`);
  return sql.join(conditions, sql` and `) as RawBuilder<SqlBool>;
}

/** A line as a statement shows it. */
export interface StatementLine extends CommissionLine {
  readonly orderNumber: string;
  /** What its accrual still stands on: 0 when all of the payment went back. */
  readonly leftFen: number;
}

/** A page of lines, the newest first, after `before`. */
export async function listLines(
  db: Db,
  scope: Scope,
  filter: LineFilter,
  page: { before: { at: Date; id: string } | undefined; limit: number },
): Promise<StatementLine[]> {
  const before =
    page.before === undefined
      ? sql`true`
      : sql`(l.occurred_at, l.line_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const found = await sql<LineRow & { order_number: string; left_fen: number }>`
    with page as (
      select l.* from touchpoints.commission_line l where ${visible(scope)} and ${matching(filter)} and ${before}
      order by l.occurred_at desc, l.line_id desc limit ${page.limit}
    )
    select l.*, coalesce(o.order_number, '') as order_number, (
      select sum(a.base_fen)::bigint from touchpoints.commission_line a
      where a.city_id = l.city_id and (a.line_id = coalesce(l.reverses_id, l.line_id)
        or a.reverses_id = coalesce(l.reverses_id, l.line_id))
    ) as left_fen
    from page l join touchpoints.commission_order o on o.city_id = l.city_id and o.order_id = l.order_id
    order by l.occurred_at desc, l.line_id desc`.execute(db);
  return found.rows.map((row) => ({ ...toLine(row), orderNumber: row.order_number, leftFen: row.left_fen }));
}

export interface LineSums {
  readonly lines: number;
  readonly accruedFen: Fen;
  readonly reversedFen: Fen;
  readonly heldFen: Fen;
  readonly payableFen: Fen;
}

interface SumsRow {
  lines: number;
  accrued: string;
  reversed: string;
  held: string;
  payable: string;
}

const sums = (now: Date) => sql`
  count(*) as lines,
  coalesce(sum(l.amount_fen) filter (where l.kind = 'accrual'), 0) as accrued,
  coalesce(sum(l.amount_fen) filter (where l.kind = 'reversal'), 0) as reversed,
  coalesce(sum(l.amount_fen) filter (where l.awaits_completion or l.payable_at > ${now}), 0) as held,
  coalesce(sum(l.amount_fen) filter (where not l.awaits_completion and l.payable_at <= ${now}), 0) as payable`;

const toSums = (row: SumsRow): LineSums => ({
  lines: Number(row.lines),
  accruedFen: fen(Number(row.accrued)),
  reversedFen: fen(Number(row.reversed)),
  heldFen: fen(Number(row.held)),
  payableFen: fen(Number(row.payable)),
});

/** Sums over all lines that match. */
export async function sumLines(db: Db, scope: Scope, filter: LineFilter, now: Date): Promise<LineSums> {
  const found = await sql<SumsRow>`
    select ${sums(now)} from touchpoints.commission_line l where ${visible(scope)} and ${matching(filter)}`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new Error('a sum answered nothing');
  return toSums(row);
}

export interface OwnerSums extends LineSums {
  readonly ownerId: string;
  /** Of the owner's newest line. */
  readonly party: string;
  readonly netFen: Fen;
}

/** A page of those who have a share in the lines that match, the largest sum first, after `after`. */
export async function sumByOwner(
  db: Db,
  scope: Scope,
  by: 'touchpoint' | 'partner',
  filter: LineFilter,
  page: { after: { netFen: number; ownerId: string } | undefined; limit: number },
  now: Date,
): Promise<OwnerSums[]> {
  const owner = sql.ref(by === 'touchpoint' ? 'l.touchpoint_id' : 'l.partner_id');
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(s.net, s.owner_id) < (${page.after.netFen}::bigint, ${page.after.ownerId}::uuid)`;
  const found = await sql<SumsRow & { owner_id: string; party: string; net: string }>`
    select s.* from (
      select ${owner} as owner_id, sum(l.amount_fen) as net,
        (array_agg(l.party order by l.occurred_at desc, l.line_id desc))[1] as party, ${sums(now)}
      from touchpoints.commission_line l
      where ${owner} is not null and ${visible(scope)} and ${matching(filter)} group by ${owner}
    ) s
    where ${after} order by s.net desc, s.owner_id desc limit ${page.limit}`.execute(db);
  return found.rows.map((row) => ({
    ...toSums(row),
    ownerId: row.owner_id,
    party: row.party,
    netFen: fen(Number(row.net)),
  }));
}
