import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { replaceGrants } from '#platform/auth';
import type { Route } from '#platform/http';
import { createLog } from '#platform/telemetry';
import { useServer, type Answer, type Client } from '#testing';
import { exposures, knownGaps, listQueries, reaches, type Exposure } from '../../tests/permission/exposures.ts';
import { makeSiblingWorld, type Area, type SiblingWorld } from '../../tests/permission/sibling-world.ts';
import { modules } from './modules.ts';
import { roles } from './roles.ts';

/** A user, what they cover, and so what is foreign to them. */
interface Reader {
  readonly who: string;
  readonly staff: Client;
  /** Somebody at the front in the first of the areas; undefined for those of a city. */
  readonly front: Client | undefined;
  readonly own: readonly Area[];
  readonly foreign: readonly Area[];
}

const server = useServer({ log: createLog('silent'), livePingMs: 200, rateLimits: false });
const NOBODYS_ID = '01900000-0000-7000-8000-000000000000';
let world: SiblingWorld;
let readers: readonly Reader[];

beforeAll(async () => {
  world = await makeSiblingWorld(server);
  const [a1, a2, b1, b2] = world.areas;
  readers = await Promise.all([
    readerOf('a store', { areaKind: 'store', areaId: a1.storeId }, [a1]),
    readerOf('its sibling', { areaKind: 'store', areaId: a2.storeId }, [a2]),
    readerOf('a store of the other city', { areaKind: 'store', areaId: b1.storeId }, [b1]),
    readerOf('a city', { areaKind: 'city', areaId: a1.cityId }, [a1, a2]),
    readerOf('the other city', { areaKind: 'city', areaId: b1.cityId }, [b1, b2]),
  ]);
}, 120_000);

/** Every permission there is, in one area: what they do not see is kept from them by the area alone. */
async function readerOf(
  who: string,
  area: { areaKind: 'store' | 'city'; areaId: string },
  own: readonly Area[],
): Promise<Reader> {
  const front = area.areaKind === 'store' ? await server.client(own[0]!.stewardUserId) : undefined;
  return {
    who,
    staff: await server.signInAs('admin', area),
    front,
    own,
    foreign: world.areas.filter((each) => !own.includes(each)),
  };
}

const keyOf = (route: Route): string => `${route.method} ${route.path}`;
const routes = (): readonly Route[] => server.assembly.routes;
const filled = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:(\w+)/g, (_all, name: string) => values[name] ?? NOBODYS_ID);
const isPublic = (route: Route): boolean => 'public' in route.access;

const send = (
  client: Client,
  route: Route,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) => client.send(route.method, path, route.method === 'GET' ? undefined : (body ?? {}), { headers });

/** What must not stand in an answer to the reader: ids and names of everything that is not theirs. */
function foreignMarks(reader: Pick<Reader, 'own' | 'foreign'>): string[] {
  const ownCities = new Set(reader.own.flatMap((area) => [area.cityId, area.cityName]));
  return reader.foreign.flatMap((area) => [
    area.mark,
    area.storeId,
    area.stewardId,
    area.stewardUserId,
    ...area.communityIds,
    ...area.phones,
    ...Object.values(area.ids).flat(),
    ...[area.cityId, area.cityName].filter((city) => !ownCities.has(city)),
  ]);
}

/** The foreign marks in an answer, without what the reader sent themself. */
const leaks = (reader: Reader, answer: Answer<unknown>, sent = ''): string[] =>
  foreignMarks(reader).filter((mark) => answer.text.includes(mark) && !sent.includes(mark));

/** Every route, every reader, every id: thousands of requests, in milliseconds. */
const WHOLE = 240_000;

