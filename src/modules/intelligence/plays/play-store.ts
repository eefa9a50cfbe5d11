import { sql } from 'kysely';
import type { CityId, CommunityId, Id, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { PackageId } from '#modules/commerce';
import type { DecisionRecord } from './picture.ts';
import {
  readOffer,
  type DecisionKind,
  type FieldChange,
  type MadeBy,
  type Play,
  type PlayId,
  type PlayState,
} from './play.ts';

type Db = Database | DatabaseTransaction;

export const playColumns = sql`
  p.play_id as id, p.city_id as "cityId", p.community_id as "communityId", p.audience_id as "audienceId",
  p.package_id as "packageId", p.state, p.revision, p.headline, p.script, p.offer_text as "offerText", p.roles,
  p.due_at as "dueAt", p.offer, p.original, p.reasons, p.cost_fen as "costFen", p.proposed_at as "proposedAt",
  p.decided_at as "decidedAt", p.decided_by as "decidedBy", p.approved_by as "approvedBy",
  p.standing_approval_id as "standingApprovalId", p.decision_reason as "decisionReason",
  p.forwarded_at as "forwardedAt"`;

export const toPlay = (row: Play): Play => ({ ...row, offer: readOffer(row.offer) });

const visible = (scope: Scope) => within(scope, { city: 'p.city_id', community: 'p.community_id' });

/** Writes new plays. A community has one proposed play of a package at a time: hold the community first. */
export async function insertPlays(tx: DatabaseTransaction, plays: readonly Play[]): Promise<void> {
  if (plays.length === 0) return;
  await sql`
    insert into intelligence.play
      (city_id, play_id, community_id, audience_id, package_id, state, revision, headline, script, offer_text, roles,
       due_at, offer, original, reasons, cost_fen, proposed_at, decided_at, decided_by, approved_by,
       standing_approval_id, decision_reason)
    select v."cityId", v.id, v."communityId", v."audienceId", v."packageId", v.state, v.revision, v.headline, v.script,
           v."offerText", array(select jsonb_array_elements_text(v.roles)), v."dueAt", v.offer, v.original,
           array(select jsonb_array_elements_text(v.reasons)), v."costFen", v."proposedAt", v."decidedAt",
           v."decidedBy", v."approvedBy", v."standingApprovalId", v."decisionReason"
    from jsonb_to_recordset(${JSON.stringify(plays)}::jsonb) as v (
      "cityId" uuid, id uuid, "communityId" uuid, "audienceId" uuid, "packageId" uuid, state text, revision integer,
      headline text, script text, "offerText" text, roles jsonb, "dueAt" timestamptz, offer jsonb, original jsonb,
      reasons jsonb, "costFen" bigint, "proposedAt" timestamptz, "decidedAt" timestamptz, "decidedBy" uuid,
      "approvedBy" text, "standingApprovalId" uuid, "decisionReason" text)
    order by v."cityId", v.id`.execute(tx);
}

/** The play if the reader may see it, taken for a decision. */
export async function lockPlay(tx: DatabaseTransaction, scope: Scope, id: PlayId): Promise<Play | undefined> {
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p where p.play_id = ${id} and ${visible(scope)} for update`.execute(
    tx,
  );
  return rows.map(toPlay)[0];
}

/** Those of the plays that the reader may see, taken for a decision, in the order of their ids. */
export async function lockPlays(tx: DatabaseTransaction, scope: Scope, ids: readonly PlayId[]): Promise<Play[]> {
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p
    where p.play_id = any(${[...ids]}::uuid[]) and ${visible(scope)}
    order by p.city_id, p.play_id for update`.execute(tx);
  return rows.map(toPlay);
}

interface Place {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}

const openIn = ({ cityId, communityId }: Place) =>
  sql`p.community_id = ${communityId} and p.city_id = ${cityId} and p.state = 'proposed'`;

/** What is proposed to a community, without a reader's scope. */
export async function proposedIn(db: Db, place: Place): Promise<Play[]> {
  const { rows } = await sql<Play>`select ${playColumns} from intelligence.play p where ${openIn(place)}`.execute(db);
  return rows.map(toPlay);
}

/** The same, taken for a decision. */
export async function lockProposed(tx: DatabaseTransaction, place: Place): Promise<Play[]> {
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p where ${openIn(place)} order by p.play_id for update`.execute(tx);
  return rows.map(toPlay);
}

/** What the system took back in a community since then, and nobody has proposed again; the newest of each package. */
export async function heldBack(db: Db, { cityId, communityId }: Place, since: Date): Promise<Play[]> {
  const { rows } = await sql<Play>`
    select distinct on (p.package_id) ${playColumns}
    from intelligence.play p
    where p.community_id = ${communityId} and p.city_id = ${cityId} and p.state = 'withdrawn' and p.decided_at > ${since}
      and exists (select 1 from intelligence.play_decision d
        where d.city_id = p.city_id and d.play_id = p.play_id and d.kind = 'withdrawn' and d.made_by = 'system')
      and not exists (select 1 from intelligence.play later
        where later.community_id = p.community_id and later.package_id = p.package_id and later.play_id > p.play_id)
    order by p.package_id, p.play_id desc`.execute(db);
  return rows.map(toPlay);
}

/** Moves plays out of `from`; answers those that were still there. */
export async function decidePlays(
  tx: DatabaseTransaction,
  plays: readonly Pick<Play, 'cityId' | 'id'>[],
  from: PlayState,
  decision: {
    readonly state: PlayState;
    readonly decidedBy: UserId | null;
    readonly approvedBy: 'person' | null;
    readonly reason: string | null;
  },
  now: Date,
): Promise<Play[]> {
  if (plays.length === 0) return [];
  const { rows } = await sql<Play>`
    update intelligence.play p
    set state = ${decision.state}, revision = p.revision + 1, decided_at = ${now}, decided_by = ${decision.decidedBy},
        approved_by = coalesce(${decision.approvedBy}::text, p.approved_by), decision_reason = ${decision.reason}
    from unnest(${plays.map((each) => each.cityId)}::uuid[], ${plays.map((each) => each.id)}::uuid[]) as v (city_id, play_id)
    where p.city_id = v.city_id and p.play_id = v.play_id and p.state = ${from}
    returning ${playColumns}`.execute(tx);
  return rows.map(toPlay);
}

/** Saves what a person edited, from the revision before it; false if somebody was faster. */
export async function saveDraft(tx: DatabaseTransaction, play: Play): Promise<boolean> {
  const { rows } = await sql`
    update intelligence.play
    set package_id = ${play.packageId}, headline = ${play.headline}, script = ${play.script},
        offer_text = ${play.offerText}, roles = ${play.roles}::text[], due_at = ${play.dueAt},
        offer = ${JSON.stringify(play.offer)}::jsonb, cost_fen = ${play.costFen}, revision = ${play.revision}
    where city_id = ${play.cityId} and play_id = ${play.id} and revision = ${play.revision - 1} and state = 'proposed'
    returning 1`.execute(tx);
  return rows.length === 1;
}

/** Notes the first forward of a play's task. */
export async function noteForwarded(tx: DatabaseTransaction, cityId: CityId, id: PlayId, at: Date): Promise<void> {
  await sql`
    update intelligence.play set forwarded_at = ${at}
    where city_id = ${cityId} and play_id = ${id} and forwarded_at is null`.execute(tx);
}

export interface PlayDecision {
  readonly id: Id<'PlayDecision'>;
  readonly cityId: CityId;
  readonly playId: PlayId;
  readonly kind: DecisionKind;
  readonly madeBy: MadeBy;
  readonly userId: UserId | null;
  readonly reason: string | null;
  readonly changes: readonly FieldChange[] | null;
  readonly record: DecisionRecord | null;
}

export async function keepDecisions(
  tx: DatabaseTransaction,
  decisions: readonly PlayDecision[],
  now: Date,
): Promise<void> {
  if (decisions.length === 0) return;
  await sql`
    insert into intelligence.play_decision
      (city_id, decision_id, play_id, kind, made_by, user_id, reason, changes, record, decided_at)
    select v."cityId", v.id, v."playId", v.kind, v."madeBy", v."userId", v.reason, nullif(v.changes, 'null'::jsonb),
           nullif(v.record, 'null'::jsonb), ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as v (
      "cityId" uuid, id uuid, "playId" uuid, kind text, "madeBy" text, "userId" uuid, reason text, changes jsonb,
      record jsonb)`.execute(tx);
}

/** What was done lately with packages in communities: for scores, cool-downs and open plays. */
export interface PlayTrace {
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
  readonly state: PlayState;
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

export async function tracesOf(db: Db, communityIds: readonly CommunityId[], since: Date): Promise<PlayTrace[]> {
  const { rows } = await sql<PlayTrace>`
    select p.community_id as "communityId", p.package_id as "packageId", p.state, p.due_at as "dueAt",
           p.decided_at as "decidedAt", p.decision_reason as "decisionReason"
    from intelligence.play p
    where p.community_id = any(${[...communityIds]}::uuid[]) and (p.state = 'proposed' or p.decided_at > ${since})
    order by p.play_id desc limit 20000`.execute(db);
  return rows;
}

/** Plays by id, whoever reads: what a user may see of them is the caller's question. */
export async function playsByIds(db: Db, ids: readonly PlayId[]): Promise<Map<PlayId, Play>> {
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p where p.play_id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, toPlay(row)]));
}

/** Plays in the order of their ids, after `after`, from which others can rebuild what they keep. */
export async function playSnapshot(
  db: Db,
  page: { readonly after: PlayId | undefined; readonly limit: number },
): Promise<{ items: Play[]; nextAfter: PlayId | undefined }> {
  const limit = Math.min(page.limit, 1_000);
  const { rows } = await sql<Play>`
    select ${playColumns} from intelligence.play p
    where (${page.after ?? null}::uuid is null or p.play_id > ${page.after ?? null}::uuid)
    order by p.play_id limit ${limit}`.execute(db);
  const items = rows.map(toPlay);
  return { items, nextAfter: items.length === limit ? items.at(-1)?.id : undefined };
}
