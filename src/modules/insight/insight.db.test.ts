import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { CityId, CommunityId, Id, StoreId } from '#kernel/ids';
import { seededRandom } from '#kernel/random';
import { DAY, HOUR, MINUTE } from '#kernel/time';
import { NOTHING, type Scope } from '#platform/permission';
import {
  areasForGrants,
  commitImport,
  communitiesByCodes,
  previewImport,
  storesByCodes,
  type ImportKind,
} from '#modules/territory';
import { CommunityEnteredAudience, MentionsCounted } from '#modules/cdp/events';
import { LeadRecorded, LeadFollowedUp } from '#modules/growth/events';
import { PlayProposed } from '#modules/intelligence/events';
import { TaskOffered } from '#modules/touchpoints/events';
import { useContext } from '#testing';
import { differences } from './facts/fact-store.ts';
import { onLoopEvents } from './facts/on-loop-events.ts';
import { KINDS, STAGES, type Kind, type StageKey } from './flywheel/stage.ts';
import {
  auditRollup,
  exportStage,
  readDashboard,
  readFlywheel,
  readStage,
  rebuildRollup,
  recordFacts,
  type StageFact,
} from './index.ts';

const world = useContext();
const id = <Noun extends string>(): Id<Noun> => world.ctx().newId<Noun>();

interface Here {
  readonly cityId: CityId;
  readonly communityId: CommunityId;
}
const somewhere = (): Here => ({ cityId: id<'City'>() as CityId, communityId: id<'Community'>() as CommunityId });

function fact(at: Here, kind: Kind, occurredAt: Date, over: Partial<StageFact> = {}): StageFact {
  const nothing = { playId: null, taskId: null, leadId: null, packageId: null, touchpointId: null };
  return { eventId: id(), kind, quantity: 1, occurredAt, ...nothing, ...at, ...over };
}

const record = (facts: readonly StageFact[]) => recordFacts(world.ctx(), facts);
const ago = (ms: number): Date => new Date(world.clock.now().getTime() - ms);
const within = (at: Here): Scope => ({ ...NOTHING, communities: [at.communityId] });
const flywheel = async (at: Here, asked: Parameters<typeof readFlywheel>[1] = {}) => {
  const answer = await readFlywheel(world.ctx({ scope: within(at) }), asked);
  const stage = (key: StageKey) => answer.stages.find((each) => each.stage === key)!;
  return { ...answer, stage };
};