describe('every route', () => {
  test('says who may call it, and why where anybody may', () => {
    expect(routes().length).toBeGreaterThan(60);
    for (const route of routes()) {
      const access = route.access as unknown as Record<string, unknown>;
      const said =
        'permission' in access
          ? /^[a-z_]+\.[a-z]+$/.test(String(access['permission']))
          : 'public' in access
            ? String(access['public']).length > 10
            : access['signedIn'] === true;
      expect([keyOf(route), Object.keys(access).length, said]).toEqual([keyOf(route), 1, true]);
    }
  });

  test('is mounted once', () => {
    const keys = routes().map(keyOf);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test(
    'answers 401 to anybody who is not signed in, unless it is public',
    async () => {
      for (const route of routes().filter((each) => !isPublic(each))) {
        const { status, body } = await send(server.anonymous, route, filled(route.path, {}));
        expect([keyOf(route), status, body.code]).toEqual([keyOf(route), 401, 'not-signed-in']);
      }
    },
    WHOLE,
  );

  test(
    'answers 403 to whoever has no permission for it',
    async () => {
      const nobody = await server.signInAs('no-such-role');
      for (const route of routes().filter((each) => 'permission' in each.access)) {
        const { status, body } = await send(nobody, route, filled(route.path, {}));
        expect([keyOf(route), status, body.code]).toEqual([keyOf(route), 403, 'not-permitted']);
      }
    },
    WHOLE,
  );

  test('that names things in its path is in the table of exposures, and the table names no others', () => {
    const withPlaces = routes()
      .filter((route) => route.path.includes(':'))
      .map(keyOf);
    expect(Object.keys(exposures).toSorted()).toEqual(withPlaces.toSorted());
    const known = new Set(routes().map(keyOf));
    expect([...Object.keys(listQueries), ...Object.keys(reaches)].filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('users of sibling areas', () => {
  const tried = (): { route: Route; exposure: Exposure }[] =>
    routes().flatMap((route) => {
      const exposure = exposures[keyOf(route)];
      return exposure !== undefined && 'as' in exposure ? [{ route, exposure }] : [];
    });
  const clientOf = (reader: Reader, exposure: { as: 'staff' | 'touchpoint' }): Client | undefined =>
    exposure.as === 'staff' ? reader.staff : reader.front;
  const pathsOf = (route: Route, exposure: Exposure, area: Area): string[] =>
    exposure
      .fill(area, world)
      .map((values) => filled(route.path, values) + (exposure.query === undefined ? '' : `?${exposure.query}`));

  test(
    'are answered about what is their own',
    async () => {
      const found = new Findings();
      for (const { route, exposure } of tried().filter(
        (each) => each.route.method === 'GET' && each.exposure.noControl !== true,
      )) {
        for (const reader of readers) {
          const client = clientOf(reader, exposure);
          const paths = reader.own
            .slice(0, exposure.as === 'touchpoint' ? 1 : 2)
            .flatMap((area) => pathsOf(route, exposure, area));
          expect([keyOf(route), paths.length > 0]).toEqual([keyOf(route), true]);
          for (const path of client === undefined ? [] : paths) {
            const answer = await send(client as Client, route, path);
            const leaked = leaks(reader, answer);
            if (answer.status !== 200 || leaked.length > 0) found.add(reader, route, answer.status, leaked);
          }
        }
      }
      expect(found.lines).toEqual([]);
    },
    WHOLE,
  );

  test(
    'get nothing and change nothing by the ids of others',
    async () => {
      const found = new Findings();
      for (const { route, exposure } of tried()) {
        for (const reader of readers) {
          const client = clientOf(reader, exposure);
          for (const area of client === undefined ? [] : reader.foreign) {
            for (const path of pathsOf(route, exposure, area)) {
              const body = exposure.body?.(area, world);
              const answer = await send(client as Client, route, path, body, exposure.headers);
              const leaked = leaks(reader, answer, path + JSON.stringify(body ?? ''));
              if (!isNothing(answer, exposure) || leaked.length > 0) found.add(reader, route, answer.status, leaked);
            }
          }
        }
      }
      expect(found.lines).toEqual([]);
    },
    WHOLE,
  );

  test(
    'see only their own in lists, searches, figures and exports, and totals count no more',
    async () => {
      const found = new Findings();
      for (const { route, path } of lists()) {
        for (const reader of readers) {
          for (const client of [reader.staff, reader.front]) {
            const queries = ['', ...filtersBy(route, reader.foreign)];
            for (const query of client === undefined ? [] : queries) {
              const asked = `${path}&${query}`;
              const answer = await send(client as Client, route, asked);
              const leaked = leaks(reader, answer, decodeURIComponent(asked));
              if (!ANSWERED.has(answer.status) || leaked.length > 0) found.add(reader, route, answer.status, leaked);
              if (totalOf(answer) !== rowsOf(answer))
                found.add(reader, route, `total ${String(totalOf(answer))}, rows ${String(rowsOf(answer))}`, []);
            }
          }
        }
      }
      expect(found.lines).toEqual([]);
    },
    WHOLE,
  );

  // The last one: what gets through the known gaps stays there.
  test(
    'reach nothing of others through the body of a request',
    async () => {
      const found = new Findings();
      for (const [key, reach] of Object.entries(reaches)) {
        const route = routes().find((each) => keyOf(each) === key)!;
        for (const reader of readers) {
          const client = clientOf(reader, reach);
          for (const area of client === undefined ? [] : reader.foreign) {
            const body = reach.body(area, world);
            const answer = await send(client as Client, route, route.path, body);
            const named = reach.spellsOut === true ? area.cityName + area.mark : '';
            const leaked = leaks(reader, answer, JSON.stringify(body) + named);
            const refused = answer.status >= 400 && answer.status < 500;
            const harmless =
              refused || (answer.status < 300 && reach.harmless?.(answer.body as Record<string, unknown>) === true);
            if (!harmless || leaked.length > 0) found.add(reader, route, answer.status, leaked);
          }
        }
      }
      expect(found.routes.toSorted()).toEqual(Object.keys(knownGaps).toSorted());
      expect(found.lines.filter((line) => !Object.keys(knownGaps).some((key) => line.startsWith(key)))).toEqual([]);
    },
    WHOLE,
  );
});

/** What came of a request that should not have come of it: one line for each route, reader and outcome. */
class Findings {
  readonly #lines = new Set<string>();

  add(reader: Reader, route: Route, outcome: number | string, leaked: readonly string[]): void {
    const what =
      leaked.length === 0
        ? ''
        : ` shows ${[...new Set(leaked.map((mark) => (mark.length === 36 ? 'an id' : mark)))].join(', ')}`;
    this.#lines.add(`${keyOf(route)} by ${reader.who}: ${outcome}${what}`);
  }

  get lines(): string[] {
    return [...this.#lines];
  }

  get routes(): string[] {
    return [...new Set(this.lines.map((line) => line.slice(0, line.indexOf(' by '))))];
  }
}

/** What somebody gets by an id that is not theirs. */
function isNothing({ status, body }: Answer<{ items?: unknown[] }>, { instead }: Exposure): boolean {
  if (instead === 'empty list') return status === 200 && body.items?.length === 0;
  return status === (instead ?? 404);
}

/** 422 is a filter that the route knows in another form; 503 is the list of jobs, which do not run here. */
const ANSWERED: ReadonlySet<number> = new Set([200, 403, 404, 422, 503]);

/** Every route that answers with many things, with a path to ask it by. */
function lists(): { route: Route; path: string }[] {
  return routes().flatMap((route) => {
    const exposure = exposures[keyOf(route)];
    if (route.method !== 'GET' || isPublic(route) || (exposure !== undefined && 'as' in exposure)) return [];
    const place = exposure === undefined ? {} : exposure.fill?.(world);
    if (place === undefined) return [];
    const limit = route.path.endsWith('/export') ? '' : 'limit=200';
    return [{ route, path: `${filled(route.path, place)}?${limit}&${listQueries[keyOf(route)]?.(world) ?? ''}` }];
  });
}

/** Filters of the route that name what is foreign. */
function filtersBy(route: Route, areas: readonly Area[]): string[] {
  const known = route.query instanceof z.ZodObject ? Object.keys(route.query.shape) : [];
  return areas.flatMap((area) =>
    Object.entries({
      cityId: area.cityId,
      storeId: area.storeId,
      communityId: area.communityIds[0],
      touchpointId: area.stewardId,
      playId: area.ids.play[0],
      text: encodeURIComponent(area.mark),
    }).flatMap(([name, value]) => (known.includes(name) ? [`${name}=${value}`] : [])),
  );
}

/** The total that a list claims, and the rows that it has on its one page; both undefined where there is no total. */
const totalOf = (answer: Answer<Record<string, unknown>>): unknown => answer.body?.['total'];
function rowsOf(answer: Answer<Record<string, unknown>>): unknown {
  const { total, items, nextCursor } = answer.body ?? {};
  return total === undefined || !Array.isArray(items) || nextCursor != null ? total : items.length;
}

describe('roles in several areas', () => {
  test('count where they were given: who decides here and reads there does not decide there', async () => {
    const [here, there] = [world.areas[0], world.areas[2]];
    const client = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
    await server.world.ctx().transaction((tx) =>
      replaceGrants(tx, client.userId, [
        { role: 'operator', areaKind: 'store', areaId: here.storeId },
        { role: 'city_manager', areaKind: 'city', areaId: there.cityId },
      ]),
    );
    // Both roles read places, only the operator edits them.
    for (const area of [here, there]) {
      expect((await client.get(`/api/territory/communities/${area.communityIds[0]}`)).status).toBe(200);
    }
    const { body, headers } = await client.get(`/api/territory/communities/${there.communityIds[0]}`);
    const facts = { ...body, builtYear: 1999 };
    const edited = await client.put(`/api/territory/communities/${there.communityIds[0]}`, facts, {
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(edited.status).toBe(404);
  });
});

describe('live streams', () => {
  test('carry nothing of other areas, on no topic', async () => {
    const feeds = modules.flatMap((module) => module.live);
    const topicsOf = (role: string): string[] => [
      ...new Set(
        feeds.filter((feed) => roles[role]?.permissions.includes(feed.permission) === true).map((feed) => feed.topic),
      ),
    ];
    const listening = readers.flatMap(({ staff: client, front, ...reader }) => [
      { reader, client, topics: topicsOf('admin'), last: reader.own[0] as Area },
      ...(front === undefined
        ? []
        : [{ reader, client: front, topics: topicsOf('property_steward'), last: undefined }]),
    ]);
    const streams = await Promise.all(
      listening
        .filter((each) => each.topics.length > 0)
        .map(async (each) => ({ ...each, live: await each.client.live(each.topics) })),
    );
    for (const area of world.areas) {
      const steward = await server.client(area.stewardUserId);
      const body = { communityId: area.communityIds[0], kind: 'complaint', topic: `${area.mark}漏水` };
      expect((await steward.post('/api/touchpoints/my/signals', body)).status).toBe(200);
    }
    await server.drain();
    const ends = await editCommunities();
    for (const { reader, live, last } of streams) {
      const seen: { id: string }[] = [];
      // Messages come in the order of events: once one's own last change is there, everything before it was.
      if (last === undefined) await live.ping();
      else for await (const message of live) if (seen.push(message) > 0 && message.id === ends.get(last)) break;
      const text = JSON.stringify(seen);
      expect([reader.who, foreignMarks(reader).filter((mark) => text.includes(mark))]).toEqual([reader.who, []]);
      if (last !== undefined) expect([reader.who, seen.length > 1]).toEqual([reader.who, true]);
      live.close();
    }
  });
});

/** The last change of all: a community of each area is edited, those of the first area last. Answers their ids. */
async function editCommunities(): Promise<Map<Area, string>> {
  const edited = new Map<Area, string>();
  for (const area of world.areas.toReversed()) {
    const id = area.communityIds[1] as string;
    const { body, headers } = await world.admin.get(`/api/territory/communities/${id}`);
    const { externalCode, cityId, name, position, builtYear, partnerId } = body;
    const facts = { externalCode, cityId, name, position, builtYear, partnerId, district: '新区', households: 700 };
    const put = await world.admin.put(`/api/territory/communities/${id}`, facts, {
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect([put.status, put.text]).toEqual([200, put.text]);
    edited.set(area, id);
  }
  return edited;
}
