import { sql } from 'kysely';
import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';

/** What somebody asked for with a time that is kept for them. */
export interface Hold {
  readonly holdId: Id<'Hold'>;
  /** Where the visit is to be. */
  readonly cityId: CityId;
  /** Who holds it: a visitor's or a user's mark; nobody else can turn it into a visit. */
  readonly holder: string;
  readonly service: string;
  readonly communityId: CommunityId;
  readonly touchpointId: TouchpointId;
  readonly storeId: StoreId;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly expiresAt: Date;
  readonly decisionId: Id<'Decision'>;
  readonly packageId: Id<'Package'> | null;
  readonly projectId: Id<'Project'> | null;
}

interface Row {
  city_id: CityId;
  hold_id: Id<'Hold'>;
  holder: string;
  service: string;
  community_id: CommunityId;
  touchpoint_id: TouchpointId;
  store_id: StoreId;
  starts_at: Date;
  ends_at: Date;
  expires_at: Date;
  decision_id: Id<'Decision'>;
  package_id: Id<'Package'> | null;
  project_id: Id<'Project'> | null;
}

const toHold = (row: Row): Hold => ({
  holdId: row.hold_id,
  cityId: row.city_id,
  holder: row.holder,
  service: row.service,
  communityId: row.community_id,
  touchpointId: row.touchpoint_id,
  storeId: row.store_id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  expiresAt: row.expires_at,
  decisionId: row.decision_id,
  packageId: row.package_id,
  projectId: row.project_id,
});

export async function insertHold(db: DatabaseTransaction, hold: Hold): Promise<void> {
  await sql`
    insert into fulfilment.slot_hold (city_id, hold_id, holder, service, community_id, touchpoint_id, store_id, starts_at,
      ends_at, expires_at, decision_id, package_id, project_id)
    values (${hold.cityId}, ${hold.holdId}, ${hold.holder}, ${hold.service}, ${hold.communityId}, ${hold.touchpointId},
      ${hold.storeId}, ${hold.startsAt}, ${hold.endsAt}, ${hold.expiresAt}, ${hold.decisionId}, ${hold.packageId},
      ${hold.projectId})`.execute(db);
}

/** The hold if it is this holder's, locked. */
export async function lockHold(db: DatabaseTransaction, holdId: string, holder: string): Promise<Hold | undefined> {
  const found = await sql<Row>`
    select * from fulfilment.slot_hold where hold_id = ${holdId} and holder = ${holder} for update`.execute(db);
  return found.rows.map(toHold)[0];
}

export async function deleteHold(db: DatabaseTransaction, hold: Hold): Promise<void> {
  await sql`
    delete from fulfilment.slot_hold where city_id = ${hold.cityId} and hold_id = ${hold.holdId}`.execute(db);
}

/** Whoever takes another time gives the one before back: one time at once for one holder. */
export async function releaseHoldsOf(db: DatabaseTransaction, holder: string): Promise<void> {
  const held = await sql`select 1 from fulfilment.slot_hold where holder = ${holder} limit 1`.execute(db);
  if (held.rows.length === 0) return;
  await sql`
    with given as (delete from fulfilment.slot_hold where holder = ${holder} returning city_id, hold_id, decision_id),
    free as (
      delete from fulfilment.appointment a using given
      where a.appointment_id = given.hold_id and a.hold_expires_at is not null
    )
    delete from fulfilment.dispatch_decision d using given
    where d.city_id = given.city_id and d.decision_id = given.decision_id and d.visit_id is null`.execute(db);
}

/** Frees the time of holds that ran out before `now`, and forgets holds that ran out before `before`; a batch each. */
export async function deleteExpiredHolds(
  db: DatabaseTransaction,
  { now, before, limit }: { readonly now: Date; readonly before: Date; readonly limit: number },
): Promise<number> {
  const freed = await sql`
    delete from fulfilment.appointment a using (
      select city_id, appointment_id from fulfilment.appointment
      where hold_expires_at <= ${now} order by hold_expires_at limit ${limit} for update skip locked
    ) gone where a.city_id = gone.city_id and a.appointment_id = gone.appointment_id`.execute(db);
  await sql`
    with gone as (
      delete from fulfilment.slot_hold h using (
        select city_id, hold_id from fulfilment.slot_hold
        where expires_at <= ${before} order by expires_at limit ${limit} for update skip locked
      ) old where h.city_id = old.city_id and h.hold_id = old.hold_id returning h.city_id, h.decision_id
    )
    delete from fulfilment.dispatch_decision d using gone
    where d.city_id = gone.city_id and d.decision_id = gone.decision_id and d.visit_id is null`.execute(db);
  return Number(freed.numAffectedRows ?? 0n);
}
