import { sql } from 'kysely';
import type { CityId, CommunityId, UserId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { Campaign, CampaignState, TargetKind } from './campaign.ts';
import type {
  CampaignId,
  GroupBuyCancelReason,
  GroupBuyId,
  GroupBuyKind,
  GroupBuyState,
  ItemTerms,
  Outcome,
} from './group-buy.ts';
import type { TierMeasure } from './tier.ts';

type Db = Database | DatabaseTransaction;

interface CampaignRow {
  campaign_id: CampaignId;
  title: string;
  words: string;
  kind: GroupBuyKind;
  team_size: number | null;
  team_hours: number | null;
  tier_by: TierMeasure | null;
  state: CampaignState;
  city_ids: CityId[];
  community_ids: CommunityId[];
  items: ItemTerms[];
  opens_at: Date;
  cut_off_at: Date | null;
  target_kind: TargetKind | null;
  target_amount: number | null;
  launch_done: number;
  launch_total: number;
  launch_left_out: number;
  launched_to: CommunityId | null;
  cancel_reason: GroupBuyCancelReason | null;
  created_by: UserId | null;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

const toCampaign = (row: CampaignRow): Campaign => ({
  campaignId: row.campaign_id,
  title: row.title,
  words: row.words,
  kind: row.kind,
  teamSize: row.team_size,
  teamHours: row.team_hours,
  tierBy: row.tier_by,
  state: row.state,
  cityIds: row.city_ids,
  communityIds: row.community_ids,
  items: row.items,
  opensAt: row.opens_at,
  cutOffAt: row.cut_off_at,
  target:
    row.target_kind === null || row.target_amount === null
      ? null
      : { kind: row.target_kind, amount: row.target_amount },
  launch: { done: row.launch_done, total: row.launch_total, leftOut: row.launch_left_out, to: row.launched_to },
  cancelReason: row.cancel_reason,
  createdBy: row.created_by,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Within the scope when any of its cities, or of the communities that it names, is. */
const visible = (scope: Scope) =>
  scope.everything
    ? sql`true`
    : sql`(c.city_ids && ${[...scope.cities]}::uuid[] or c.community_ids && ${[...scope.communities]}::uuid[])`;

export async function insertCampaign(db: DatabaseTransaction, it: Campaign): Promise<void> {
  await sql`
    insert into commerce.campaign (campaign_id, title, words, kind, team_size, team_hours, tier_by, state, city_ids,
      community_ids, items, opens_at, cut_off_at, target_kind, target_amount, launch_done, launch_total, launch_left_out,
      launched_to, cancel_reason, created_by, revision, created_at, updated_at)
    values (${it.campaignId}, ${it.title}, ${it.words}, ${it.kind}, ${it.teamSize}, ${it.teamHours}, ${it.tierBy},
      ${it.state}, ${[...it.cityIds]}::uuid[], ${[...it.communityIds]}::uuid[], ${JSON.stringify(it.items)}::jsonb,
      ${it.opensAt}, ${it.cutOffAt}, ${it.target?.kind ?? null}, ${it.target?.amount ?? null}, ${it.launch.done},
      ${it.launch.total}, ${it.launch.leftOut}, ${it.launch.to}, ${it.cancelReason}, ${it.createdBy}, ${it.revision},
      ${it.createdAt}, ${it.updatedAt})`.execute(db);
}

/** Saves its plan and how far it came, if nobody changed it since it was read; false otherwise. */
export async function updateCampaign(db: DatabaseTransaction, it: Campaign): Promise<boolean> {
  const saved = await sql`
    update commerce.campaign set title = ${it.title}, words = ${it.words}, kind = ${it.kind}, team_size = ${it.teamSize},
      team_hours = ${it.teamHours}, tier_by = ${it.tierBy}, city_ids = ${[...it.cityIds]}::uuid[],
      community_ids = ${[...it.communityIds]}::uuid[], items = ${JSON.stringify(it.items)}::jsonb,
      opens_at = ${it.opensAt}, cut_off_at = ${it.cutOffAt}, target_kind = ${it.target?.kind ?? null},
      target_amount = ${it.target?.amount ?? null}, state = ${it.state}, launch_done = ${it.launch.done}, launch_total = ${it.launch.total},
      launch_left_out = ${it.launch.leftOut}, launched_to = ${it.launch.to}, cancel_reason = ${it.cancelReason},
      revision = ${it.revision}, updated_at = ${it.updatedAt}
    where campaign_id = ${it.campaignId} and revision = ${it.revision - 1}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}

export async function campaignInScope(db: Db, scope: Scope, campaignId: CampaignId): Promise<Campaign | undefined> {
  const found = await sql<CampaignRow>`
    select c.* from commerce.campaign c where c.campaign_id = ${campaignId} and ${visible(scope)}`.execute(db);
  return found.rows.map(toCampaign)[0];
}

export async function lockCampaign(db: DatabaseTransaction, campaignId: CampaignId): Promise<Campaign | undefined> {
  const found = await sql<CampaignRow>`
    select c.* from commerce.campaign c where c.campaign_id = ${campaignId} for update`.execute(db);
  return found.rows.map(toCampaign)[0];
}

/** Launches that were begun and not finished. */
export async function launchingCampaigns(db: Db): Promise<CampaignId[]> {
  const found = await sql<{ campaign_id: CampaignId }>`
    select campaign_id from commerce.campaign where state = 'launching' order by updated_at limit 20`.execute(db);
  return found.rows.map((row) => row.campaign_id);
}

/** For screens that show group buys: without a reader's scope. */
export async function campaignsByIds(db: Db, ids: readonly CampaignId[]): Promise<Map<CampaignId, Campaign>> {
  if (ids.length === 0) return new Map();
  const found = await sql<CampaignRow>`
    select c.* from commerce.campaign c where c.campaign_id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(found.rows.map((row) => [row.campaign_id, toCampaign(row)]));
}

/** A page of them, the newest first, after `before`; with one row more than asked for. */
export async function listCampaigns(
  db: Db,
  scope: Scope,
  filter: { readonly state?: CampaignState | undefined; readonly text?: string | undefined },
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Campaign[]> {
  const { before } = page;
  const text = filter.text?.trim() ?? '';
  const found = await sql<CampaignRow>`
    select c.* from commerce.campaign c
    where ${visible(scope)}
      and ${filter.state === undefined ? sql`true` : sql`c.state = ${filter.state}`}
      and ${text === '' ? sql`true` : sql`strpos(lower(c.title), lower(${text})) > 0`}
      and ${before === undefined ? sql`true` : sql`(c.created_at, c.campaign_id) < (${before.at}, ${before.id}::uuid)`}
    order by c.created_at desc, c.campaign_id desc limit ${page.limit + 1}`.execute(db);
  return found.rows.map(toCampaign);
}

export interface CampaignSums {
  readonly orders: number;
  readonly people: number;
  readonly units: number;
  readonly goodsFen: number;
  readonly communities: number;
  readonly byState: Partial<Record<GroupBuyState, number>>;
  readonly byOutcome: Partial<Record<Outcome, number>>;
}

interface SumRow {
  campaign_id: CampaignId;
  state: GroupBuyState;
  outcome: Outcome | null;
  communities: number;
  orders: number;
  people: number;
  units: number;
  goods: number;
}

/** What the group buys of campaigns come to, as far as they lie within a scope. */
export async function sumCampaigns(
  db: Db,
  scope: Scope,
  ids: readonly CampaignId[],
): Promise<Map<CampaignId, CampaignSums>> {
  if (ids.length === 0) return new Map();
  const found = await sql<SumRow>`
    select g.campaign_id, g.state, g.outcome, count(*)::int as communities, coalesce(sum(n.orders), 0)::int as orders,
      coalesce(sum(n.people), 0)::int as people, coalesce(sum(n.units), 0)::bigint as units,
      coalesce(sum(n.goods_fen), 0)::bigint as goods
    from commerce.group_buy g
    left join commerce.group_buy_count n on n.city_id = g.city_id and n.group_buy_id = g.group_buy_id
    where g.campaign_id = any(${[...ids]}::uuid[])
      and ${within(scope, { city: 'g.city_id', store: 'g.store_id', community: 'g.community_id' })}
    group by g.campaign_id, g.state, g.outcome`.execute(db);
  const groups = Map.groupBy(found.rows, (row) => row.campaign_id);
  return new Map([...groups].map(([id, rows]) => [id, sumsOf(rows)]));
}

function sumsOf(rows: readonly SumRow[]): CampaignSums {
  const sum = (of: 'communities' | 'orders' | 'people' | 'units' | 'goods', which = rows): number =>
    which.reduce((all, row) => all + row[of], 0);
  const by = <K extends string>(keyOf: (row: SumRow) => K | null): Partial<Record<K, number>> => {
    const groups = Map.groupBy(
      rows.filter((row) => keyOf(row) !== null),
      (row) => keyOf(row) as K,
    );
    return Object.fromEntries([...groups].map(([key, its]) => [key, sum('communities', its)])) as Partial<
      Record<K, number>
    >;
  };
  return {
    orders: sum('orders'),
    people: sum('people'),
    units: sum('units'),
    goodsFen: sum('goods'),
    communities: sum(
      'communities',
      rows.filter((row) => row.state !== 'cancelled'),
    ),
    byState: by((row) => row.state),
    byOutcome: by((row) => row.outcome),
  };
}

/** Group buys of a campaign that still run, for calling them off. */
export async function runningOfCampaign(
  db: Db,
  campaignId: CampaignId,
  limit: number,
): Promise<{ readonly cityId: CityId; readonly groupBuyId: GroupBuyId }[]> {
  const found = await sql<{ cityId: CityId; groupBuyId: GroupBuyId }>`
    select city_id as "cityId", group_buy_id as "groupBuyId" from commerce.group_buy
    where campaign_id = ${campaignId} and state in ('draft', 'scheduled', 'open') order by group_buy_id
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Campaigns that were called off while some group buys of theirs still run. */
export async function brokenOffCampaigns(db: Db): Promise<Campaign[]> {
  const found = await sql<CampaignRow>`
    select c.* from commerce.campaign c
    where c.state = 'cancelled' and exists (select from commerce.group_buy g
      where g.campaign_id = c.campaign_id and g.state in ('draft', 'scheduled', 'open'))
    order by c.updated_at limit 20`.execute(db);
  return found.rows.map(toCampaign);
}
