import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#kernel/time';
import { modules } from '#main/modules';
import { useContext } from '#testing';
import { generateWorld } from '../../world/index.ts';
import { demoAccounts } from '../accounts.ts';
import { loadWorld } from '../load-world.ts';
import { dealPlans } from './deal-plan.ts';
import { loadDeals } from './load-deals.ts';
import { loadGoods } from './load-goods.ts';

const subscriptions = modules.flatMap((module) => module.subscriptions);

describe('the renewals of the past weeks', () => {
  const test = useContext();
  const world = generateWorld({
    seed: 7,
    until: test.clock.now(),
    cities: 2,
    stores: 4,
    communities: 120,
    residents: 900,
    days: 3,
    postsPerCommunityDay: 0.1,
  });
  beforeAll(() => loadWorld(test.runtime, world, () => {}, subscriptions), 120_000);

  const rows = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await query.execute(test.database.db)).rows;
  const counts = async (table: string): Promise<Record<string, number>> => {
    const found = await rows(
      sql<{
        state: string;
        count: number;
      }>`select state, count(*)::int as count from ${sql.table(table)} group by state`,
    );
    return Object.fromEntries(found.map(({ state, count }) => [state, count]));
  };
  const everything = async (): Promise<unknown> =>
    Promise.all(
      [
        'fulfilment.visit',
        'commerce.quotation',
        'commerce.contract',
        'commerce.sales_order',
        'fulfilment.project',
        'fulfilment.milestone',
        'growth.booking_code',
      ].map(counts),
    );

  it('are in every stage, each as far as its plan has it', async () => {
    const ends = Map.groupBy(dealPlans(world), ({ end }) => end);
    const planned = (end: string): number => ends.get(end as never)?.length ?? 0;
    const visits = await rows(sql<{ state: string; service: string }>`select state, service from fulfilment.visit`);
    const measured = visits.filter(({ service }) => service === 'measure');
    expect(measured).toHaveLength(dealPlans(world).length);
    expect(measured.filter(({ state }) => state === 'booked')).toHaveLength(planned('booked'));
    expect(measured.filter(({ state }) => state === 'cancelled')).toHaveLength(planned('called_off'));
    const deposits = planned('working') + planned('finished');
    expect(await counts('commerce.quotation')).toMatchObject({ signed: deposits + planned('to_pay') });
    expect(await counts('commerce.contract')).toMatchObject({ offered: planned('to_sign') });
    const projects = await counts('fulfilment.project');
    expect((projects['active'] ?? 0) + (projects['completed'] ?? 0)).toBe(deposits);
    expect(projects['completed']).toBe(planned('finished'));
    expect(await counts('fulfilment.milestone')).toMatchObject({ submitted: expect.any(Number) });
    const [tickets] = await rows(sql<{ due: number }>`
      select count(*)::int as due from desk.ticket where state = 'open' and due_at > ${test.clock.now()}`);
    expect(tickets).toEqual({ due: 2 });
  });

  it('happened when they happened, not when they were loaded', async () => {
    const now = test.clock.now();
    const [late] = await rows(
      sql<{ events: number }>`select count(*)::int as events from platform.outbox where occurred_at > ${now}`,
    );
    expect(late?.events).toBe(0);
    const projects = await rows(
      sql<{ started_at: Date; deposit_paid_at: Date }>`
        select p.started_at, o.deposit_paid_at from fulfilment.project p
        join commerce.sales_order o on o.order_id = p.order_id`,
    );
    expect(projects.length).toBeGreaterThan(0);
    for (const { started_at, deposit_paid_at } of projects) {
      expect(started_at < now).toBe(true);
      expect(Math.abs(started_at.getTime() - deposit_paid_at.getTime())).toBeLessThan(3_600_000);
    }
  });

  it('earned commission for stewards and their companies, and no money is missing', async () => {
    const [earned] = await rows(sql<{ lines: number }>`select count(*)::int as lines from touchpoints.commission_line`);
    expect(earned?.lines).toBeGreaterThan(0);
    expect((await rows(sql`select 1 from platform.parked_event`)).length).toBe(0);
  });

  it('have somebody for whom something waits, who can be played', async () => {
    const [account] = demoAccounts(world).filter(({ surface }) => surface === 'shop');
    const key = test.services.vault.hash('phone', account?.phone ?? '');
    const waiting = await rows(sql<{ state: string }>`
      select m.state from fulfilment.project p
      join fulfilment.milestone m on m.city_id = p.city_id and m.project_id = p.project_id
      where p.customer_key = ${key} and m.state = 'submitted'`);
    expect(waiting).toHaveLength(1);
  });

  it('are lived once, however often they are loaded', async () => {
    const before = await everything();
    await loadDeals(test.runtime, world, subscriptions);
    expect(await everything()).toEqual(before);
  }, 60_000);

  it('stand beside goods that neighbours ordered together: fetched, waiting, claimed, and open now', async () => {
    const now = test.clock.now();
    const [open] = await rows(sql<{ here: number; cut_off: Date }>`
      select count(distinct community_id)::int as here, min(cut_off_at) as cut_off from commerce.group_buy
      where state = 'open' and opened_by = 'headquarters' and cut_off_at > ${now}`);
    expect(open?.here).toBe(world.communities.length);
    expect((open?.cut_off.getTime() ?? Infinity) - now.getTime()).toBeLessThan(DAY);
    expect(await counts('commerce.order_parcel')).toMatchObject({
      collected: expect.any(Number),
      arrived: expect.any(Number),
    });
    const claims = await counts('commerce.claim');
    expect((claims['opened'] ?? 0) + (claims['refunded'] ?? 0)).toBeGreaterThan(0);
    const goods = await rows(sql<{ state: string }>`
      select distinct state from commerce.sales_order where channel = 'group_buy'`);
    expect(goods.map(({ state }) => state)).toEqual(expect.arrayContaining(['paid', 'completed']));
    const [short] = await rows(sql<{ stock: number }>`
      select count(*)::int as stock from inventory.stock where on_hand + incoming < reserved or on_hand < 0`);
    expect(short).toEqual({ stock: 0 });
  });

  it('and goods are lived once, too', async () => {
    const goods = () =>
      Promise.all(
        ['commerce.sales_order', 'commerce.order_parcel', 'commerce.group_buy', 'commerce.claim'].map(counts),
      );
    const before = await goods();
    await loadGoods(test.runtime, world, subscriptions);
    expect(await goods()).toEqual(before);
  }, 60_000);
});
