/**
 * How fast times are found and taken: one question over 60 people and 14 days whose time is 70 % taken, and a race of 200
 * residents for 20 times. Everything goes through the doors of fulfilment on a real PostgreSQL.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CommunityId, CustomerKey, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import { seededRandom, systemRandom } from '#kernel/random';
import { addDays, businessDay, DAY, HOUR, ManualClock, MINUTE, startOfBusinessDay } from '#kernel/time';
import { systemContext, type Context, type Database, type Runtime } from '#platform/context';
import { createDatabaseIfMissing, migrate, openDatabase, startPostgres } from '#platform/postgres';
import { confirmHold, findSlots, holdSlot, setShifts, setWorker, SlotTaken } from '#modules/fulfilment';
import { commitImport, communitiesByCodes, previewImport, storesByCodes, type ImportKind } from '#modules/territory';
import { addTouchpoints } from '#modules/touchpoints';
import { openServices } from '#main/services';
import { makeFolder } from '../tests/support/folder.ts';
import { allSchemas } from '../tests/support/all-schemas.ts';
import { describeMachine, note, quantile, report, round } from './report.ts';

const PEOPLE = 60;
const DAYS = 14;
const TAKEN = 0.7;
const SEARCHES = 300;
const RESIDENTS = 200;
/** Times of the race: five people at four times of a day. */
const RACERS = 5;
const RACE_HOURS = [9, 11, 13, 15];
/** As a server has it unless it is configured otherwise. */
const POOL = 10;
const BAR = { searchP95Ms: 50, raceP99Ms: 1_000 };

/** A Saturday morning in Shanghai, with no official holiday in the weeks after it. */
const START = '2026-07-04T00:00:00Z';
const clock = new ManualClock(START);

interface Ground {
  readonly communityId: CommunityId;
  readonly storeId: StoreId;
}

async function makeGround(ctx: () => Context, code: string): Promise<Ground> {
  const load = async (kind: ImportKind, lines: readonly string[]): Promise<void> => {
    const asked = { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes: Buffer.from(lines.join('\n')) } as const;
    const { id } = await previewImport(ctx(), asked);
    await commitImport(ctx(), { importId: id, lines: 'all' });
  };
  await load('regions', ['code,name', `R${code},大区${code}`]);
  await load('cities', ['code,name,region,lng,lat', `${code},城市${code},R${code},120.15,30.28`]);
  await load('communities', ['code,name,city,lng,lat', `${code}1,青枫里,${code},120.15,30.28`]);
  await load('stores', ['code,name,city,lng,lat,communities', `S${code},一店,${code},120.15,30.28,${code}1`]);
  const community = (await communitiesByCodes(ctx().db, [`${code}1`])).get(`${code}1`);
  const store = (await storesByCodes(ctx().db, [`S${code}`])).get(`S${code}`);
  if (community === undefined || store === undefined) throw new Error('no places');
  await sql`analyze`.execute(ctx().db);
  return { communityId: community.communityId, storeId: store.id };
}

async function recruit(ctx: () => Context, ground: Ground, code: string, people: number): Promise<TouchpointId[]> {
  const place = (await communitiesByCodes(ctx().db, [`${code}1`])).get(`${code}1`)!;
  const { touchpointIds } = await addTouchpoints(
    ctx(),
    Array.from({ length: people }, (_, at) => ({
      externalCode: `W${code}${at}`,
      name: '王小明',
      phone: `13${code.charCodeAt(0) % 10}${String(at).padStart(8, '0')}`,
      role: 'designer' as const,
      cityId: place.cityId,
      storeId: ground.storeId,
      partnerId: null,
      communityIds: [ground.communityId],
    })),
  );
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours: [{ from: 540, to: 1_080 }] }));
  for (const touchpointId of touchpointIds) {
    const skills = [{ skill: 'design' as const, level: 2 }];
    await setWorker(ctx(), { touchpointId, skills, maxVisitsADay: 12, radiusKm: 50, takesVisits: true });
    await setShifts(ctx(), { touchpointId, weekly, exceptions: [] });
  }
  return touchpointIds;
}

/** Takes 70 % of everybody's hours by visits of 90 minutes somewhere within some ten kilometres. */
async function fill(db: Database, people: readonly TouchpointId[]): Promise<number> {
  const random = seededRandom('booking');
  const rows: { id: string; touchpoint: string; from: Date; to: Date; lng: number; lat: number }[] = [];
  const first = startOfBusinessDay(businessDay(clock.now()));
  for (const touchpoint of people) {
    for (let day = 0; day < DAYS; day++) {
      for (let slot = 0; slot < 6; slot++) {
        if (random.next() >= TAKEN) continue;
        const from = new Date(addDays(first, day).getTime() + 9 * HOUR + slot * 90 * MINUTE);
        const to = new Date(from.getTime() + 90 * MINUTE);
        const [lng, lat] = [120.1 + 0.1 * random.next(), 30.24 + 0.08 * random.next()];
        rows.push({ id: randomUUID(), touchpoint, from, to, lng, lat });
      }
    }
  }
  await sql`
    insert into fulfilment.appointment (city_id, appointment_id, touchpoint_id, starts_at, ends_at, lng, lat, visit_id)
    select w.city_id, r.id, r.touchpoint, r.starts, r.ends, r.lng, r.lat, r.id
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.touchpoint)}::uuid[],
      ${rows.map((r) => r.from)}::timestamptz[], ${rows.map((r) => r.to)}::timestamptz[],
      ${rows.map((r) => r.lng)}::float8[], ${rows.map((r) => r.lat)}::float8[])
      as r (id, touchpoint, starts, ends, lng, lat)
    join fulfilment.worker w on w.touchpoint_id = r.touchpoint`.execute(db);
  await sql`vacuum analyze fulfilment.appointment`.execute(db);
  return rows.length;
}

