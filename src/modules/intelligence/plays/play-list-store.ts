import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { PackageId } from '#modules/commerce';
import type { DecisionRecord } from './picture.ts';
import type { ApprovalId, AudienceId, DecisionKind, FieldChange, MadeBy, Play, PlayId, PlayState } from './play.ts';
import { playColumns, toPlay } from './play-store.ts';

type Db = Database | DatabaseTransaction;

export interface PlayFilter {
  readonly state?: PlayState | undefined;
  readonly audienceId?: AudienceId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly cityId?: CityId | undefined;
  readonly packageId?: PackageId | undefined;
  readonly standingApprovalId?: ApprovalId | undefined;
}

const visible = (scope: Scope) => within(scope, { city: 'p.city_id', community: 'p.community_id' });

function matching(filter: PlayFilter): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  if (filter.state !== undefined) conditions.push(sql<SqlBool>`p.state = ${filter.state}`);
  if (filter.audienceId !== undefined) conditions.push(sql<SqlBool>`p.audience_id = ${filter.audienceId}`);
  if (filter.communityId !== undefined) conditions.push(sql<SqlBool>`p.community_id = ${filter.communityId}`);
  if (filter.cityId !== undefined) conditions.push(sql<SqlBool>`p.city_id = ${filter.cityId}`);
  if (filter.packageId !== undefined) conditions.push(sql<SqlBool>`p.package_id = ${filter.packageId}`);
  if (filter.standingApprovalId !== undefined) {
    conditions.push(sql<SqlBool>`p.standing_approval_id = ${filter.standingApprovalId}`);
  }
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** A page of plays, the newest first. */
export async function listPlays(
  db: Db,
  scope: Scope,
  filter: PlayFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<Play[]> {
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p
    where ${visible(scope)} and ${matching(filter)}
      and (${page.before ?? null}::uuid is null or p.play_id < ${page.before ?? null}::uuid)
    order by p.play_id desc limit ${page.limit}`.execute(db);
  return rows.map(toPlay);
}

/** How many plays there are in each state. */
export async function countPlays(
  db: Db,
  scope: Scope,
  filter: Omit<PlayFilter, 'state'>,
): Promise<Record<PlayState, number>> {
  const { rows } = await sql<{ state: PlayState; count: number }>`
    select p.state, count(*)::integer as count from intelligence.play p
    where ${visible(scope)} and ${matching(filter)} group by p.state`.execute(db);
  const counts = { proposed: 0, approved: 0, rejected: 0, withdrawn: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/** The play if the reader may see it. */
export async function playInScope(db: Db, scope: Scope, id: PlayId): Promise<Play | undefined> {
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p where p.play_id = ${id} and ${visible(scope)}`.execute(db);
  return rows.map(toPlay)[0];
}

export interface KeptDecision {
  readonly kind: DecisionKind;
  readonly madeBy: MadeBy;
  readonly userId: UserId | null;
  readonly reason: string | null;
  readonly changes: readonly FieldChange[] | null;
  readonly record: DecisionRecord | null;
  readonly decidedAt: Date;
}

/** What was decided about a play that the reader has, the oldest first. */
export async function decisionsOf(db: Db, { cityId, id }: { cityId: CityId; id: PlayId }): Promise<KeptDecision[]> {
  const { rows } = await sql<KeptDecision>`
    select d.kind, d.made_by as "madeBy", d.user_id as "userId", d.reason, d.changes, d.record,
           d.decided_at as "decidedAt"
    from intelligence.play_decision d
    where d.city_id = ${cityId} and d.play_id = ${id} order by d.decision_id limit 200`.execute(db);
  return rows;
}
