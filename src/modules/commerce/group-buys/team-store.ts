import { sql } from 'kysely';
import type { CityId, CustomerKey, PersonId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import { within, type Scope } from '#platform/permission';
import type { OrderId } from '../orders/order.ts';
import type { GroupBuyId } from './group-buy.ts';
import type { Team, TeamId, TeamState } from './team.ts';

type Db = Database | DatabaseTransaction;

interface TeamRow {
  city_id: CityId;
  team_id: TeamId;
  group_buy_id: GroupBuyId;
  size: number;
  whole: boolean;
  customer_key: CustomerKey | null;
  person_id: PersonId | null;
  held: number;
  paid: number;
  state: TeamState;
  opened_at: Date;
  expires_at: Date;
}

const toTeam = (row: TeamRow): Team => ({
  cityId: row.city_id,
  teamId: row.team_id,
  groupBuyId: row.group_buy_id,
  size: row.size,
  whole: row.whole,
  customerKey: row.customer_key,
  personId: row.person_id,
  held: row.held,
  paid: row.paid,
  state: row.state,
  openedAt: row.opened_at,
  expiresAt: row.expires_at,
});

/** The whole communities of group buys as teams, made when they open. */
export async function insertWholeTeams(
  db: DatabaseTransaction,
  teams: readonly Pick<Team, 'cityId' | 'teamId' | 'groupBuyId' | 'size' | 'openedAt' | 'expiresAt'>[],
): Promise<void> {
  if (teams.length === 0) return;
  await sql`
    insert into commerce.group_buy_team (city_id, team_id, group_buy_id, size, whole, held, paid, state, opened_at,
      expires_at)
    select x.city, x.team, x.buy, x.size, true, 0, 0, 'open', x.opened, x.expires
    from unnest(${teams.map((it) => it.cityId)}::uuid[], ${teams.map((it) => it.teamId)}::uuid[],
      ${teams.map((it) => it.groupBuyId)}::uuid[], ${teams.map((it) => it.size)}::int[],
      ${teams.map((it) => it.openedAt)}::timestamptz[], ${teams.map((it) => it.expiresAt)}::timestamptz[])
      as x (city, team, buy, size, opened, expires)`.execute(db);
}

/** The team of a whole community; undefined where each has its own. */
export async function wholeTeamOf(
  db: Db,
  it: { readonly cityId: CityId; readonly groupBuyId: GroupBuyId },
): Promise<TeamId | undefined> {
  const found = await sql<{ team_id: TeamId }>`
    select team_id from commerce.group_buy_team
    where city_id = ${it.cityId} and group_buy_id = ${it.groupBuyId} and whole`.execute(db);
  return found.rows[0]?.team_id;
}

/** A cut-off that moves takes the team of the whole community along. */
export async function moveWholeTeam(
  db: DatabaseTransaction,
  it: { readonly cityId: CityId; readonly groupBuyId: GroupBuyId; readonly cutOffAt: Date },
): Promise<void> {
  await sql`
    update commerce.group_buy_team set expires_at = ${it.cutOffAt}
    where city_id = ${it.cityId} and group_buy_id = ${it.groupBuyId} and whole and state <> 'failed'`.execute(db);
}

/** A team, locked: payments of its orders are counted one after the other. */
export async function lockTeam(
  db: DatabaseTransaction,
  it: { readonly cityId: CityId; readonly teamId: TeamId },
): Promise<Team | undefined> {
  const found = await sql<TeamRow>`
    select t.* from commerce.group_buy_team t where t.city_id = ${it.cityId} and t.team_id = ${it.teamId}
    for update`.execute(db);
  return found.rows.map(toTeam)[0];
}

/** Somebody with a paid place. */
export interface TeamMember {
  readonly orderId: OrderId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
}

/**
 * Marks the place of an order as paid and counts the people who have paid; the team, which is locked, is filled by the
 * one who makes it so many. Answers the team as it is now, and who has a place in it.
 */
export async function countPaid(
  db: DatabaseTransaction,
  team: Team,
  orderId: OrderId,
  now: Date,
): Promise<{ readonly state: TeamState; readonly members: readonly TeamMember[] }> {
  const { cityId, teamId } = team;
  const found = await sql<{ state: TeamState; members: TeamMember[] | null }>`
    with marked as (
      update commerce.group_buy_seat s set state = 'paid'
      where s.city_id = ${cityId} and s.order_id = ${orderId} and s.team_id = ${teamId} and s.state = 'held'
    ), seats as (
      select s.order_id, s.customer_key, s.person_id from commerce.group_buy_seat s
      where s.city_id = ${cityId} and s.team_id = ${teamId}
        and (s.state = 'paid' or (s.order_id = ${orderId} and s.state = 'held'))
    ), counted as (
      update commerce.group_buy_team t set paid = n.people,
        state = case when t.state = 'open' and n.people >= t.size then 'filled' else t.state end,
        decided_at = case when t.state = 'open' and n.people >= t.size then ${now}::timestamptz else t.decided_at end
      from (select count(distinct customer_key)::int as people from seats) n
      where t.city_id = ${cityId} and t.team_id = ${teamId}
      returning t.state
    )
    select c.state, (
      select json_agg(json_build_object('orderId', order_id, 'customerKey', customer_key, 'personId', person_id)
        order by order_id) from seats
    ) as members
    from counted c`.execute(db);
  const row = found.rows[0];
  return { state: row?.state ?? team.state, members: row?.members ?? [] };
}

/** Teams whose time is over; those of which a payment is being counted are left for the next time. */
export async function failDueTeams(db: DatabaseTransaction, now: Date, limit: number): Promise<Team[]> {
  return failed(
    db,
    sql`t.state = 'open' and t.expires_at <= ${now} and exists (select from commerce.group_buy g
      where g.city_id = t.city_id and g.group_buy_id = t.group_buy_id and g.state = 'open' and g.cut_off_at > ${now})`,
    now,
    sql`limit ${limit} for update of t skip locked`,
  );
}

/** All teams of a group buy that did not fill; of one that is called off, those that did, too. */
export async function failTeamsOf(
  db: DatabaseTransaction,
  it: { readonly cityId: CityId; readonly groupBuyId: GroupBuyId; readonly all: boolean },
  now: Date,
): Promise<Team[]> {
  const states = it.all ? sql`t.state <> 'failed'` : sql`t.state = 'open'`;
  const mine = sql`t.city_id = ${it.cityId} and t.group_buy_id = ${it.groupBuyId} and ${states}`;
  return failed(db, mine, now, sql`for update of t`);
}

async function failed(
  db: DatabaseTransaction,
  which: ReturnType<typeof sql>,
  now: Date,
  lock: ReturnType<typeof sql>,
): Promise<Team[]> {
  const found = await sql<TeamRow>`
    with due as (
      select t.city_id, t.team_id from commerce.group_buy_team t where ${which} order by t.team_id ${lock}
    )
    update commerce.group_buy_team t set state = 'failed', decided_at = ${now} from due
    where t.city_id = due.city_id and t.team_id = due.team_id
    returning t.*`.execute(db);
  return found.rows.map(toTeam);
}

/** A seat whose team failed and whose order still stands. */
export interface StrandedSeat {
  readonly cityId: CityId;
  readonly groupBuyId: GroupBuyId;
  readonly orderId: OrderId;
}

/** Orders of failed teams that were not called off yet, of all group buys or one. */
export async function strandedSeats(db: Db, groupBuyId: GroupBuyId | null, limit: number): Promise<StrandedSeat[]> {
  const found = await sql<StrandedSeat>`
    select s.city_id as "cityId", s.group_buy_id as "groupBuyId", s.order_id as "orderId"
    from commerce.group_buy_team t
    join commerce.group_buy_seat s on s.city_id = t.city_id and s.team_id = t.team_id and s.state in ('held', 'paid')
    where t.state = 'failed' and t.held > 0 and (${groupBuyId}::uuid is null or t.group_buy_id = ${groupBuyId}::uuid)
    order by s.city_id, s.order_id limit ${limit}`.execute(db);
  return found.rows;
}

/** Teams that still take people, those with the fewest places left first, and then those that closed last. */
export async function teamsOf(db: Db, groupBuyId: GroupBuyId, at: Date, limit: number): Promise<Team[]> {
  const found = await sql<TeamRow>`
    select t.* from commerce.group_buy_team t
    where t.group_buy_id = ${groupBuyId} and t.state = 'open' and t.expires_at > ${at}
    order by t.size - t.held, t.expires_at, t.team_id limit ${limit}`.execute(db);
  return found.rows.map(toTeam);
}

export async function teamById(db: Db, teamId: TeamId): Promise<Team | undefined> {
  const found = await sql<TeamRow>`
    select t.* from commerce.group_buy_team t where t.team_id = ${teamId}`.execute(db);
  return found.rows.map(toTeam)[0];
}

export interface OwnTeam extends Team {
  readonly orderId: OrderId;
  readonly mine: 'held' | 'paid';
}

/** Teams in which the reader has a place, the newest first. */
export async function ownTeams(db: Db, scope: Scope, limit: number): Promise<OwnTeam[]> {
  const found = await sql<TeamRow & { order_id: OrderId; mine: 'held' | 'paid' }>`
    select t.*, s.order_id, s.state as mine
    from commerce.group_buy_seat s
    join commerce.group_buy_team t on t.city_id = s.city_id and t.team_id = s.team_id
    where s.team_id is not null and ${within(scope, { customer: 's.customer_key' })} and s.state <> 'left'
    order by s.taken_at desc limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ ...toTeam(row), orderId: row.order_id, mine: row.mine }));
}

export interface TeamMember {
  readonly teamId: TeamId;
  readonly personId: PersonId;
  readonly customerKey: CustomerKey;
  readonly paid: boolean;
}

/** Who has a place in each of the teams, first come first; at most `each` of one. */
export async function membersOfTeams(
  db: Db,
  teams: readonly Pick<Team, 'cityId' | 'teamId'>[],
  each: number,
): Promise<TeamMember[]> {
  if (teams.length === 0) return [];
  const found = await sql<TeamMember>`
    select x.team as "teamId", s.person_id as "personId", s.customer_key as "customerKey", s.state = 'paid' as paid
    from unnest(${teams.map((it) => it.cityId)}::uuid[], ${teams.map((it) => it.teamId)}::uuid[]) as x (city, team)
    cross join lateral (
      select s.person_id, s.customer_key, s.state, s.taken_at from commerce.group_buy_seat s
      where s.city_id = x.city and s.team_id = x.team and s.state <> 'left'
      order by s.taken_at limit ${each}
    ) s
    order by s.taken_at`.execute(db);
  return found.rows;
}

/** How many teams of a group buy failed. */
export async function countFailedTeams(
  db: Db,
  it: { readonly cityId: CityId; readonly groupBuyId: GroupBuyId },
): Promise<number> {
  const found = await sql<{ failed: number }>`
    select count(*) as failed from commerce.group_buy_team t
    where t.city_id = ${it.cityId} and t.group_buy_id = ${it.groupBuyId} and t.state = 'failed'
      and exists (select from commerce.group_buy_seat s where s.city_id = t.city_id and s.team_id = t.team_id)`.execute(
    db,
  );
  return found.rows[0]?.failed ?? 0;
}

export interface TeamSums {
  /** That still take people, and that stand. */
  readonly open: number;
  readonly filled: number;
  /** People that the fullest open one still misses, and when the first open one ends; null without an open one. */
  readonly missing: number | null;
  readonly endsAt: Date | null;
}

/** How the teams of group buys stand; those without any are absent. */
export async function teamSumsOf(
  db: Db,
  groupBuys: readonly { readonly cityId: CityId; readonly groupBuyId: GroupBuyId }[],
  now: Date,
): Promise<Map<GroupBuyId, TeamSums>> {
  if (groupBuys.length === 0) return new Map();
  const { rows } = await sql<TeamSums & { groupBuyId: GroupBuyId }>`
    select t.group_buy_id as "groupBuyId",
      (count(*) filter (where t.state = 'open' and t.expires_at > ${now}))::int as open,
      (count(*) filter (where t.state = 'filled'))::int as filled,
      min(greatest(t.size - t.paid, 0)) filter (where t.state = 'open' and t.expires_at > ${now}) as missing,
      min(t.expires_at) filter (where t.state = 'open' and t.expires_at > ${now}) as "endsAt"
    from unnest(${groupBuys.map((it) => it.cityId)}::uuid[], ${groupBuys.map((it) => it.groupBuyId)}::uuid[])
      as asked (city_id, group_buy_id)
    join commerce.group_buy_team t on t.city_id = asked.city_id and t.group_buy_id = asked.group_buy_id
    group by t.group_buy_id`.execute(db);
  return new Map(rows.map(({ groupBuyId, ...sums }) => [groupBuyId, sums]));
}
