import { sql } from 'kysely';
import type { UserId } from '#kernel/ids';
import { fen, type Fen } from '#kernel/money';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { ApprovalId, AudienceId } from '../plays/play.ts';
import type { ApprovalState, StandingApproval } from './standing-approval.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  a.approval_id as id, a.name, a.package_ids as "packageIds", a.audience_ids as "audienceIds", a.city_ids as "cityIds",
  a.community_ids as "communityIds", a.budget_fen as "budgetFen", a.spent_fen as "spentFen",
  a.max_plays_a_day as "maxPlaysADay", a.valid_until as "validUntil", a.state, a.statement,
  a.statement_hash as "statementHash", a.signed_by as "signedBy", a.signed_at as "signedAt", a.ended_by as "endedBy",
  a.ended_at as "endedAt", a.end_reason as "endReason"`;

/**
 * An approval is seen by whoever sees everything that it may touch: its figures speak of all its places at once.
 */
function visible(scope: Scope) {
  if (scope.everything) return sql`true`;
  return sql`(a.city_ids <@ ${[...scope.cities]}::uuid[] and a.community_ids <@ ${[...scope.communities]}::uuid[]
    and cardinality(a.city_ids) + cardinality(a.community_ids) > 0)`;
}

export async function insertApproval(tx: DatabaseTransaction, it: StandingApproval): Promise<void> {
  await sql`
    insert into intelligence.standing_approval
      (approval_id, name, package_ids, audience_ids, city_ids, community_ids, budget_fen, spent_fen, max_plays_a_day,
       valid_until, state, statement, statement_hash, signed_by, signed_at)
    values (${it.id}, ${it.name}, ${it.packageIds}::uuid[], ${it.audienceIds}::uuid[], ${it.cityIds}::uuid[],
            ${it.communityIds}::uuid[], ${it.budgetFen}, ${it.spentFen}, ${it.maxPlaysADay}, ${it.validUntil},
            ${it.state}, ${it.statement}, ${it.statementHash}, ${it.signedBy}, ${it.signedAt})`.execute(tx);
}

/** A page of approvals, the newest first, within the scope. */
export async function listApprovals(
  db: Db,
  scope: Scope,
  filter: { readonly state?: ApprovalState | undefined },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<StandingApproval[]> {
  const { rows } = await sql<StandingApproval>`
    select ${columns} from intelligence.standing_approval a
    where ${visible(scope)}
      and (${filter.state ?? null}::text is null or a.state = ${filter.state ?? null})
      and (${page.before ?? null}::uuid is null or a.approval_id < ${page.before ?? null}::uuid)
    order by a.approval_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** The approval if the reader may see it. */
export async function approvalInScope(db: Db, scope: Scope, id: ApprovalId): Promise<StandingApproval | undefined> {
  const { rows } = await sql<StandingApproval>`
    select ${columns} from intelligence.standing_approval a where a.approval_id = ${id} and ${visible(scope)}`.execute(
    db,
  );
  return rows[0];
}

/** Approvals that speak of an audience and are not over, the oldest signature first: whoever acts, for the system. */
export async function approvalsFor(db: Db, audienceId: AudienceId, now: Date): Promise<StandingApproval[]> {
  const { rows } = await sql<StandingApproval>`
    select ${columns} from intelligence.standing_approval a
    where a.state in ('live', 'exhausted') and a.valid_until > ${now} and ${audienceId}::uuid = any(a.audience_ids)
    order by a.approval_id limit 100`.execute(db);
  return rows;
}

