import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityId, CommunityId } from '#kernel/ids';
import {
  measureKey,
  measuresOf,
  type Comparison,
  type Condition,
  type Figure,
  type Measure,
  type Rule,
  type TopicMeasure,
} from './rule.ts';

/** Which communities are looked at: all, or these. */
export type Among = 'all' | { readonly cityIds: readonly CityId[]; readonly communityIds: readonly CommunityId[] };

/** Rules as fragments of one statement over `cdp.community_profile p`; nothing is executed here. */
export interface CompiledRules {
  /** `with …`, or nothing where no rule needs a figure over a window. */
  readonly prelude: RawBuilder<unknown>;
  /** `cdp.community_profile p left join …` */
  readonly from: RawBuilder<unknown>;
  /** Holds for communities that are known and looked at. */
  readonly known: RawBuilder<SqlBool>;
  /** One condition per rule, true or false, never null. */
  readonly inside: readonly RawBuilder<SqlBool>[];
  /** `float8[]` of the measures, in the order of `measures`. */
  readonly measured: RawBuilder<number[]>;
  readonly measures: readonly Measure[];
}

/** Where a measure is summed: a name of the `with` clause. Relative ones need their whole city. */
type Source =
  | 'mention_sum'
  | 'person_count'
  | 'complaint_sum'
  | 'order_sum'
  | 'city_mention'
  | 'city_person'
  | 'city_complaint';

const SOURCE: Readonly<Record<TopicMeasure | 'orders', Source>> = {
  mentions: 'mention_sum',
  people: 'person_count',
  complaints: 'complaint_sum',
  orders: 'order_sum',
  mentions_to_city: 'city_mention',
  people_to_city: 'city_person',
  complaints_to_city: 'city_complaint',
};

interface Column {
  readonly measure: Measure;
  readonly source: Source;
  readonly name: string;
}

/**
 * Compiles rules into one statement's fragments: every window is summed once however many rules ask for it, in one
 * pass over each table. `today` is the business day (`YYYY-MM-DD`) on which windows end.
 */
export function compileRules(rules: readonly Rule[], today: string, among: Among): CompiledRules {
  const measures = measuresOf(rules);
  const columns = measures.map((measure, at) => ({ measure, source: SOURCE[measure.fact], name: `v${at}` }));
  const values = new Map(columns.map((column) => [measureKey(column.measure), valueOf(column)]));
  const year = Number(today.slice(0, 4));
  const sources = [...new Set(columns.map((column) => column.source))];
  const relative = columns.filter(isRelative);
  const ctes = sources.map((source) => sumOf(source, columns, today, among));
  if (relative.length > 0) ctes.push(cityMedian(relative, among));
  const joins = sources.map((source) => sql` left join ${sql.ref(source)} using (city_id, community_id)`);
  if (relative.length > 0) joins.push(sql` left join city_median using (city_id)`);
  return {
    prelude: ctes.length === 0 ? sql`` : sql`with ${sql.join(ctes)} `,
    from: sql`cdp.community_profile p${sql.join(joins, sql``)}`,
    known: sql<SqlBool>`p.name is not null and ${only(among, 'p')}`,
    inside: rules.map((rule) => holds(rule, values, year)),
    measured: sql<number[]>`array[${sql.join([...values.values()])}]::float8[]`,
    measures,
  };
}

const isRelative = ({ source }: Column): boolean => source.startsWith('city_');

function only(among: Among, table: string): RawBuilder<SqlBool> {
  if (among === 'all') return sql<SqlBool>`true`;
  return sql<SqlBool>`${sql.ref(`${table}.city_id`)} = any(${among.cityIds}::uuid[])
    and ${sql.ref(`${table}.community_id`)} = any(${among.communityIds}::uuid[])`;
}

function onlyCities(among: Among, table: string): RawBuilder<SqlBool> {
  if (among === 'all') return sql<SqlBool>`true`;
  return sql<SqlBool>`${sql.ref(`${table}.city_id`)} = any(${among.cityIds}::uuid[])`;
}

/** The first day outside the window that ends today. */
const before = (today: string, days: number): RawBuilder<unknown> => sql`${today}::date - ${days}::integer`;

const AGGREGATE: Readonly<Record<Source, { table: string; figure: string }>> = {
  mention_sum: { table: 'cdp.mention_day', figure: 'sum(d.mentions)' },
  person_count: { table: 'cdp.mention_person_day', figure: 'count(distinct d.subject_id)' },
  complaint_sum: { table: 'cdp.mention_day', figure: 'sum(d.negative)' },
  order_sum: { table: 'cdp.order_day', figure: 'sum(d.orders)' },
  city_mention: { table: 'cdp.mention_day', figure: 'sum(d.mentions)' },
  city_person: { table: 'cdp.mention_person_day', figure: 'count(distinct d.subject_id)' },
  city_complaint: { table: 'cdp.mention_day', figure: 'sum(d.negative)' },
};

