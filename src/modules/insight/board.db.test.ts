import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId, Id } from '#kernel/ids';
import { fen } from '#kernel/money';
import { seededRandom } from '#kernel/random';
import { DAY, HOUR } from '#kernel/time';
import { NOTHING, type Scope } from '#platform/permission';
import { useContext } from '#testing';
import { DEAL_KINDS, type DealFact, type DealKind } from './deals/deal-fact.ts';
import { countDealDifferences } from './deals/deal-store.ts';
import { auditDeals, exportBoard, readBoard, readDashboard, recordDeals } from './index.ts';

const world = useContext();
const id = <Noun extends string>(): Id<Noun> => world.ctx().newId<Noun>();

interface Here {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}
const somewhere = (cityId = id<'City'>() as CityId): Here => ({
  cityId,
  communityId: id<'Community'>() as CommunityId,
});
const ago = (ms: number): Date => new Date(world.clock.now().getTime() - ms);
const record = (facts: readonly DealFact[]) => recordDeals(world.ctx(), facts);
const ever = { from: '2026-03-01', to: '2026-12-31' };

function deal(at: Here, kind: DealKind, occurredAt: Date, over: Partial<DealFact> = {}): DealFact {
  return { eventId: id(), kind, amountFen: fen(0), leadId: null, occurredAt, ...at, ...over };
}
const covering = (...places: Here[]): Scope => ({ ...NOTHING, communities: places.map((at) => at.communityId) });
const board = (scope: Scope, asked: Partial<Parameters<typeof readBoard>[1]> = {}, limit = 50, cursor?: string) =>
  readBoard(world.ctx({ scope }), { sort: 'revenue', ...asked }, { cursor, limit });

