import { sql } from 'kysely';
import type { CityId, CommunityId, Id, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { PackageId } from '#modules/commerce';
import type { MainPush, MainPushRecord } from './main-push.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  m.city_id as "cityId", m.community_id as "communityId", m.segment, m.current_package_id as "currentPackageId",
  m.accepted_at as "acceptedAt", m.accepted_by as "acceptedBy", m.proposed_package_id as "proposedPackageId",
  m.proposal_id as "proposalId", m.proposed_at as "proposedAt", m.reasons, m.record,
  m.dismissed_package_id as "dismissedPackageId", m.dismissed_trials as "dismissedTrials"`;

/**
 * Takes communities for a decision: others who decide about them wait until this transaction ends. Sorted, so that two
 * of them never wait for each other. A community keeps the segment it is in; the nightly run restates it.
 */
export async function holdCommunities(
  tx: DatabaseTransaction,
  communities: readonly { readonly cityId: CityId; readonly communityId: CommunityId; readonly segment: string }[],
): Promise<Map<CommunityId, MainPush>> {
  const { rows } = await sql<MainPush>`
    insert into intelligence.main_push as m (city_id, community_id, segment, reasons)
    select v.city_id, v.community_id, v.segment, '{}' from unnest(
      ${communities.map((each) => each.cityId)}::uuid[], ${communities.map((each) => each.communityId)}::uuid[],
      ${communities.map((each) => each.segment)}::text[]) as v (city_id, community_id, segment)
    order by 1, 2
    on conflict (city_id, community_id) do update set segment = m.segment
    returning ${columns}`.execute(tx);
  return new Map(rows.map((row) => [row.communityId, row]));
}

/** Takes all communities of a city, or of one segment of it. */
export async function holdSegment(tx: DatabaseTransaction, cityId: CityId, segment?: string): Promise<MainPush[]> {
  const { rows } = await sql<MainPush>`
    select ${columns} from intelligence.main_push m
    where m.city_id = ${cityId} and (${segment ?? null}::text is null or m.segment = ${segment ?? null})
    order by m.city_id, m.community_id for update`.execute(tx);
  return rows;
}

export async function restateSegments(
  tx: DatabaseTransaction,
  cityId: CityId,
  segments: readonly { readonly communityId: CommunityId; readonly segment: string }[],
): Promise<void> {
  await sql`
    update intelligence.main_push m set segment = v.segment
    from unnest(${segments.map((each) => each.communityId)}::uuid[], ${segments.map((each) => each.segment)}::text[])
      as v (community_id, segment)
    where m.city_id = ${cityId} and m.community_id = v.community_id and m.segment <> v.segment`.execute(tx);
}

/** Which segments of a city there are. */
export async function segmentsOf(db: Db, cityId: CityId): Promise<string[]> {
  const { rows } = await sql<{ segment: string }>`
    select distinct segment from intelligence.main_push where city_id = ${cityId} order by segment`.execute(db);
  return rows.map(({ segment }) => segment);
}

export interface NewProposal {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly proposalId: Id<'MainPushProposal'>;
  readonly packageId: PackageId;
  readonly reasons: readonly string[];
  readonly record: MainPushRecord;
}

/** Writes a proposal in the place of an earlier one. */
export async function putProposal(tx: DatabaseTransaction, it: NewProposal, now: Date): Promise<void> {
  await sql`
    update intelligence.main_push
    set proposed_package_id = ${it.packageId}, proposal_id = ${it.proposalId}, proposed_at = ${now},
        reasons = ${it.reasons}::text[], record = ${JSON.stringify(it.record)}::jsonb
    where city_id = ${it.cityId} and community_id = ${it.communityId}`.execute(tx);
}

/** Takes a proposal away. */
export async function clearProposal(
  tx: DatabaseTransaction,
  { cityId, communityId }: Pick<MainPush, 'cityId' | 'communityId'>,
): Promise<void> {
  await sql`
    update intelligence.main_push set proposed_package_id = null, proposal_id = null, proposed_at = null, reasons = '{}'
    where city_id = ${cityId} and community_id = ${communityId}`.execute(tx);
}

export interface AskedPush {
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
}

interface AcceptedPush extends AskedPush {
  readonly cityId: CityId;
  readonly previousPackageId: PackageId | null;
}

/** What is proposed for these communities, taken for a decision, within the scope; as asked, nothing newer. */
export async function holdProposed(
  tx: DatabaseTransaction,
  scope: Scope,
  asked: readonly AskedPush[],
): Promise<MainPush[]> {
  const { rows } = await sql<MainPush>`
    select ${columns} from intelligence.main_push m
    join unnest(${asked.map((each) => each.communityId)}::uuid[], ${asked.map((each) => each.packageId)}::uuid[])
      as v (community_id, package_id) on v.community_id = m.community_id and v.package_id = m.proposed_package_id
    where ${within(scope, { city: 'm.city_id', community: 'm.community_id' })}
    order by m.city_id, m.community_id for update of m`.execute(tx);
  return rows;
}

/** Makes the proposals the main push. */
export async function acceptProposals(
  tx: DatabaseTransaction,
  accepted: readonly AcceptedPush[],
  by: UserId | null,
  now: Date,
): Promise<void> {
  await sql`
    update intelligence.main_push m
    set current_package_id = v.package_id, accepted_at = ${now}, accepted_by = ${by}, proposed_package_id = null,
        proposal_id = null, proposed_at = null, reasons = '{}', dismissed_package_id = null, dismissed_trials = null
    from unnest(${accepted.map((each) => each.cityId)}::uuid[], ${accepted.map((each) => each.communityId)}::uuid[],
                ${accepted.map((each) => each.packageId)}::uuid[]) as v (city_id, community_id, package_id)
    where m.city_id = v.city_id and m.community_id = v.community_id`.execute(tx);
}

/** Takes the proposals away and remembers after how many results they were not wanted. */
export async function dismissProposals(
  tx: DatabaseTransaction,
  dismissed: readonly (AskedPush & { readonly cityId: CityId; readonly trials: number })[],
): Promise<void> {
  await sql`
    update intelligence.main_push m
    set proposed_package_id = null, proposal_id = null, proposed_at = null, reasons = '{}',
        dismissed_package_id = v.package_id, dismissed_trials = v.trials
    from unnest(${dismissed.map((each) => each.cityId)}::uuid[], ${dismissed.map((each) => each.communityId)}::uuid[],
                ${dismissed.map((each) => each.packageId)}::uuid[], ${dismissed.map((each) => each.trials)}::integer[])
      as v (city_id, community_id, package_id, trials)
    where m.city_id = v.city_id and m.community_id = v.community_id`.execute(tx);
}

export type PushDecisionKind = 'proposed' | 'accepted' | 'dismissed' | 'lapsed';

export interface PushDecision {
  readonly id: Id<'MainPushDecision'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly kind: PushDecisionKind;
  readonly packageId: PackageId;
  readonly previousPackageId: PackageId | null;
  readonly decidedBy: UserId | null;
  readonly reason: string | null;
  readonly reasons: readonly string[];
  readonly record: MainPushRecord | null;
}

export async function keepPushDecisions(
  tx: DatabaseTransaction,
  decisions: readonly PushDecision[],
  now: Date,
): Promise<void> {
  if (decisions.length === 0) return;
  await sql`
    insert into intelligence.main_push_decision
      (city_id, decision_id, community_id, kind, package_id, previous_package_id, decided_by, reason, reasons, record,
       decided_at)
    select v."cityId", v.id, v."communityId", v.kind, v."packageId", v."previousPackageId", v."decidedBy", v.reason,
           array(select jsonb_array_elements_text(v.reasons)), nullif(v.record, 'null'::jsonb), ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as v (
      "cityId" uuid, id uuid, "communityId" uuid, kind text, "packageId" uuid, "previousPackageId" uuid,
      "decidedBy" uuid, reason text, reasons jsonb, record jsonb)`.execute(tx);
}

const visible = (scope: Scope) => within(scope, { city: 'm.city_id', community: 'm.community_id' });

/** Proposals that wait for a person, the newest first. */
export async function listProposed(
  db: Db,
  scope: Scope,
  filter: { readonly cityId?: CityId | undefined; readonly packageId?: PackageId | undefined },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<MainPush[]> {
  const { rows } = await sql<MainPush>`
    select ${columns} from intelligence.main_push m
    where m.proposal_id is not null and ${visible(scope)}
      and (${filter.cityId ?? null}::uuid is null or m.city_id = ${filter.cityId ?? null}::uuid)
      and (${filter.packageId ?? null}::uuid is null or m.proposed_package_id = ${filter.packageId ?? null}::uuid)
      and (${page.before ?? null}::uuid is null or m.proposal_id < ${page.before ?? null}::uuid)
    order by m.proposal_id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function countProposed(db: Db, scope: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from intelligence.main_push m
    where m.proposal_id is not null and ${visible(scope)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The push of a community if the reader may see it. */
export async function pushInScope(db: Db, scope: Scope, communityId: CommunityId): Promise<MainPush | undefined> {
  const { rows } = await sql<MainPush>`
    select ${columns} from intelligence.main_push m
    where m.community_id = ${communityId} and ${visible(scope)}`.execute(db);
  return rows[0];
}

export interface KeptPushDecision extends PushDecision {
  readonly decidedAt: Date;
}

/** What was proposed and decided about a community, the newest first. */
export async function pushHistory(
  db: Db,
  scope: Scope,
  communityId: CommunityId,
  limit: number,
): Promise<KeptPushDecision[]> {
  const { rows } = await sql<KeptPushDecision>`
    select m.decision_id as id, m.city_id as "cityId", m.community_id as "communityId", m.kind,
           m.package_id as "packageId", m.previous_package_id as "previousPackageId", m.decided_by as "decidedBy",
           m.reason, m.reasons, m.record, m.decided_at as "decidedAt"
    from intelligence.main_push_decision m
    where m.community_id = ${communityId} and ${visible(scope)}
    order by m.decision_id desc limit ${limit}`.execute(db);
  return rows;
}
