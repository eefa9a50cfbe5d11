import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, SkuId, StockPlaceId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Scope } from '#platform/permission';
import type { CategoryId } from '#modules/commerce';
import { visibleDemand } from '../demand/forecast-store.ts';
import type { SupplyKind, SupplyLine, SupplyLineId, SupplyOutcome, SupplyState } from './supply-line.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  l.line_id as "lineId", l.run_id as "runId", l.city_id as "cityId", to_char(l.day, 'YYYY-MM-DD') as day, l.kind,
  l.place_id as "placeId", l.sku_id as "skuId", l.category_id as "categoryId", l.from_place_id as "fromPlaceId",
  l.proposed, l.decided, l.state, to_char(l.arrives_on, 'YYYY-MM-DD') as "arrivesOn", l.basis,
  l.worth_fen::float8 as "worthFen", l.reason, l.note, l.decided_by as "decidedBy", l.decided_at as "decidedAt", l.outcome,
  l.revision`;

export type ProposedLine = Pick<
  SupplyLine,
  | 'lineId'
  | 'runId'
  | 'cityId'
  | 'day'
  | 'kind'
  | 'placeId'
  | 'skuId'
  | 'categoryId'
  | 'fromPlaceId'
  | 'proposed'
  | 'arrivesOn'
  | 'basis'
  | 'worthFen'
>;

/**
 * Writes the proposals of a day in place of those that nobody decided yet; what people decided stays as they decided it.
 */
export async function replaceProposals(
  db: DatabaseTransaction,
  day: string,
  lines: readonly ProposedLine[],
): Promise<void> {
  await sql`delete from intelligence.supply_line where day = ${day}::date and state = 'proposed'`.execute(db);
  const AT_ONCE = 2_000;
  for (let at = 0; at < lines.length; at += AT_ONCE) await insertProposals(db, lines.slice(at, at + AT_ONCE));
}

async function insertProposals(db: DatabaseTransaction, lines: readonly ProposedLine[]): Promise<void> {
  const column = <K extends keyof ProposedLine>(name: K): ProposedLine[K][] => lines.map((each) => each[name]);
  await sql`
    insert into intelligence.supply_line (city_id, line_id, run_id, day, kind, place_id, sku_id, category_id, from_place_id,
      proposed, arrives_on, basis, worth_fen, state, note, revision)
    select *, 'proposed', '', 1 from unnest(${column('cityId')}::uuid[], ${column('lineId')}::uuid[],
      ${column('runId')}::uuid[], ${column('day')}::date[], ${column('kind')}::text[], ${column('placeId')}::uuid[],
      ${column('skuId')}::uuid[], ${column('categoryId')}::uuid[], ${column('fromPlaceId')}::uuid[],
      ${column('proposed')}::int[], ${column('arrivesOn')}::date[],
      ${lines.map(({ basis }) => JSON.stringify(basis))}::jsonb[], ${column('worthFen')}::bigint[])
    on conflict (day, kind, place_id, sku_id, coalesce(from_place_id, place_id), city_id) do nothing
  `.execute(db);
}

/** What nobody decided until its day was over. */
export async function lapseBefore(db: DatabaseTransaction, day: string): Promise<void> {
  await sql`
    update intelligence.supply_line set state = 'lapsed', revision = revision + 1
    where state = 'proposed' and day < ${day}::date`.execute(db);
}

export async function deleteLinesBefore(db: DatabaseTransaction, day: string): Promise<void> {
  await sql`delete from intelligence.supply_line where day < ${day}::date`.execute(db);
}

/** Units that were decided on and are not there yet, by place and item. */
export async function onTheWay(db: Db, today: string): Promise<Map<`${StockPlaceId}/${SkuId}`, number>> {
  const { rows } = await sql<{ placeId: StockPlaceId; skuId: SkuId; units: number }>`
    select place_id as "placeId", sku_id as "skuId", sum(decided)::int as units from intelligence.supply_line
    where kind = 'order' and state in ('taken', 'changed') and arrives_on > ${today}::date
    group by place_id, sku_id`.execute(db);
  return new Map(rows.map(({ placeId, skuId, units }) => [`${placeId}/${skuId}`, units]));
}

/** What orders that were decided today come to, by place: it is of the same budget and the same room. */
export async function decidedToday(
  db: Db,
  today: string,
): Promise<Map<StockPlaceId, { readonly costFen: number; readonly units: number }>> {
  const { rows } = await sql<{ placeId: StockPlaceId; costFen: number; units: number }>`
    select place_id as "placeId", sum(decided * (basis->>'costFen')::bigint)::float8 as "costFen", sum(decided)::int as units
    from intelligence.supply_line
    where day = ${today}::date and kind = 'order' and state in ('taken', 'changed')
    group by place_id`.execute(db);
  return new Map(rows.map(({ placeId, ...sum }) => [placeId, sum]));
}

export interface LineFilter {
  readonly day: string;
  readonly kind?: SupplyKind | undefined;
  readonly state?: SupplyState | undefined;
  readonly cityId?: CityId | undefined;
  readonly placeId?: StockPlaceId | undefined;
  readonly categoryIds?: readonly CategoryId[] | undefined;
  readonly skuIds?: readonly SkuId[] | undefined;
}

const matching = (scope: Scope, filter: LineFilter): RawBuilder<SqlBool> => sql<SqlBool>`
  l.day = ${filter.day}::date and ${visibleDemand(scope, 'l')}
  and ${filter.kind === undefined ? sql`true` : sql`l.kind = ${filter.kind}`}
  and ${filter.state === undefined ? sql`true` : sql`l.state = ${filter.state}`}
  and ${filter.cityId === undefined ? sql`true` : sql`l.city_id = ${filter.cityId}`}
  and ${filter.placeId === undefined ? sql`true` : sql`l.place_id = ${filter.placeId}`}
  and ${filter.categoryIds === undefined ? sql`true` : sql`l.category_id = any(${[...filter.categoryIds]}::uuid[])`}
  and ${filter.skuIds === undefined ? sql`true` : sql`l.sku_id = any(${[...filter.skuIds]}::uuid[])`}`;

export interface LinePosition {
  readonly worthFen: number;
  readonly lineId: SupplyLineId;
}

/** A page of the lines of a day within the reader's area, what brings most first. */
export async function listLines(
  db: Db,
  scope: Scope,
  filter: LineFilter,
  page: { readonly after: LinePosition | undefined; readonly limit: number },
): Promise<SupplyLine[]> {
  const { after } = page;
  const from =
    after === undefined
      ? sql`true`
      : sql`(l.worth_fen, l.line_id) < (${after.worthFen}::bigint, ${after.lineId}::uuid)`;
  const { rows } = await sql<SupplyLine>`
    select ${columns} from intelligence.supply_line l where ${matching(scope, filter)} and ${from}
    order by l.worth_fen desc, l.line_id desc limit ${page.limit}`.execute(db);
  return rows;
}

export interface LineCount {
  readonly kind: SupplyKind;
  readonly state: SupplyState;
  readonly lines: number;
  readonly units: number;
  readonly costFen: number;
  readonly worthFen: number;
}

/** By kind and state, over all that match but for kind and state. */
export async function countLines(db: Db, scope: Scope, filter: LineFilter): Promise<LineCount[]> {
  const { rows } = await sql<LineCount>`
    select l.kind, l.state, count(*)::int as lines,
      sum(case when l.kind = 'discount' or l.state = 'refused' then 0 else coalesce(l.decided, l.proposed) end)::int as units,
      sum(case when l.kind = 'order' and l.state <> 'refused' then coalesce(l.decided, l.proposed) * (l.basis->>'costFen')::bigint else 0 end)::float8
        as "costFen",
      sum(l.worth_fen)::float8 as "worthFen"
    from intelligence.supply_line l where ${matching(scope, { ...filter, kind: undefined, state: undefined })}
    group by l.kind, l.state`.execute(db);
  return rows;
}

/** Lines to decide on, locked in the order of their ids. Those that the reader may not see are absent. */
export async function lockLines(
  db: DatabaseTransaction,
  scope: Scope,
  ids: readonly SupplyLineId[],
): Promise<SupplyLine[]> {
  const { rows } = await sql<SupplyLine>`
    select ${columns} from intelligence.supply_line l
    where l.line_id = any(${[...ids]}::uuid[]) and ${visibleDemand(scope, 'l')} order by l.line_id for update`.execute(
    db,
  );
  return rows;
}

export async function saveDecisions(db: DatabaseTransaction, lines: readonly SupplyLine[]): Promise<void> {
  const column = <K extends keyof SupplyLine>(name: K): SupplyLine[K][] => lines.map((each) => each[name]);
  await sql`
    update intelligence.supply_line l
    set state = d.state, decided = d.decided, reason = d.reason, note = d.note, decided_by = d.decided_by,
      decided_at = d.decided_at, revision = l.revision + 1
    from unnest(${column('lineId')}::uuid[], ${column('state')}::text[], ${column('decided')}::int[],
      ${column('reason')}::text[], ${column('note')}::text[], ${column('decidedBy')}::uuid[],
      ${lines.map(({ decidedAt }) => decidedAt?.toISOString() ?? null)}::timestamptz[])
      as d (line_id, state, decided, reason, note, decided_by, decided_at)
    where l.line_id = d.line_id`.execute(db);
}

/** Orders whose days are over and of which nobody has said what came of them. */
export async function linesToCompare(db: Db, upTo: string, limit: number): Promise<SupplyLine[]> {
  const { rows } = await sql<SupplyLine>`
    select ${columns} from intelligence.supply_line l
    where l.kind = 'order' and l.outcome is null and l.state in ('taken', 'changed', 'refused')
      and l.day + (l.basis->>'days')::int - 1 <= ${upTo}::date
    order by l.day, l.line_id limit ${limit}`.execute(db);
  return rows;
}

export async function saveOutcomes(
  db: DatabaseTransaction,
  outcomes: readonly { readonly lineId: SupplyLineId; readonly outcome: SupplyOutcome }[],
): Promise<void> {
  await sql`
    update intelligence.supply_line l set outcome = o.outcome
    from unnest(${outcomes.map((each) => each.lineId)}::uuid[],
      ${outcomes.map((each) => JSON.stringify(each.outcome))}::jsonb[]) as o (line_id, outcome)
    where l.line_id = o.line_id`.execute(db);
}

export interface OverrideSum {
  readonly reason: string;
  readonly lines: number;
  readonly missing: number;
  readonly left: number;
  readonly missingAsProposed: number;
  readonly leftAsProposed: number;
}

/** What came of lines that people changed or refused since a day, by their reason, beside what was proposed. */
export async function compareOverrides(db: Db, scope: Scope, from: string): Promise<OverrideSum[]> {
  const { rows } = await sql<OverrideSum>`
    select coalesce(l.reason, '') as reason, count(*)::int as lines, sum((l.outcome->>'missing')::float8) as missing,
      sum((l.outcome->>'left')::float8) as left, sum((l.outcome->>'missingAsProposed')::float8) as "missingAsProposed",
      sum((l.outcome->>'leftAsProposed')::float8) as "leftAsProposed"
    from intelligence.supply_line l
    where l.day >= ${from}::date and l.outcome is not null and l.state in ('changed', 'refused')
      and ${visibleDemand(scope, 'l')}
    group by 1 order by lines desc`.execute(db);
  return rows;
}
