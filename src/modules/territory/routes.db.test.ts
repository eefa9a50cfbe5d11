import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '#kernel/random';
import type { UserId } from '#kernel/ids';
import {
  Catalogue,
  createServer,
  LiveHub,
  messages as httpMessages,
  SESSION_COOKIE,
  type Identity,
} from '#platform/http';
import { EVERYTHING, type Scope } from '#platform/permission';
import { createLog, createMetrics } from '#platform/telemetry';
import { useContext } from '#testing';
import type { CommunitiesAnswer, CommunityDetailAnswer, ImportAnswer } from './contract.ts';
import { areasForGrants, storesByCodes, territoryModule } from './index.ts';

const world = useContext();
const sessions = new Map<string, Identity>();
let app: FastifyInstance;

const PERMISSIONS = new Set(['territory.read', 'territory.edit', 'export.data']);
const CITIES = 'code,name,region,lng,lat\nSZ,苏州,EAST,120.62,31.30\n';
const COMMUNITIES =
  'code,name,city,lng,lat\nA1,青枫里,SZ,120.61,31.31\nA2,澄湖苑,SZ,120.66,31.27\nA3,错城苑,XX,120,31\n';
const STORES = 'code,name,city,lng,lat,communities\nS1,一店,SZ,120.6,31.3,A1\nS2,二店,SZ,120.6,31.3,A2\n';

beforeAll(async () => {
  const log = createLog('silent');
  const metrics = createMetrics();
  app = await createServer({
    runtime: world.runtime,
    routes: territoryModule.routes,
    identify: async (token) => sessions.get(token),
    hub: new LiveHub({ db: world.database.db, connection: world.database.connection, feeds: [], log, metrics }),
    catalogue: new Catalogue([httpMessages, territoryModule.messages]),
    log,
    metrics,
    version: 'test',
    ready: async () => true,
    refreshMetrics: async () => {},
    trustProxy: false,
  });
  signIn('hq', EVERYTHING);
  for (const [kind, text] of [
    ['regions', 'code,name\nEAST,华东\n'],
    ['cities', CITIES],
    ['communities', COMMUNITIES],
    ['stores', STORES],
  ] as const) {
    const { id } = await upload('hq', kind, text);
    await call('hq', 'POST', `/api/territory/imports/${id}/commit`, { lines: 'all' });
  }
  for (const code of ['S1', 'S2']) {
    const { id } = (await storesByCodes(world.database.db, [code])).get(code)!;
    const areas = await areasForGrants(world.database.db, [{ areaKind: 'store', areaId: id }]);
    signIn(code, areas);
  }
});

afterAll(async () => {
  await app.close();
});

function signIn(token: string, scope: Scope, permissions = PERMISSIONS): void {
  const userId = `00000000-0000-7000-8000-${token.padEnd(12, '0').replaceAll(/[^0-9a-f]/g, 'a')}` as UserId;
  sessions.set(token, { actor: { kind: 'user', userId }, permissions, scope });
}

