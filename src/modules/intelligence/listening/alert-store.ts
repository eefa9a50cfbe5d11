import { sql } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { Alert, AlertId, AlertRule } from './alert.ts';

type Db = Database | DatabaseTransaction;

const MOST_ABOUT_US = 10_000;

const columns = sql`
  a.alert_id as "alertId", a.kind, a.city_id as "cityId", a.community_id as "communityId", a.topic, a.event_id as "eventId",
  a.subject_id as "subjectId", a.raised_at as "raisedAt", a.counted_over as "window", a.people, a.expected,
  a.grave_kinds as "graveKinds", a.state, a.dismiss_reason as "dismissReason", a.decided_by as "decidedBy",
  a.decided_at as "decidedAt", a.revision`;
const mine = (scope: Scope) => within(scope, { city: 'a.city_id', community: 'a.community_id' });

/** Keeps a new alert, unless one about the same is not over or, of a message, there was one. Whether it was kept. */
export async function insertAlert(tx: DatabaseTransaction, alert: Alert): Promise<boolean> {
  const { rows } = await sql`
    insert into intelligence.listening_alert
      (city_id, alert_id, kind, community_id, topic, event_id, subject_id, raised_at, counted_over, people, expected,
        grave_kinds, state, revision)
    values (${alert.cityId}, ${alert.alertId}, ${alert.kind}, ${alert.communityId}, ${alert.topic}, ${alert.eventId},
      ${alert.subjectId}, ${alert.raisedAt}, ${alert.window}, ${alert.people}, ${alert.expected},
      ${[...alert.graveKinds]}::text[], ${alert.state}, ${alert.revision})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length === 1;
}

/** Saves a step, if nobody took one meanwhile. */
export async function saveAlert(tx: DatabaseTransaction, next: Alert): Promise<boolean> {
  const { rows } = await sql`
    update intelligence.listening_alert
    set state = ${next.state}, dismiss_reason = ${next.dismissReason}, decided_by = ${next.decidedBy},
      decided_at = ${next.decidedAt}, revision = ${next.revision}
    where city_id = ${next.cityId} and alert_id = ${next.alertId} and revision = ${next.revision - 1} returning 1`.execute(
    tx,
  );
  return rows.length === 1;
}

export async function alertInScope(
  db: Db,
  scope: Scope,
  at: { readonly cityId: CityId; readonly alertId: AlertId },
): Promise<Alert | undefined> {
  const { rows } = await sql<Alert>`
    select ${columns} from intelligence.listening_alert a
    where a.city_id = ${at.cityId} and a.alert_id = ${at.alertId} and ${mine(scope)}`.execute(db);
  return rows[0];
}

/** Topics of a community about which an alert is not over, or was until lately: what is known is not news. */
export async function knownTopics(
  db: Db,
  { cityId, communityId }: { readonly cityId: CityId; readonly communityId: CommunityId },
  since: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ topic: string }>`
    select a.topic from intelligence.listening_alert a
    where a.city_id = ${cityId} and a.community_id = ${communityId} and a.kind = 'spike'
      and (a.state in ('open', 'in_hand') or a.decided_at > ${since})`.execute(db);
  return new Set(rows.map(({ topic }) => topic));
}

/** Grave alerts of a community since an instant that are not over, taken by whoever adds to them; the newest first. */
export async function lockOpenGrave(
  tx: DatabaseTransaction,
  { cityId, communityId }: { readonly cityId: CityId; readonly communityId: CommunityId },
  since: Date,
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select ${columns} from intelligence.listening_alert a
    where a.city_id = ${cityId} and a.community_id = ${communityId} and a.kind = 'grave'
      and a.state in ('open', 'in_hand') and a.raised_at > ${since}
    order by a.raised_at desc, a.alert_id desc for update`.execute(tx);
  return rows;
}

/** How many people say it by now. What is on a screen is not outdated by it. */
export async function savePeople(tx: DatabaseTransaction, alert: Alert, people: number): Promise<void> {
  await sql`
    update intelligence.listening_alert set people = ${people}
    where city_id = ${alert.cityId} and alert_id = ${alert.alertId}`.execute(tx);
}

/** Alerts of communities that somebody has in hand, and those that were done with since then; without a reader's scope. */
export async function alertsAboutUs(
  db: Db,
  communityIds: readonly CommunityId[],
  settledSince: Date,
): Promise<Alert[]> {
  const { rows } = await sql<Alert>`
    select ${columns} from intelligence.listening_alert a
    where a.community_id = any(${[...communityIds]}::uuid[])
      and (a.state in ('open', 'in_hand') or (a.state = 'done' and a.decided_at > ${settledSince}))
    order by a.raised_at desc, a.alert_id desc limit ${MOST_ABOUT_US}`.execute(db);
  return rows;
}

export interface AlertFilter {
  readonly view: 'open' | 'all';
  readonly cityId?: CityId | undefined;
  readonly communityId?: CommunityId | undefined;
  readonly kind?: Alert['kind'] | undefined;
}

const matching = (scope: Scope, { view, cityId, communityId, kind }: AlertFilter) => sql`
  ${mine(scope)} and ${view === 'open' ? sql`a.state in ('open', 'in_hand')` : sql`true`}
  and ${cityId === undefined ? sql`true` : sql`a.city_id = ${cityId}`}
  and ${communityId === undefined ? sql`true` : sql`a.community_id = ${communityId}`}
  and ${kind === undefined ? sql`true` : sql`a.kind = ${kind}`}`;

/** Alerts, the newest first. */
export async function listAlerts(
  db: Db,
  scope: Scope,
  filter: AlertFilter,
  page: { readonly after: { readonly at: Date; readonly id: string } | undefined; readonly limit: number },
): Promise<Alert[]> {
  const { after, limit } = page;
  const { rows } = await sql<Alert>`
    select ${columns} from intelligence.listening_alert a
    where ${matching(scope, filter)}
      and ${after === undefined ? sql`true` : sql`(a.raised_at, a.alert_id) < (${after.at}, ${after.id}::uuid)`}
    order by a.raised_at desc, a.alert_id desc limit ${limit}`.execute(db);
  return rows;
}

/** Alerts that nobody has decided on. */
export async function countOpenAlerts(db: Db, scope: Scope, filter: Omit<AlertFilter, 'view'>): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::integer as open from intelligence.listening_alert a
    where a.state = 'open' and ${matching(scope, { ...filter, view: 'open' })}`.execute(db);
  return rows[0]?.open ?? 0;
}

export async function alertRule(db: Db): Promise<AlertRule & { readonly revision: number }> {
  const { rows } = await sql<AlertRule & { revision: number }>`
    select least_people as "leastPeople", once_in as "onceIn", grave_to_ticket as "graveToTicket", revision
    from intelligence.listening_rule`.execute(db);
  const rule = rows[0];
  if (rule === undefined) throw new Error('intelligence.listening_rule has no row: the module is not migrated');
  return rule;
}

/** Saves the rule over the revision that was seen; false if somebody was faster. */
export async function saveAlertRule(tx: DatabaseTransaction, rule: AlertRule, seen: number): Promise<boolean> {
  const { rows } = await sql`
    update intelligence.listening_rule
    set least_people = ${rule.leastPeople}, once_in = ${rule.onceIn}, grave_to_ticket = ${rule.graveToTicket},
      revision = revision + 1
    where revision = ${seen} returning 1`.execute(tx);
  return rows.length === 1;
}