async function search(ctx: () => Context): Promise<{ p50Ms: number; p95Ms: number; n: number }> {
  const ground = await makeGround(ctx, 'A');
  const people = await recruit(ctx, ground, 'A', PEOPLE);
  const taken = await fill(ctx().db, people);
  const asked = { service: 'measure', communityId: ground.communityId, from: clock.now(), days: DAYS };
  const found = await findSlots(ctx().db, clock.now(), asked);
  note(
    `search: ${PEOPLE} people × ${DAYS} days, ${taken} visits of 90 minutes, ${found.length} times with somebody free`,
  );
  const times: number[] = [];
  for (let run = 0; run < SEARCHES; run++) {
    const from = performance.now();
    await findSlots(ctx().db, clock.now(), asked);
    times.push(performance.now() - from);
  }
  return { p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)), n: SEARCHES };
}

/** One resident: holds a time and books it. Answers how long it took until they knew. */
async function bookOne(ctx: () => Context, ground: Ground, startsAt: Date): Promise<{ booked: boolean; ms: number }> {
  const from = performance.now();
  const holder = randomUUID();
  try {
    const asked = { service: 'measure', communityId: ground.communityId, startsAt, holder };
    const { holdId } = await holdSlot(ctx(), asked);
    const context = ctx();
    await context.transaction((tx) =>
      confirmHold(context, tx, {
        holdId,
        holder,
        personId: tx.newId<'Person'>() as PersonId,
        customerKey: randomUUID().replaceAll('-', '').repeat(2) as CustomerKey,
        leadId: null,
        shareToken: null,
        packageId: null,
        projectId: null,
      }),
    );
    return { booked: true, ms: performance.now() - from };
  } catch (error) {
    if (!(error instanceof SlotTaken)) throw error;
    return { booked: false, ms: performance.now() - from };
  }
}

async function race(ctx: () => Context): Promise<{ booked: number; refused: number; p99Ms: number }> {
  const ground = await makeGround(ctx, 'B');
  await recruit(ctx, ground, 'B', RACERS);
  const day = startOfBusinessDay(businessDay(clock.now())).getTime() + 3 * DAY;
  const times = RACE_HOURS.map((hour) => new Date(day + hour * HOUR));
  note(
    `race: ${RESIDENTS} residents at once, ${RACERS} people × ${times.length} times = ${RACERS * times.length} to be had`,
  );
  // A server that has been running has its connections open.
  const asked = { service: 'measure', communityId: ground.communityId, from: clock.now(), days: DAYS };
  await Promise.all(Array.from({ length: POOL * 4 }, () => findSlots(ctx().db, clock.now(), asked)));
  const outcomes = await Promise.all(
    Array.from({ length: RESIDENTS }, (_, at) => bookOne(ctx, ground, times[at % times.length]!)),
  );
  const booked = outcomes.filter((each) => each.booked).length;
  const p99Ms = round(
    quantile(
      outcomes.map((each) => each.ms),
      0.99,
    ),
  );
  return { booked, refused: outcomes.length - booked, p99Ms };
}

const folder = makeFolder('tw-bench-booking-');
note(`machine: ${describeMachine()}`);
const postgres = await startPostgres({ dataDir: folder.path, log: () => {} });
const connection = postgres.connectionFor('twinwheel');
await createDatabaseIfMissing(postgres.connectionFor('postgres'), 'twinwheel');
const database = openDatabase({ connection, poolSize: POOL });
const settings = { publicUrl: 'http://127.0.0.1', mode: 'demo' } as const;
const opened = await openServices({ dataDir: folder.path, settings, env: {} });
try {
  await migrate(database.db, await allSchemas());
  const runtime: Runtime = { db: database.db, clock, random: systemRandom, services: opened.services };
  const ctx = (): Context => systemContext(runtime, 'bench');
  const slotSearch = await search(ctx);
  note(`search p95 ${slotSearch.p95Ms} ms (bar ${BAR.searchP95Ms} ms)`);
  const outcome = await race(ctx);
  note(`race: ${outcome.booked} booked, p99 ${outcome.p99Ms} ms (bar ${BAR.raceP99Ms} ms)`);
  report({ slotSearch, race: outcome });
} finally {
  await opened.close();
  await database.close();
  await postgres.stop();
  folder.remove();
}