async function call(as: string, method: 'GET' | 'POST' | 'PUT', url: string, body?: object, headers = {}) {
  return app.inject({
    method,
    url,
    cookies: { [SESSION_COOKIE]: as },
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function upload(as: string, kind: string, text: string): Promise<ImportAnswer> {
  const boundary = `b${Buffer.from(systemRandom.bytes(8)).toString('hex')}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${kind}.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  const answer = await app.inject({
    method: 'POST',
    url: `/api/territory/imports?kind=${kind}`,
    cookies: { [SESSION_COOKIE]: as },
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `${head}${text}\r\n--${boundary}--\r\n`,
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<ImportAnswer>();
}

describe('over HTTP', () => {
  it('previews a file, says in words what is wrong, and lists it', async () => {
    const made = await upload('hq', 'communities', COMMUNITIES);
    expect(made).toMatchObject({ unchanged: 2, bad: 1, fileName: 'communities.csv' });
    const rows = await call('hq', 'GET', `/api/territory/imports/${made.id}/rows?verdict=bad`);
    expect(rows.json()).toMatchObject({
      items: [{ lineNumber: 4, faults: [{ field: 'city', message: '没有城市「XX」，请先导入城市或核对编码' }] }],
      nextCursor: null,
    });
    const list = await call('hq', 'GET', '/api/territory/imports?limit=2');
    expect(list.json<{ items: ImportAnswer[]; nextCursor: string }>().items[0]?.id).toBe(made.id);
    const next = await call(
      'hq',
      'GET',
      `/api/territory/imports?limit=2&cursor=${list.json<{ nextCursor: string }>().nextCursor}`,
    );
    expect(next.json<{ items: ImportAnswer[] }>().items).toHaveLength(2);
    expect((await call('S1', 'GET', `/api/territory/imports/${made.id}`)).statusCode).toBe(404);
  });

  it('pages through communities and counts what the reader may see', async () => {
    const first = (await call('hq', 'GET', '/api/territory/communities?limit=1')).json<CommunitiesAnswer>();
    expect(first).toMatchObject({ total: 2, items: [{ externalCode: 'A1' }] });
    const second = await call('hq', 'GET', `/api/territory/communities?limit=1&cursor=${first.nextCursor}`);
    expect(second.json()).toMatchObject({ items: [{ externalCode: 'A2' }], nextCursor: null });
    const mine = (await call('S1', 'GET', '/api/territory/communities')).json<CommunitiesAnswer>();
    expect(mine).toMatchObject({ total: 1, items: [{ externalCode: 'A1' }] });
    const foreign = (await call('S2', 'GET', '/api/territory/communities')).json<CommunitiesAnswer>().items[0]!;
    expect((await call('S1', 'GET', `/api/territory/communities/${foreign.id}`)).statusCode).toBe(404);
    expect((await call('S1', 'GET', '/api/territory/map')).json()).toMatchObject({
      communities: [[mine.items[0]?.id, '青枫里', 120.61, 31.31, null, null]],
      truncated: false,
    });
    expect((await call('S1', 'GET', '/api/territory/stores')).json()).toMatchObject({
      items: [{ externalCode: 'S1' }],
    });
    expect((await call('S1', 'GET', '/api/territory/communities?cursor=nonsense')).statusCode).toBe(422);
  });

  it('edits with If-Match: required, and refused when somebody was faster', async () => {
    const { items } = (await call('hq', 'GET', '/api/territory/communities?text=澄湖')).json<CommunitiesAnswer>();
    const url = `/api/territory/communities/${items[0]?.id}`;
    const shown = await call('hq', 'GET', url);
    const { externalCode, cityId, name, district, position, builtYear, partnerId, stores } =
      shown.json<CommunityDetailAnswer>();
    expect(stores.map((store) => store.externalCode)).toEqual(['S2']);
    const body = { externalCode, cityId, name, district, position, builtYear, partnerId, households: 77 };
    expect((await call('hq', 'PUT', url, body)).statusCode).toBe(422);
    const etag = String(shown.headers.etag);
    const saved = await call('hq', 'PUT', url, body, { 'if-match': etag });
    expect(saved.json()).toMatchObject({ households: 77 });
    expect(saved.headers.etag).not.toBe(etag);
    const late = await call('hq', 'PUT', url, { ...body, households: 78 }, { 'if-match': etag });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({
      code: 'place-changed-meanwhile',
      detail: '「澄湖苑」刚被别人改过，请刷新后再改一次',
    });
  });

  it('exports what the reader may see, as a file', async () => {
    const file = await call('S1', 'GET', '/api/territory/communities/export');
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.body).toContain('青枫里');
    expect(file.body).not.toContain('澄湖苑');
    signIn('reader', EVERYTHING, new Set(['territory.read']));
    expect((await call('reader', 'GET', '/api/territory/communities/export')).statusCode).toBe(403);
  });
});
