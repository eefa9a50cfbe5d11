import { sql } from 'kysely';
import type { Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { SandboxKey } from './sandbox-signature.ts';
import type { SandboxNotice, SandboxRefund, SandboxTrade } from './sandbox-trade.ts';

// Who holds the token of a trade may see it, wherever they are: the sandbox knows no areas.
type Db = Database | DatabaseTransaction;

const tradeColumns = sql`
  payment_number as "paymentNumber", description, amount_fen as "amountFen", paid_fen as "paidFen",
  refunded_fen as "refundedFen", refunds_fail as "refundsFail", trade_number as "tradeNumber",
  notify_url as "notifyUrl", return_url as "returnUrl", opened_at as "openedAt", expires_at as "expiresAt",
  paid_at as "paidAt"`;

/** The keys of the sandbox, by serial. */
export async function sandboxKeys(db: Db): Promise<SandboxKey[]> {
  const found = await sql<SandboxKey>`
    select serial, secret from commerce.sandbox_key order by serial limit 10`.execute(db);
  return found.rows;
}

export async function insertKeys(db: DatabaseTransaction, keys: readonly SandboxKey[], madeAt: Date): Promise<void> {
  await sql`
    insert into commerce.sandbox_key (serial, secret, made_at)
    select serial, secret, ${madeAt}::timestamptz
    from unnest(${keys.map((key) => key.serial)}::text[], ${keys.map((key) => key.secret)}::text[]) as k (serial, secret)
    on conflict (serial) do nothing`.execute(db);
}

/** What we and the house both know; made with its first use. */
export async function merchantSecret(db: Database, fresh: string, now: Date): Promise<string> {
  const known = (): Promise<string | undefined> =>
    sql<{ secret: string }>`select secret from commerce.sandbox_merchant where merchant = 'twinwheel'`
      .execute(db)
      .then(({ rows }) => rows[0]?.secret);
  const found = await known();
  if (found !== undefined) return found;
  await sql`
    insert into commerce.sandbox_merchant (merchant, secret, made_at) values ('twinwheel', ${fresh}, ${now})
    on conflict (merchant) do nothing`.execute(db);
  return (await known()) ?? fresh;
}

/** Opens a trade; one that is there under the number stays as it is. */
export async function insertTrade(db: DatabaseTransaction, it: SandboxTrade): Promise<void> {
  await sql`
    insert into commerce.sandbox_trade (payment_number, description, amount_fen, paid_fen, refunded_fen,
      refunds_fail, notify_url, return_url, opened_at, expires_at)
    values (${it.paymentNumber}, ${it.description}, ${it.amountFen}, ${it.paidFen}, ${it.refundedFen},
      ${it.refundsFail}, ${it.notifyUrl}, ${it.returnUrl}, ${it.openedAt}, ${it.expiresAt})
    on conflict (payment_number) do nothing`.execute(db);
}

export async function tradeByNumber(db: Db, paymentNumber: string): Promise<SandboxTrade | undefined> {
  const found = await sql<SandboxTrade>`
    select ${tradeColumns} from commerce.sandbox_trade where payment_number = ${paymentNumber}`.execute(db);
  return found.rows[0];
}

export async function lockTrade(db: DatabaseTransaction, paymentNumber: string): Promise<SandboxTrade | undefined> {
  const found = await sql<SandboxTrade>`
    select ${tradeColumns} from commerce.sandbox_trade where payment_number = ${paymentNumber} for update`.execute(db);
  return found.rows[0];
}

/** Saves what was paid; the trade is locked. */
export async function savePaid(db: DatabaseTransaction, it: SandboxTrade): Promise<void> {
  await sql`
    update commerce.sandbox_trade set paid_fen = ${it.paidFen}, trade_number = ${it.tradeNumber},
      refunds_fail = ${it.refundsFail}, paid_at = ${it.paidAt}
    where payment_number = ${it.paymentNumber} and paid_at is null`.execute(db);
}

/** From then on nobody can pay it; the trade is locked and unpaid. */
export async function expireTrade(db: DatabaseTransaction, paymentNumber: string, at: Date): Promise<void> {
  await sql`
    update commerce.sandbox_trade set expires_at = ${at}
    where payment_number = ${paymentNumber} and paid_at is null`.execute(db);
}

const refundColumns = sql`
  payment_number as "paymentNumber", refund_number as "refundNumber", amount_fen as "amountFen", state,
  notify_url as "notifyUrl", asked_at as "askedAt", finish_at as "finishAt", finished_at as "finishedAt"`;

export async function refundsOfTrade(db: Db, paymentNumber: string): Promise<SandboxRefund[]> {
  const found = await sql<SandboxRefund>`
    select ${refundColumns} from commerce.sandbox_refund where payment_number = ${paymentNumber}
    order by refund_number limit 100`.execute(db);
  return found.rows;
}

export async function insertRefund(db: DatabaseTransaction, it: SandboxRefund): Promise<void> {
  await sql`
    insert into commerce.sandbox_refund (payment_number, refund_number, amount_fen, state, notify_url, asked_at,
      finish_at)
    values (${it.paymentNumber}, ${it.refundNumber}, ${it.amountFen}, ${it.state}, ${it.notifyUrl}, ${it.askedAt},
      ${it.finishAt})`.execute(db);
}

/** Refunds that the bank has done by now. */
export async function refundsToFinish(db: Db, now: Date, limit: number): Promise<SandboxRefund[]> {
  const found = await sql<SandboxRefund>`
    select ${refundColumns} from commerce.sandbox_refund where state = 'accepted' and finish_at <= ${now}
    order by finish_at limit ${limit}`.execute(db);
  return found.rows;
}

/** Ends a refund and takes its money off the trade, which is locked; false when it ended before. */
export async function endRefund(
  db: DatabaseTransaction,
  it: SandboxRefund,
  state: 'succeeded' | 'failed',
  finishedAt: Date,
): Promise<boolean> {
  const ended = await sql`
    update commerce.sandbox_refund set state = ${state}, finished_at = ${finishedAt}
    where payment_number = ${it.paymentNumber} and refund_number = ${it.refundNumber} and state = 'accepted'`.execute(
    db,
  );
  if ((ended.numAffectedRows ?? 0n) === 0n) return false;
  const returned: Fen | number = state === 'succeeded' ? it.amountFen : 0;
  await sql`
    update commerce.sandbox_trade set refunded_fen = refunded_fen + ${returned}
    where payment_number = ${it.paymentNumber}`.execute(db);
  return true;
}

export async function insertNotice(db: DatabaseTransaction, it: SandboxNotice): Promise<void> {
  await sql`
    insert into commerce.sandbox_notice (payment_number, notice_id, body, notify_url, copies, probe, kept_back, tries,
      due_at, given_up)
    values (${it.paymentNumber}, ${it.noticeId}, ${it.body}, ${it.notifyUrl}, ${it.copies}, ${it.probe}, ${it.keptBack},
      ${it.tries}, ${it.dueAt}, false)`.execute(db);
}

export async function isNoticeKeptBack(db: Db, paymentNumber: string): Promise<boolean> {
  const found = await sql`
    select 1 from commerce.sandbox_notice where payment_number = ${paymentNumber} and kept_back`.execute(db);
  return found.rows.length > 0;
}

/** Lets the notices of a trade go; answers how many were kept back. */
export async function releaseNotices(db: DatabaseTransaction, paymentNumber: string, now: Date): Promise<number> {
  const released = await sql`
    update commerce.sandbox_notice set kept_back = false, due_at = ${now}
    where payment_number = ${paymentNumber} and kept_back`.execute(db);
  return Number(released.numAffectedRows ?? 0n);
}

/** Notices that are to be sent now, of one trade or of all. */
export async function noticesDue(
  db: Db,
  now: Date,
  paymentNumber: string | undefined,
  limit: number,
): Promise<SandboxNotice[]> {
  const found = await sql<SandboxNotice>`
    select payment_number as "paymentNumber", notice_id as "noticeId", body, notify_url as "notifyUrl", copies, probe,
      kept_back as "keptBack", tries, due_at as "dueAt"
    from commerce.sandbox_notice
    where delivered_at is null and not kept_back and not given_up and due_at <= ${now}
      and (${paymentNumber ?? null}::text is null or payment_number = ${paymentNumber ?? null})
    order by due_at limit ${limit}`.execute(db);
  return found.rows;
}

/** Takes a notice to send it: false when another sender was faster. */
export async function claimNotice(
  db: DatabaseTransaction,
  it: SandboxNotice,
  next: { readonly dueAt: Date; readonly givenUp: boolean },
): Promise<boolean> {
  const claimed = await sql`
    update commerce.sandbox_notice set tries = tries + 1, due_at = ${next.dueAt}, given_up = ${next.givenUp}
    where payment_number = ${it.paymentNumber} and notice_id = ${it.noticeId} and tries = ${it.tries}
      and delivered_at is null`.execute(db);
  return (claimed.numAffectedRows ?? 0n) > 0n;
}

export async function markDelivered(db: DatabaseTransaction, it: SandboxNotice, at: Date): Promise<void> {
  await sql`
    update commerce.sandbox_notice set delivered_at = ${at}
    where payment_number = ${it.paymentNumber} and notice_id = ${it.noticeId}`.execute(db);
}

/** What was paid on a day, in order, after a place; the sandbox's own bill. */
export async function tradesPaid(
  db: Db,
  span: { readonly from: Date; readonly to: Date },
  after: { readonly at: Date; readonly paymentNumber: string } | undefined,
  limit: number,
): Promise<SandboxTrade[]> {
  const place = after ?? { at: new Date(0), paymentNumber: '' };
  const found = await sql<SandboxTrade>`
    select ${tradeColumns} from commerce.sandbox_trade
    where paid_at >= ${span.from} and paid_at < ${span.to}
      and (paid_at, payment_number) > (${place.at}, ${place.paymentNumber})
    order by paid_at, payment_number limit ${limit}`.execute(db);
  return found.rows;
}

/** What was sent back on a day, in order, after a place. */
export async function refundsFinished(
  db: Db,
  span: { readonly from: Date; readonly to: Date },
  after: { readonly at: Date; readonly refundNumber: string } | undefined,
  limit: number,
): Promise<SandboxRefund[]> {
  const place = after ?? { at: new Date(0), refundNumber: '' };
  const found = await sql<SandboxRefund>`
    select ${refundColumns} from commerce.sandbox_refund
    where finished_at >= ${span.from} and finished_at < ${span.to}
      and (finished_at, refund_number) > (${place.at}, ${place.refundNumber})
    order by finished_at, refund_number limit ${limit}`.execute(db);
  return found.rows;
}