describe('facts', () => {
  it('add up to the same sums in any order, in any batches, however often they come', async () => {
    const kinds = Object.keys(KINDS) as Kind[];
    const drawn = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        quantity: fc.integer({ min: 1, max: 9 }),
        hoursAgo: fc.integer({ min: 0, max: 72 }),
        place: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(drawn, fc.integer(), async (rows, seed) => {
        const places = [somewhere(), somewhere(), somewhere()];
        const facts = rows.map(({ kind, quantity, hoursAgo, place }) =>
          fact(places[place]!, kind, ago(hoursAgo * HOUR), { quantity }),
        );
        const random = seededRandom(seed);
        const shuffled = [...facts, ...facts.filter(() => random.next() < 0.5)]
          .map((each) => ({ each, order: random.next() }))
          .toSorted((a, b) => a.order - b.order)
          .map(({ each }) => each);
        let added = 0;
        while (shuffled.length > 0)
          added += (await record(shuffled.splice(0, 1 + Math.floor(random.next() * 4)))).added;
        expect(added).toBe(facts.length);
        const sums = await sql<{ kind: Kind; volume: number }>`
          select kind, sum(volume)::int as volume from insight.stage_day
          where community_id = any(${places.map((at) => at.communityId)}::uuid[]) group by kind`.execute(
          world.database.db,
        );
        const expected = new Map<Kind, number>();
        for (const each of facts) expected.set(each.kind, (expected.get(each.kind) ?? 0) + each.quantity);
        expect(new Map(sums.rows.map((row) => [row.kind, row.volume]))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
    const everything = { from: '2026-05-01', to: '2026-07-01' };
    expect(await differences(world.database.db, everything, 10)).toEqual([]);
  });

  it('lose none when many are kept at once', async () => {
    const here = somewhere();
    const facts = Array.from({ length: 40 }, () => fact(here, 'visited', ago(HOUR), { playId: id<'Play'>() }));
    await Promise.all([...facts, ...facts].map((each) => record([each])));
    expect((await flywheel(here)).stage('visit').volume).toBe(40);
  });

  it('mend their sums when they do not agree, and can make them all anew', async () => {
    const here = somewhere();
    await record([fact(here, 'lead', ago(HOUR)), fact(here, 'lead', ago(2 * HOUR)), fact(here, 'won', ago(HOUR))]);
    const { db } = world.database;
    await sql`update insight.stage_day set volume = 7 where community_id = ${here.communityId} and kind = 'lead'`.execute(
      db,
    );
    await sql`delete from insight.stage_day where community_id = ${here.communityId} and kind = 'won'`.execute(db);
    const period = { from: '2026-05-01', to: '2026-07-01' };
    const { differing } = await auditRollup(world.ctx(), period);
    expect(differing.map(({ kind, facts, rollup }) => ({ kind, facts, rollup }))).toEqual([
      { kind: 'lead', facts: 2, rollup: 7 },
      { kind: 'won', facts: 1, rollup: 0 },
    ]);
    expect((await auditRollup(world.ctx(), period)).differing).toEqual([]);
    await sql`delete from insight.stage_day where community_id = ${here.communityId}`.execute(db);
    await rebuildRollup(world.ctx());
    expect((await flywheel(here)).stage('lead').volume).toBe(2);
  });

  it('come from the events of the loop, once each', async () => {
    const here = somewhere();
    const [playId, leadId] = [id<'Play'>(), id<'Lead'>()];
    const play = { ...here, playId, packageId: id<'Package'>() };
    const task = { ...play, taskId: id<'Task'>(), storeId: null as StoreId | null, touchpointId: id<'Touchpoint'>() };
    const { storeId: _storeId, ...owned } = task;
    const lead = { ...owned, shareToken: 'token', leadId };
    await world.ctx().transaction((tx) =>
      tx.announce([
        MentionsCounted(here.communityId, {
          ...here,
          receivedAt: tx.now.toISOString(),
          counts: [
            { topic: 'leak', mentions: 3 },
            { topic: 'damp', mentions: 2 },
          ],
        }),
        CommunityEnteredAudience(here.communityId, { ...here, audienceId: id<'Audience'>() }),
        PlayProposed(playId, { ...play, audienceId: null }),
        TaskOffered(task.taskId, { ...task, shareToken: 'token', attempt: 1 }),
        TaskOffered(task.taskId, { ...task, shareToken: 'token', attempt: 2 }),
        LeadRecorded(leadId, { ...lead, personId: id<'Person'>() }),
        LeadFollowedUp(leadId, { ...lead, step: 'contacted' }),
      ]),
    );
    expect(await world.drain([onLoopEvents])).toMatchObject({ parked: 0 });
    const { stages } = await flywheel(here);
    const volume = Object.fromEntries(
      stages.filter((each) => each.volume > 0).map((each) => [each.stage, each.volume]),
    );
    expect(volume).toEqual({ hear: 5, circle: 1, propose: 1, task: 1, lead: 1, follow_up: 1 });
  });
});

describe('the flywheel', () => {
  it('compares with the period before, and tells a day from the next in Shanghai', async () => {
    const here = somewhere();
    const day = (text: string) => fact(here, 'lead', new Date(text));
    await record([
      day('2026-06-03T00:00:00+08:00'),
      day('2026-06-04T23:59:59+08:00'),
      day('2026-06-02T23:59:59+08:00'),
      day('2026-06-01T00:00:00+08:00'),
      day('2026-05-31T23:59:59+08:00'),
    ]);
    const answer = await flywheel(here, { from: '2026-06-03', to: '2026-06-04' });
    expect(answer).toMatchObject({ previousFrom: '2026-06-01', previousTo: '2026-06-02' });
    expect(answer.stage('lead')).toMatchObject({ volume: 2, previousVolume: 2 });
  });

  it('measures how long it took along the chain of a play, median and ninetieth percentile', async () => {
    const here = somewhere();
    for (const minutes of [10, 20, 30, 40, 100]) {
      const play = { playId: id<'Play'>() };
      const start = ago(5 * HOUR);
      await record([
        fact(here, 'proposed', start, play),
        fact(here, 'approved', new Date(start.getTime() + minutes * MINUTE), play),
      ]);
    }
    const { delay } = (await flywheel(here)).stage('approve');
    expect(delay).toMatchObject({ medianMinutes: 30, measured: 5 });
    expect(delay?.p90Minutes).toBeCloseTo(76, 6);
    expect((await flywheel(here)).stage('task').delay).toBeNull();
  });

  it('says who leaked, who waits, and names the worst leak', async () => {
    const here = somewhere();
    const plays = Array.from({ length: 10 }, () => ({ playId: id<'Play'>() }));
    await record(plays.map((play) => fact(here, 'offered', ago(5 * DAY), play)));
    await record(plays.slice(0, 3).map((play) => fact(here, 'forwarded', ago(4 * DAY), play)));
    // Too late to count as passed; and one who still has time.
    await record([
      fact(here, 'forwarded', ago(HOUR), plays[3]),
      fact(here, 'offered', ago(HOUR), { playId: id<'Play'>() }),
    ]);
    const answer = await flywheel(here);
    expect(answer.stage('forward').leak).toEqual({
      cohort: 11,
      passed: 3,
      leaked: 7,
      waiting: 1,
      share: 0.7,
      withinDays: 3,
      allowance: 0.3,
    });
    expect(answer.worst).toEqual({
      stage: 'forward',
      sentence: '漏得最多的是「转发」：派出的任务里有7个三天内没有转发，占70%，平常不超过30%',
    });
  });

  it('is empty, not wrong, where nothing happened', async () => {
    const answer = await flywheel(somewhere());
    expect(answer.stages).toHaveLength(STAGES.length);
    expect(answer.stages.every((each) => each.volume === 0 && each.delay === null)).toBe(true);
    expect(answer.worst).toBeNull();
    await expect(flywheel(somewhere(), { from: '2026-06-05', to: '2026-06-01' })).rejects.toMatchObject({
      code: 'period-unreadable',
    });
  });
});

describe('who sees what', () => {
  it('keeps two stores of a city apart: figures, lists, export; and narrows by store and community', async () => {
    const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
      const bytes = Buffer.from(lines.join('\n'));
      const summary = await previewImport(world.ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
      await commitImport(world.ctx(), { importId: summary.id, lines: 'all' });
    };
    await load('regions', ['code,name', 'RI,大区']);
    await load('cities', ['code,name,region,lng,lat', 'IN,城市,RI,120.15,30.28']);
    await load('communities', ['code,name,city,lng,lat', 'IN1,青枫里,IN,120.15,30.28', 'IN2,澄湖苑,IN,120.17,30.29']);
    await load('stores', [
      'code,name,city,lng,lat,communities',
      'SI1,一店,IN,120.15,30.28,IN1',
      'SI2,二店,IN,120.17,30.29,IN2',
    ]);
    const { db } = world.database;
    const codes = await communitiesByCodes(db, ['IN1', 'IN2']);
    const [one, two] = [codes.get('IN1')!, codes.get('IN2')!];
    const store = (await storesByCodes(db, ['SI2'])).get('SI2')!.id;
    await record([
      ...[1, 2, 3].map(() => fact(one, 'lead', ago(HOUR))),
      ...[1, 2, 3, 4].map(() => fact(two, 'lead', ago(HOUR))),
    ]);
    const manager = await areasForGrants(db, [{ areaKind: 'store', areaId: store }]);
    const leads = async (scope: Scope, asked: Parameters<typeof readFlywheel>[1] = {}) =>
      (await readFlywheel(world.ctx({ scope }), asked)).stages.find((each) => each.stage === 'lead')?.volume;
    const city: Scope = { ...NOTHING, cities: [one.cityId] };
    expect([await leads(manager), await leads(city), await leads(NOTHING)]).toEqual([4, 7, 0]);
    expect(await leads(manager, { communityId: one.communityId })).toBe(0);
    expect(await leads(city, { storeId: store })).toBe(4);
    expect(await leads(city, { communityId: one.communityId })).toBe(3);
    const list = async (scope: Scope, cursor?: string) =>
      readStage(world.ctx({ scope }), { stage: 'lead' }, { cursor, limit: 1 });
    const first = await list(city);
    const second = await list(city, first.nextCursor ?? '');
    expect([...first.items, ...second.items].map(({ communityName, volume }) => ({ communityName, volume }))).toEqual([
      { communityName: '澄湖苑', volume: 4 },
      { communityName: '青枫里', volume: 3 },
    ]);
    expect((await list(manager)).items.map((item) => item.communityName)).toEqual(['澄湖苑']);
    const views = await Promise.all([manager, city].map((scope) => readDashboard(world.ctx({ scope }), {})));
    expect(views.map(({ level, placeName }) => [level, placeName])).toEqual([
      ['store', '二店'],
      ['city', '城市'],
    ]);
    expect(views[1]?.parts.map((part) => part.name).toSorted()).toEqual(['一店', '二店'].toSorted());
    const exported = await exportStage(world.ctx({ scope: manager }), { stage: 'lead' });
    expect(exported).toContain('澄湖苑,4,0');
    expect(exported).not.toContain('青枫里');
  });
});