/** Counts a play against the day's limit; false when the day is full. */
export async function countDay(
  tx: DatabaseTransaction,
  { id, maxPlaysADay }: Pick<StandingApproval, 'id' | 'maxPlaysADay'>,
  day: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.standing_approval_day as d (approval_id, day, plays)
    values (${id}, ${day}::date, 1)
    on conflict (approval_id, day) do update set plays = d.plays + 1 where d.plays < ${maxPlaysADay}
    returning 1`.execute(tx);
  return rows.length === 1;
}

export async function uncountDay(tx: DatabaseTransaction, id: ApprovalId, day: string): Promise<void> {
  await sql`
    update intelligence.standing_approval_day set plays = plays - 1
    where approval_id = ${id} and day = ${day}::date and plays > 0`.execute(tx);
}

/** Sets money aside if the approval is live and has it; answers what is left then, undefined where it has not. */
export async function spend(
  tx: DatabaseTransaction,
  id: ApprovalId,
  costFen: Fen,
  now: Date,
): Promise<{ readonly leftFen: Fen } | undefined> {
  const { rows } = await sql<{ left: number }>`
    update intelligence.standing_approval set spent_fen = spent_fen + ${costFen}::bigint
    where approval_id = ${id} and state = 'live' and valid_until > ${now} and spent_fen + ${costFen}::bigint <= budget_fen
    returning budget_fen - spent_fen as left`.execute(tx);
  return rows[0] === undefined ? undefined : { leftFen: fen(rows[0].left) };
}

/** Frees money that was set aside. */
export async function release(
  tx: DatabaseTransaction,
  id: ApprovalId,
  costFen: Fen,
): Promise<StandingApproval | undefined> {
  const { rows } = await sql<StandingApproval>`
    update intelligence.standing_approval a set spent_fen = a.spent_fen - ${costFen}::bigint
    where a.approval_id = ${id} and a.spent_fen >= ${costFen}::bigint
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Moves an approval on; false where it is no longer in `from`. */
export async function moveApproval(
  tx: DatabaseTransaction,
  id: ApprovalId,
  from: ApprovalState,
  to: ApprovalState,
  end: { readonly by: UserId | null; readonly at: Date | null; readonly reason: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    update intelligence.standing_approval
    set state = ${to}, ended_by = ${end.by}, ended_at = ${end.at}, end_reason = ${end.reason}
    where approval_id = ${id} and state = ${from} returning 1`.execute(tx);
  return rows.length === 1;
}

/** Marks approvals whose time is over; answers which. */
export async function expireApprovals(tx: DatabaseTransaction, now: Date): Promise<ApprovalId[]> {
  const { rows } = await sql<{ id: ApprovalId }>`
    update intelligence.standing_approval set state = 'expired', ended_at = valid_until
    where state in ('live', 'exhausted') and valid_until <= ${now} returning approval_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface ApprovalUse {
  readonly plays: number;
  readonly playsToday: number;
}

/** How often approvals were used. */
export async function usesOf(db: Db, ids: readonly ApprovalId[], today: string): Promise<Map<ApprovalId, ApprovalUse>> {
  const { rows } = await sql<{ id: ApprovalId } & ApprovalUse>`
    select d.approval_id as id, sum(d.plays)::integer as plays,
           coalesce(sum(d.plays) filter (where d.day = ${today}::date), 0)::integer as "playsToday"
    from intelligence.standing_approval_day d
    where d.approval_id = any(${[...ids]}::uuid[]) group by 1`.execute(db);
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}

/** What the plays of an approval cost together: the ledger behind `spent_fen`. */
export async function spentOnPlays(db: Db): Promise<{ id: ApprovalId; countedFen: number; ledgerFen: number }[]> {
  const { rows } = await sql<{ id: ApprovalId; countedFen: number; ledgerFen: number }>`
    select a.approval_id as id, a.spent_fen as "countedFen", coalesce(sum(p.cost_fen), 0)::bigint as "ledgerFen"
    from intelligence.standing_approval a
    left join intelligence.play p on p.standing_approval_id = a.approval_id and p.state = 'approved'
    group by 1, 2 having a.spent_fen <> coalesce(sum(p.cost_fen), 0) limit 1000`.execute(db);
  return rows;
}