describe('facts of deals', () => {
  it('add up to the same sums in any order, in any batches, however often they come', async () => {
    const drawn = fc.array(
      fc.record({
        kind: fc.constantFrom(...(Object.keys(DEAL_KINDS) as DealKind[])),
        amount: fc.integer({ min: 0, max: 1_000_000 }),
        hoursAgo: fc.integer({ min: 0, max: 72 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(drawn, fc.integer(), async (rows, seed) => {
        const here = somewhere();
        const facts = rows.map((row) => deal(here, row.kind, ago(row.hoursAgo * HOUR), { amountFen: fen(row.amount) }));
        const random = seededRandom(seed);
        const shuffled = [...facts, ...facts.filter(() => random.next() < 0.5)].toSorted(() => random.next() - 0.5);
        let added = 0;
        while (shuffled.length > 0)
          added += (await record(shuffled.splice(0, 1 + Math.floor(random.next() * 4)))).added;
        expect(added).toBe(facts.length);
        const { sum: total } = await board(covering(here));
        const amount = (kind: DealKind): number =>
          rows.filter((row) => row.kind === kind).reduce((all, row) => all + row.amount, 0);
        expect([total.revenueFen, total.signedFen, total.costFen]).toEqual([
          amount('paid') - amount('refunded'),
          amount('signed'),
          amount('commission') - amount('commission_back'),
        ]);
      }),
      { numRuns: 10 },
    );
    expect(await countDealDifferences(world.database.db, ever)).toBe(0);
    expect(await auditDeals(world.ctx(), ever)).toEqual({ differing: 0 });
  });
});

describe('the project board', () => {
  it('reads conversion, days to signing, net revenue, NPS and cost off what happened', async () => {
    const here = somewhere();
    const [slow, quick] = [id<'Lead'>(), id<'Lead'>()];
    await record([
      deal(here, 'lead', ago(12 * DAY), { leadId: slow }),
      deal(here, 'lead', ago(5 * DAY), { leadId: quick }),
      deal(here, 'lead', ago(5 * DAY), { leadId: id<'Lead'>() }),
      deal(here, 'lead', ago(4 * DAY), { leadId: id<'Lead'>() }),
      deal(here, 'signed', ago(2 * DAY), { leadId: slow, amountFen: fen(30_000_00) }),
      deal(here, 'signed', ago(DAY), { leadId: quick, amountFen: fen(10_000_00) }),
      deal(here, 'paid', ago(DAY), { amountFen: fen(9_000_00) }),
      deal(here, 'refunded', ago(HOUR), { amountFen: fen(1_000_00) }),
      deal(here, 'promoter', ago(HOUR)),
      deal(here, 'promoter', ago(HOUR)),
      deal(here, 'detractor', ago(HOUR)),
      deal(here, 'commission', ago(HOUR), { amountFen: fen(270_00) }),
      deal(here, 'commission_back', ago(HOUR), { amountFen: fen(30_00) }),
      // Of the period before.
      deal(here, 'lead', ago(40 * DAY)),
    ]);
    const answer = await board(covering(here));
    expect(answer.sum).toEqual({
      leads: 4,
      visits: 0,
      quoted: 0,
      signed: 2,
      signedFen: 40_000_00,
      conversion: 0.5,
      daysToSign: 7,
      revenueFen: 8_000_00,
      completed: 0,
      nps: 33,
      npsAnswers: 3,
      costFen: 240_00,
      goodsFen: 0,
      goodsOrders: 0,
      teamRate: null,
      claimRate: null,
    });
    expect(answer.previous).toMatchObject({ leads: 1, conversion: 0, daysToSign: null, nps: null });
    expect(answer.items).toHaveLength(1);
    expect(answer.items[0]).toMatchObject({ ...here, daysToSign: 7, nps: 33, revenueFen: 8_000_00 });
  });

  it('pages through every community once, whatever it is sorted by, those without the figure last', async () => {
    const city = id<'City'>() as CityId;
    const places = Array.from({ length: 9 }, () => somewhere(city));
    await record(
      places.flatMap((at, index) => [
        deal(at, index === 8 ? 'visit_done' : 'lead', ago(DAY)),
        ...(index % 3 === 0 ? [deal(at, 'signed', ago(HOUR), { amountFen: fen(index * 100) })] : []),
        ...(index % 2 === 0 ? [deal(at, 'paid', ago(HOUR), { amountFen: fen(index * 50) })] : []),
        ...(index === 4 ? [deal(at, 'detractor', ago(HOUR))] : []),
      ]),
    );
    const scope = covering(...places);
    for (const sort of ['revenue', 'leads', 'signed', 'conversion', 'days', 'nps', 'cost'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await board(scope, { sort }, 4, cursor);
        seen.push(...page.items.map((item) => item.communityId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(9);
      expect(seen).toHaveLength(9);
      if (sort === 'revenue') expect(seen[0]).toBe(places[8]?.communityId);
      if (sort === 'nps') expect(seen[0]).toBe(places[4]?.communityId);
    }
  });

  it('shows and counts nothing outside the area of the reader, on the dashboard and in the export too', async () => {
    const [mine, theirs] = [somewhere(), somewhere()];
    await record([
      deal(mine, 'lead', ago(HOUR)),
      deal(theirs, 'lead', ago(HOUR)),
      deal(theirs, 'paid', ago(HOUR), { amountFen: fen(7_777_00) }),
    ]);
    const ctx = world.ctx({ scope: covering(mine) });
    const answer = await board(covering(mine));
    expect(answer.sum).toMatchObject({ leads: 1, revenueFen: 0 });
    expect(answer.items.map((item) => item.communityId)).toEqual([mine.communityId]);
    const dashboard = await readDashboard(ctx, {});
    expect(dashboard.sum).toMatchObject({ leads: 1, revenueFen: 0 });
    expect(dashboard.days).toHaveLength(30);
    expect(await exportBoard(ctx, { sort: 'leads' })).not.toContain('7777');
    const asked = await board(covering(mine), { communityId: theirs.communityId });
    expect([asked.sum.leads, asked.items]).toEqual([0, []]);
  });
});
