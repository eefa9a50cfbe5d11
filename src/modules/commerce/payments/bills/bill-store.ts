import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { BillLine } from '../payment-port.ts';
import type { Bill, BillId } from './bill.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  b.bill_id as "billId", b.provider, to_char(b.day, 'YYYY-MM-DD') as day, b.state, b.source, b.load_no as "loadNo",
  b.file_hash as "fileHash", b.payments, b.payments_fen as "paymentsFen", b.refunds, b.refunds_fen as "refundsFen",
  b.failure, b.begun_at as "begunAt", b.matched_at as "matchedAt"`;

/** Begins to load a bill of a day: answers its id and the number of the load. The lines that count stay. */
export async function beginLoad(
  db: DatabaseTransaction,
  it: {
    readonly billId: BillId;
    readonly provider: string;
    readonly day: string;
    readonly source: Bill['source'];
    readonly by: UserId | null;
    readonly at: Date;
  },
): Promise<{ readonly billId: BillId; readonly loadNo: number }> {
  const { rows } = await sql<{ billId: BillId; loadNo: number }>`
    insert into commerce.bill as b (bill_id, provider, day, state, source, load_no, loads, payments, payments_fen, refunds,
      refunds_fen, begun_by, begun_at)
    values (${it.billId}, ${it.provider}, ${it.day}, 'loading', ${it.source}, 0, 1, 0, 0, 0, 0, ${it.by}, ${it.at})
    on conflict (provider, day) do update set loads = b.loads + 1, source = excluded.source,
      begun_by = excluded.begun_by, begun_at = excluded.begun_at, failure = null
    returning bill_id as "billId", loads as "loadNo"`.execute(db);
  const [begun] = rows;
  if (begun === undefined) throw new Error('a load begins');
  return begun;
}

export async function insertLines(
  db: DatabaseTransaction,
  { billId, loadNo }: { readonly billId: BillId; readonly loadNo: number },
  lines: readonly BillLine[],
): Promise<void> {
  await sql`
    insert into commerce.bill_line (bill_id, load_no, line_no, kind, payment_number, refund_number, provider_trade,
      amount_fen, state, happened_at)
    select ${billId}::uuid, ${loadNo}::integer, l.*
    from unnest(${lines.map((it) => it.line)}::integer[], ${lines.map((it) => it.kind)}::text[],
      ${lines.map((it) => it.paymentNumber)}::text[], ${lines.map((it) => it.refundNumber)}::text[],
      ${lines.map((it) => it.providerTrade)}::text[], ${lines.map((it) => it.amountFen)}::bigint[],
      ${lines.map((it) => it.state)}::text[], ${lines.map((it) => it.at)}::timestamptz[]) as l
    on conflict do nothing`.execute(db);
}

/** From now on the lines of this load count, if no later one does already; those of others go. */
export async function takeOver(
  db: DatabaseTransaction,
  it: { readonly billId: BillId; readonly loadNo: number; readonly fileHash: string | null; readonly at: Date },
): Promise<boolean> {
  const taken = await sql`
    update commerce.bill b set state = 'matched', load_no = ${it.loadNo}, file_hash = ${it.fileHash}, failure = null,
      matched_at = ${it.at}, payments = s.payments, payments_fen = s.payments_fen, refunds = s.refunds,
      refunds_fen = s.refunds_fen
    from (
      select count(*) filter (where kind = 'payment') as payments, count(*) filter (where kind = 'refund') as refunds,
        coalesce(sum(amount_fen) filter (where kind = 'payment'), 0)::bigint as payments_fen,
        coalesce(sum(amount_fen) filter (where kind = 'refund'), 0)::bigint as refunds_fen
      from commerce.bill_line where bill_id = ${it.billId} and load_no = ${it.loadNo}) s
    where b.bill_id = ${it.billId} and b.load_no < ${it.loadNo}`.execute(db);
  if ((taken.numAffectedRows ?? 0n) === 0n) return false;
  await sql`
    delete from commerce.bill_line where bill_id = ${it.billId} and load_no < ${it.loadNo}`.execute(db);
  return true;
}

/** A load that broke off: its lines go, and the bill stands as before, with why. */
export async function giveUpLoad(
  db: DatabaseTransaction,
  { billId, loadNo }: { readonly billId: BillId; readonly loadNo: number },
  failure: string,
): Promise<void> {
  await sql`delete from commerce.bill_line where bill_id = ${billId} and load_no = ${loadNo}`.execute(db);
  await sql`
    update commerce.bill set failure = ${failure}, state = case when load_no > 0 then 'matched' else 'failed' end
    where bill_id = ${billId} and load_no < ${loadNo}`.execute(db);
}

export async function lockBill(db: DatabaseTransaction, billId: BillId): Promise<Bill | undefined> {
  const found = await sql<Bill>`
    select ${columns} from commerce.bill b where b.bill_id = ${billId} for update`.execute(db);
  return found.rows[0];
}

/** A bill is the whole company's: who may see everything sees it. */
export async function billInScope(db: Db, scope: Scope, billId: BillId): Promise<Bill | undefined> {
  if (!scope.everything) return undefined;
  const found = await sql<Bill>`select ${columns} from commerce.bill b where b.bill_id = ${billId}`.execute(db);
  return found.rows[0];
}

export interface BillFilter {
  readonly provider?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A page of bills, the newest day first. */
export async function listBills(
  db: Db,
  scope: Scope,
  filter: BillFilter,
  page: { readonly before: { readonly day: string; readonly billId: string } | undefined; readonly limit: number },
): Promise<Bill[]> {
  if (!scope.everything) return [];
  const { before } = page;
  const found = await sql<Bill>`
    select ${columns} from commerce.bill b
    where (${filter.provider ?? null}::text is null or b.provider = ${filter.provider ?? null})
      and (${filter.from ?? null}::date is null or b.day >= ${filter.from ?? null}::date)
      and (${filter.to ?? null}::date is null or b.day <= ${filter.to ?? null}::date)
      and (${before?.day ?? null}::date is null
        or (b.day, b.bill_id) < (${before?.day ?? null}::date, ${before?.billId ?? null}::uuid))
    order by b.day desc, b.bill_id desc limit ${page.limit}`.execute(db);
  return found.rows;
}

/** Bills of a provider that count, by day. */
export async function billsOfDays(db: Db, provider: string, days: readonly string[]): Promise<Map<string, Bill>> {
  const found = await sql<Bill>`
    select ${columns} from commerce.bill b
    where b.provider = ${provider} and b.day = any(${[...days]}::date[]) and b.load_no > 0`.execute(db);
  return new Map(found.rows.map((bill) => [bill.day, bill]));
}

/** How many lines of bills differ still, and how many a person explained. */
export async function countDifferences(
  db: Db,
  billIds: readonly BillId[],
): Promise<Map<BillId, { readonly open: number; readonly explained: number; readonly openFen: Fen }>> {
  const found = await sql<{ billId: BillId; open: number; explained: number; openFen: Fen }>`
    select bill_id as "billId", (count(*) filter (where state = 'open'))::int as open,
      (count(*) filter (where state = 'explained'))::int as explained,
      coalesce(sum(abs(coalesce(theirs_fen, 0) - coalesce(ours_fen, 0))) filter (where state = 'open'), 0)::bigint
        as "openFen"
    from commerce.bill_difference where bill_id = any(${[...billIds]}::uuid[]) group by bill_id`.execute(db);
  return new Map(found.rows.map(({ billId, ...counts }) => [billId, counts]));
}