/** All windows of one source in one pass: each its own filter, the widest window of each topic the bound of the scan. */
function sumOf(source: Source, columns: readonly Column[], today: string, among: Among): RawBuilder<unknown> {
  const mine = columns.filter((column) => column.source === source);
  const { table, figure } = AGGREGATE[source];
  const inWindow = (measure: Measure): RawBuilder<unknown> => {
    const recent = sql`d.day > ${before(today, measure.days)}`;
    return 'topic' in measure ? sql`(d.topic = ${measure.topic} and ${recent})` : sql`(${recent})`;
  };
  const figures = mine.map(
    ({ measure, name }) => sql`${sql.raw(figure)} filter (where ${inWindow(measure)}) as ${sql.ref(name)}`,
  );
  const bounds = widest(mine.map((column) => column.measure)).map(inWindow);
  const among_ = source.startsWith('city_') ? onlyCities(among, 'd') : only(among, 'd');
  return sql`${sql.ref(source)} as (
    select d.city_id, d.community_id, ${sql.join(figures)} from ${sql.table(table)} d
    where (${sql.join(bounds, sql` or `)}) and d.day <= ${today}::date and ${among_}
    group by d.city_id, d.community_id)`;
}

function widest(measures: readonly Measure[]): Measure[] {
  const byTopic = new Map<string, Measure>();
  for (const measure of measures) {
    const key = 'topic' in measure ? measure.topic : '';
    const known = byTopic.get(key);
    if (known === undefined || known.days < measure.days) byTopic.set(key, measure);
  }
  return [...byTopic.values()];
}

/** The median of each relative measure over all known communities of a city, the silent ones included as zero. */
function cityMedian(relative: readonly Column[], among: Among): RawBuilder<unknown> {
  const medians = relative.map(
    ({ source, name }) => sql`
      percentile_cont(0.5) within group (order by coalesce(${sql.ref(`${source}.${name}`)}, 0)) as ${sql.ref(`m_${name}`)}`,
  );
  const sources = [...new Set(relative.map((column) => column.source))];
  const joins = sources.map((source) => sql` left join ${sql.ref(source)} using (city_id, community_id)`);
  return sql`city_median as (
    select p.city_id, ${sql.join(medians)} from cdp.community_profile p${sql.join(joins, sql``)}
    where p.name is not null and ${onlyCities(among, 'p')}
    group by p.city_id)`;
}

/** A measure of the community at hand; relative ones against a median of at least one, lest a single word be a surge. */
function valueOf(column: Column): RawBuilder<number> {
  const figure = sql<number>`coalesce(${sql.ref(`${column.source}.${column.name}`)}, 0)::float8`;
  if (!isRelative(column)) return figure;
  return sql<number>`(${figure} / greatest(1, city_median.${sql.ref(`m_${column.name}`)}))`;
}

type Values = ReadonlyMap<string, RawBuilder<number>>;

function holds(rule: Rule, values: Values, year: number): RawBuilder<SqlBool> {
  if ('all' in rule)
    return joined(
      rule.all.map((each) => holds(each, values, year)),
      sql` and `,
    );
  if ('any' in rule)
    return joined(
      rule.any.map((each) => holds(each, values, year)),
      sql` or `,
    );
  if ('not' in rule) return sql<SqlBool>`not ${holds(rule.not, values, year)}`;
  return sql<SqlBool>`coalesce(${asked(rule, values, year)}, false)`;
}

function joined(parts: readonly RawBuilder<SqlBool>[], by: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.join(parts, by)})`;
}

const OPERATOR: Readonly<Record<Comparison, RawBuilder<unknown>>> = {
  more_than: sql`>`,
  at_least: sql`>=`,
  at_most: sql`<=`,
  less_than: sql`<`,
};

function asked(condition: Condition, values: Values, year: number): RawBuilder<SqlBool> {
  switch (condition.fact) {
    case 'city':
      return sql<SqlBool>`p.city_id = any(${condition.in}::uuid[])`;
    case 'district':
      return sql<SqlBool>`p.district = any(${condition.in}::text[])`;
    case 'partner':
      return sql<SqlBool>`p.partner_id = any(${condition.in}::uuid[])`;
    case 'store':
      return sql<SqlBool>`p.store_ids && ${condition.in}::uuid[]`;
    case 'orders':
    case 'mentions':
    case 'people':
    case 'complaints':
    case 'mentions_to_city':
    case 'people_to_city':
    case 'complaints_to_city':
      return compared(values.get(measureKey(condition)) ?? sql<number>`0`, condition);
    default:
      return compared(figure(condition.fact, year), condition);
  }
}

function compared(
  left: RawBuilder<unknown>,
  { is, value }: { readonly is: Comparison; readonly value: number },
): RawBuilder<SqlBool> {
  return sql<SqlBool>`${left} ${OPERATOR[is]} ${value}::float8`;
}

function figure(fact: Figure, year: number): RawBuilder<unknown> {
  switch (fact) {
    case 'age_years':
      return sql`${year}::integer - p.built_year`;
    case 'built_year':
      return sql`p.built_year`;
    case 'households':
      return sql`p.households`;
    case 'members':
      return sql`p.members`;
    case 'density':
      return sql`p.members::float8 / nullif(p.households, 0)`;
  }
}
