import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '#platform/context';
import { businessDay } from '#kernel/time';
import type { EffectiveNotice, NoticeFault } from './payment-port.ts';

/** What came of a genuine notice. */
export type NoticeOutcome =
  | 'counted' // money counts, or a refund ended
  | 'held' // waits for a person
  | 'known' // told before, by another notice or by asking
  | 'contradicts' // another transaction for a payment that has one: its number is settled once
  | 'unknown_number';

/** A notice as it is kept: of its body the hash. */
export interface NoticeKept {
  readonly noticeId: string;
  readonly bodyHash: string;
}

/**
 * Keeps a genuine notice with what came of it; false when it is there already. A second one at the same time waits here for the first to
 * commit, and is let through if that one fails.
 */
export async function keepNotice(
  db: DatabaseTransaction,
  it: {
    readonly provider: string;
    readonly notice: EffectiveNotice;
    readonly bodyHash: string;
    readonly receivedAt: Date;
    readonly outcome: NoticeOutcome;
  },
): Promise<boolean> {
  const { notice } = it;
  const payment = notice.kind === 'payment' ? notice.receipt : undefined;
  const refund = notice.kind === 'refund' ? notice : undefined;
  const kept = await sql`
    insert into commerce.payment_notice (notice_id, provider, kind, payment_number, refund_number, amount_fen,
      provider_trade, body_hash, happened_at, received_at, outcome)
    values (${notice.noticeId}, ${it.provider}, ${notice.kind}, ${notice.paymentNumber}, ${refund?.refundNumber ?? null},
      ${payment?.amountFen ?? refund?.amountFen ?? 0}, ${payment?.providerTrade ?? null}, ${it.bodyHash},
      ${payment?.paidAt ?? refund?.finishedAt ?? it.receivedAt}, ${it.receivedAt}, ${it.outcome})
    on conflict (notice_id, provider) do nothing`.execute(db);
  return (kept.numAffectedRows ?? 0n) > 0n;
}

export async function noteOutcome(
  db: DatabaseTransaction,
  provider: string,
  noticeId: string,
  outcome: NoticeOutcome,
): Promise<void> {
  await sql`
    update commerce.payment_notice set outcome = ${outcome}
    where notice_id = ${noticeId} and provider = ${provider}`.execute(db);
}

/** Counts what was refused at the door, a row a day: anybody may knock, so nothing of it is kept. */
export async function countRefused(
  db: DatabaseTransaction,
  provider: string,
  why: NoticeFault,
  now: Date,
): Promise<void> {
  await sql`
    insert into commerce.refused_notice (provider, day, why, times, last_at)
    values (${provider}, ${businessDay(now)}, ${why}, 1, ${now})
    on conflict (provider, day, why)
    do update set times = refused_notice.times + excluded.times, last_at = excluded.last_at`.execute(db);
}

/** When the last genuine notice of each provider came. */
export async function lastNotices(db: Database, providers: readonly string[]): Promise<Map<string, Date>> {
  const found = await sql<{ provider: string; at: Date }>`
    select p.provider, n.received_at as at from unnest(${[...providers]}::text[]) as p (provider)
      cross join lateral (
        select received_at from commerce.payment_notice where provider = p.provider
        order by received_at desc limit 1) n`.execute(db);
  return new Map(found.rows.map(({ provider, at }) => [provider, at]));
}

export interface RefusedCount {
  readonly provider: string;
  readonly why: NoticeFault;
  readonly times: number;
  readonly lastAt: Date;
}

/** How often notices were refused since a day, by provider and reason. */
export async function refusedSince(db: Database, day: string): Promise<RefusedCount[]> {
  const found = await sql<RefusedCount>`
    select provider, why, sum(times)::bigint as times, max(last_at) as "lastAt" from commerce.refused_notice
    where day >= ${day}::date group by provider, why order by provider, why`.execute(db);
  return found.rows;
}
