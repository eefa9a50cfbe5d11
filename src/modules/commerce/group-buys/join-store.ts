import { sql } from 'kysely';
import type { CityId, CustomerKey, PersonId, SkuId } from '#kernel/ids';
import type { DatabaseTransaction } from '#platform/context';
import { gathered, prepared } from '#platform/postgres';
import type { OrderId } from '../orders/order.ts';
import type { GroupBuy, GroupBuyId, GroupBuyItem } from './group-buy.ts';
import { toGroupBuy, toItem, type GroupBuyRow, type ItemRow } from './group-buy-store.ts';
import type { TeamId } from './team.ts';

export interface SharedGroupBuy {
  readonly groupBuy: GroupBuy;
  readonly items: readonly GroupBuyItem[];
}

/**
 * A group buy with those of its items that are asked for. Its row is shared with other orders until the transaction
 * ends, so that closing it waits for everybody who is joining. One statement for all who join at the same moment.
 */
export const shareGroupBuy = gathered(
  async (
    db: DatabaseTransaction,
    asked: readonly { readonly groupBuyId: GroupBuyId; readonly skuIds: readonly SkuId[] }[],
  ): Promise<(SharedGroupBuy | undefined)[]> => {
    const ids = [...new Set(asked.map((each) => each.groupBuyId))];
    const wanted = asked.flatMap(({ groupBuyId, skuIds }) => skuIds.map((skuId) => ({ groupBuyId, skuId })));
    const { rows } = await prepared<GroupBuyRow & { items: (ItemRow & { sku_id: SkuId })[] | null }>`
      select g.*, (
        select json_agg(i) from (
          select distinct w.sku_id from unnest((select ${wanted.map((each) => each.groupBuyId)}::uuid[]),
            (select ${wanted.map((each) => each.skuId)}::uuid[])) as w (group_buy_id, sku_id)
          where w.group_buy_id = g.group_buy_id
        ) w join commerce.group_buy_item i
          on i.city_id = g.city_id and i.group_buy_id = g.group_buy_id and i.sku_id = w.sku_id
      ) as items
      from commerce.group_buy g where g.group_buy_id = any((select ${ids}::uuid[])::uuid[]) order by g.group_buy_id for share of g`.execute(
      db,
    );
    const found = new Map(
      rows.map((row) => [row.group_buy_id, { groupBuy: toGroupBuy(row), items: (row.items ?? []).map(toItem) }]),
    );
    return asked.map(({ groupBuyId, skuIds: own }) => {
      const it = found.get(groupBuyId);
      return it && { ...it, items: it.items.filter((item) => own.includes(item.skuId)) };
    });
  },
);

/** What an order takes of what is limited, and its place in a team. */
export interface Taking {
  readonly cityId: CityId;
  readonly groupBuyId: GroupBuyId;
  readonly orderId: OrderId;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly lines: readonly {
    readonly skuId: SkuId;
    readonly quantity: number;
    /** Whether the community's units of it are counted. */
    readonly counted: boolean;
    readonly perPerson: number | null;
  }[];
  /** `opens`: it is begun by this order, with so many places until then. */
  readonly team:
    | { readonly teamId: TeamId; readonly whole: boolean; readonly opens: null }
    | {
        readonly teamId: TeamId;
        readonly whole: false;
        readonly opens: { readonly size: number; readonly until: Date };
      }
    | null;
  readonly at: Date;
}

/** Which takings took effect; whoever gets less than they asked for rolls all of it back. */
export interface Taken {
  readonly community: ReadonlySet<SkuId>;
  readonly person: ReadonlySet<SkuId>;
  readonly team: boolean;
  readonly seat: boolean;
}

/**
 * Takes units from limits, by conditional updates in the order of the items, and a place of a team, and writes down what
 * was taken. One statement.
 */
export async function takeLimited(db: DatabaseTransaction, it: Taking): Promise<Taken> {
  const { cityId, groupBuyId, customerKey, team } = it;
  const lines = it.lines.map((line) => ({
    sku: line.skuId,
    quantity: line.quantity,
    counted: line.counted,
    person: line.perPerson,
  }));
  const found = await sql<{ community: SkuId[] | null; person: SkuId[] | null; team: boolean; seat: boolean }>`
    with wanted as (
      select * from json_to_recordset(${JSON.stringify(lines)}::json)
        as x (sku uuid, quantity int, counted boolean, person int)
    ), locked as (
      select i.sku_id from commerce.group_buy_item i
      where i.city_id = ${cityId} and i.group_buy_id = ${groupBuyId}
        and i.sku_id in (select sku from wanted where counted)
      order by i.sku_id for update
    ), community as (
      update commerce.group_buy_item i set taken = i.taken + w.quantity
      from wanted w join locked l on l.sku_id = w.sku
      where i.city_id = ${cityId} and i.group_buy_id = ${groupBuyId} and i.sku_id = w.sku
        and i.taken + w.quantity <= i.sell_limit
      returning i.sku_id
    ), person as (
      insert into commerce.group_buy_take as t (city_id, group_buy_id, sku_id, customer_key, taken, at_most)
      select ${cityId}::uuid, ${groupBuyId}::uuid, w.sku, ${customerKey}::text, w.quantity, w.person
      from wanted w where w.person is not null and w.quantity <= w.person order by w.sku
      on conflict (city_id, group_buy_id, sku_id, customer_key)
        do update set taken = t.taken + excluded.taken, at_most = excluded.at_most
        where t.taken + excluded.taken <= excluded.at_most
      returning t.sku_id
    ), begun as (
      insert into commerce.group_buy_team (city_id, team_id, group_buy_id, size, whole, customer_key, person_id, held,
        paid, state, opened_at, expires_at)
      select ${cityId}::uuid, ${team?.teamId ?? null}::uuid, ${groupBuyId}::uuid, ${team?.opens?.size ?? null}::int, false,
        ${customerKey}::text, ${it.personId}::uuid, 1, 0, 'open', ${it.at}::timestamptz,
        ${team?.opens?.until ?? null}::timestamptz
      where ${team !== null && team.opens !== null}::boolean
      returning team_id
    ), joined as (
      update commerce.group_buy_team t set held = t.held + 1
      where t.city_id = ${cityId} and t.team_id = ${team?.teamId ?? null}::uuid and t.group_buy_id = ${groupBuyId}
        and ${team !== null && team.opens === null}::boolean
        and ((t.state = 'open' and t.expires_at > ${it.at} and t.held < t.size)
          or (t.whole and t.state in ('open', 'filled')))
      returning t.team_id
    ), seated as (
      insert into commerce.group_buy_seat (city_id, order_id, group_buy_id, team_id, whole, customer_key, person_id,
        taken, state, taken_at)
      select ${cityId}::uuid, ${it.orderId}::uuid, ${groupBuyId}::uuid, ${team?.teamId ?? null}::uuid,
        ${team?.whole ?? false}::boolean, ${customerKey}::text, ${it.personId}::uuid, ${JSON.stringify(lines)}::jsonb,
        'held', ${it.at}::timestamptz
      on conflict do nothing
      returning 1
    )
    select (select json_agg(sku_id) from community) as community, (select json_agg(sku_id) from person) as person,
      exists (select from begun) or exists (select from joined) as team, exists (select from seated) as seat`.execute(
    db,
  );
  const row = found.rows[0];
  return {
    community: new Set(row?.community ?? []),
    person: new Set(row?.person ?? []),
    team: row?.team ?? false,
    seat: row?.seat ?? false,
  };
}

/** What is left of limits, for the sentence of a refusal. */
export async function leftOf(
  db: DatabaseTransaction,
  it: Pick<Taking, 'cityId' | 'groupBuyId' | 'customerKey'>,
  skuId: SkuId,
): Promise<{ readonly community: number; readonly person: number }> {
  const found = await sql<{ community: number | null; person: number | null }>`
    select i.sell_limit - i.taken as community, i.per_person_limit - coalesce((
      select t.taken from commerce.group_buy_take t where t.city_id = i.city_id and t.group_buy_id = i.group_buy_id
        and t.sku_id = i.sku_id and t.customer_key = ${it.customerKey}), 0) as person
    from commerce.group_buy_item i
    where i.city_id = ${it.cityId} and i.group_buy_id = ${it.groupBuyId} and i.sku_id = ${skuId}`.execute(db);
  const row = found.rows[0];
  return { community: Math.max(0, row?.community ?? 0), person: Math.max(0, row?.person ?? 0) };
}

/**
 * Gives back what orders of a city hold, each once: units of limits, and places of teams; a team that stands takes nobody
 * in their stead. Orders that took nothing limited change nothing. One statement.
 */
export async function giveUpSeats(
  db: DatabaseTransaction,
  asked: { readonly cityId: CityId; readonly orderIds: readonly OrderId[] },
): Promise<void> {
  const { cityId } = asked;
  await sql`
    with locked as (
      select s.order_id from commerce.group_buy_seat s
      where s.city_id = ${cityId} and s.order_id = any(${[...asked.orderIds]}::uuid[]) and s.state <> 'left'
      order by s.order_id for update
    ), gone as (
      update commerce.group_buy_seat s set state = 'left'
      from locked l, commerce.group_buy_seat o
      where s.city_id = ${cityId} and s.order_id = l.order_id and s.state <> 'left'
        and o.city_id = s.city_id and o.order_id = s.order_id
      returning s.order_id, s.group_buy_id, s.team_id, s.customer_key, s.taken, o.state as was
    ), units as (
      select g.group_buy_id, g.customer_key, x.sku, x.quantity, x.counted, x.person
      from gone g, jsonb_to_recordset(g.taken) as x (sku uuid, quantity int, counted boolean, person int)
    ), items as (
      select i.city_id, i.group_buy_id, i.sku_id, n.quantity
      from commerce.group_buy_item i
      join (select group_buy_id, sku, sum(quantity)::int as quantity from units where counted group by 1, 2) n
        on n.group_buy_id = i.group_buy_id and n.sku = i.sku_id
      where i.city_id = ${cityId} order by i.group_buy_id, i.sku_id for update of i
    ), community as (
      update commerce.group_buy_item i set taken = i.taken - n.quantity from items n
      where i.city_id = n.city_id and i.group_buy_id = n.group_buy_id and i.sku_id = n.sku_id
    ), person as (
      update commerce.group_buy_take t set taken = t.taken - n.quantity
      from (select group_buy_id, customer_key, sku, sum(quantity)::int as quantity from units where person is not null
        group by 1, 2, 3) n
      where t.city_id = ${cityId} and t.group_buy_id = n.group_buy_id and t.sku_id = n.sku
        and t.customer_key = n.customer_key
    )
    update commerce.group_buy_team t set held = t.held - n.held, paid = t.paid - n.paid
    from (
      select team_id, count(*)::int as held,
        (select count(distinct p.customer_key) from gone p where p.team_id = g.team_id and p.was = 'paid'
          and not exists (select 1 from commerce.group_buy_seat o where o.city_id = ${cityId}
            and o.team_id = p.team_id and o.customer_key = p.customer_key and o.state = 'paid'
            and o.order_id not in (select order_id from gone)))::int as paid
      from gone g where team_id is not null group by team_id
    ) n
    where t.city_id = ${cityId} and t.team_id = n.team_id`.execute(db);
}
