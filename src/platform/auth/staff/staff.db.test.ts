import { beforeEach, describe, expect, test } from 'vitest';
import type { UserId } from '#kernel/ids';
import { Client, makeStores, useServer, type StorePlace } from '#testing';

const server = useServer({ rateLimits: false });
const PASSWORD = 'correct horse 9';
let names = 0;
let admin: Client;
let here: StorePlace;

beforeEach(async () => {
  admin = await server.signInAs('admin');
  names += 1;
  ({ here } = await makeStores(() => server.world.ctx(), `SF${names}`));
});

const everywhere = (role: string) => [{ role, areaKind: 'all', areaId: null }];
const ofStore = () => [{ role: 'store_manager', areaKind: 'store', areaId: here.storeId }];
const login = (name: string): string => `${name}-${names}`;

interface Item {
  readonly userId: UserId;
  readonly login: string;
  readonly title: string;
  readonly grants: readonly { roleName: string; areaName: string }[];
  readonly seenAt: string | null;
  readonly closedAt: string | null;
  readonly own: boolean;
}
const list = async (query = ''): Promise<Item[]> => {
  const { body } = await admin.get<{ items: Item[] }>(`/api/auth/staff?limit=200${query}`);
  return body.items;
};
const add = async (name: string, grants: unknown = ofStore()): Promise<UserId> => {
  const body = { login: login(name), title: '滨江店店长', password: PASSWORD, grants };
  const answer = await admin.post<{ userId: UserId }>('/api/auth/staff', body);
  expect(answer.status).toBe(200);
  return answer.body.userId;
};
const enter = (name: string, password = PASSWORD) =>
  server.anonymous.post('/api/auth/sign-in', { login: login(name), password });
const clientOf = async (name: string): Promise<Client> => {
  const answer = await enter(name);
  const token = /^tw_session=([\w-]+);/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
  return new Client(server.url, token);
};
const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code?: string }).code];

describe('an account of staff', () => {
  test('is added with a first password, signs in, and is in the list with what it may do where', async () => {
    const userId = await add('wang');
    expect(await list(`&search=${login('wang').toUpperCase()}`)).toMatchObject([
      {
        userId,
        login: login('wang'),
        title: '滨江店店长',
        grants: [{ roleName: '店长', areaName: expect.stringMatching(/./) }],
        seenAt: null,
        own: false,
      },
    ]);
    const theirs = await clientOf('wang');
    const { body } = await theirs.get('/api/auth/me');
    expect(body).toMatchObject({ displayName: '滨江店店长', grants: [{ role: 'store_manager' }] });
    expect((await list(`&search=${login('wang')}`))[0]?.seenAt).not.toBeNull();
  });

  test('is refused where something is wrong, and everything that is wrong is named', async () => {
    const bad = await admin.post('/api/auth/staff', { login: '王', title: '', password: 'short', grants: [] });
    expect(bad.status).toBe(422);
    const paths = (bad.body['faults'] as { path: string }[]).map(({ path }) => path);
    expect(paths.toSorted()).toEqual(['body.grants', 'body.login', 'body.password', 'body.title']);
    const body = { login: login('li'), title: '店长', password: PASSWORD };
    const asked = (grants: unknown) => admin.post('/api/auth/staff', { ...body, grants });
    expect(codeOf(await asked(everywhere('group_leader')))).toEqual([422, 'unknown-staff-role']);
    const nowhere = '01900000-0000-7000-8000-000000000000';
    expect(codeOf(await asked([{ role: 'operator', areaKind: 'city', areaId: nowhere }]))).toEqual([
      422,
      'unknown-staff-area',
    ]);
    await add('li');
    expect(codeOf(await asked(ofStore()))).toEqual([409, 'login-taken']);
  });

  test('is renamed and granted otherwise, from the next request on', async () => {
    const userId = await add('zhao');
    const theirs = await clientOf('zhao');
    const change = { title: '运营', grants: [...everywhere('operator'), ...everywhere('operator')] };
    expect((await admin.put(`/api/auth/staff/${userId}`, change)).status).toBe(200);
    const { body } = await theirs.get('/api/auth/me');
    expect(body).toMatchObject({ displayName: '运营', grants: [{ role: 'operator', areaName: '全国' }] });
  });

  test('is closed: whoever is signed in is out, and opens again', async () => {
    const userId = await add('qian');
    const theirs = await clientOf('qian');
    expect((await admin.post(`/api/auth/staff/${userId}/close`, {})).status).toBe(200);
    expect([(await theirs.get('/api/auth/me')).status, (await enter('qian')).status]).toEqual([401, 401]);
    expect((await list(`&search=${login('qian')}`)).length).toBe(0);
    expect((await list(`&state=closed&search=${login('qian')}`))[0]?.closedAt).not.toBeNull();
    expect((await admin.post(`/api/auth/staff/${userId}/reopen`, {})).status).toBe(200);
    expect((await enter('qian')).status).toBe(200);
  });

  test('gets another password from an administrator, and changes it by itself', async () => {
    const userId = await add('sun');
    const before = await clientOf('sun');
    expect((await admin.post(`/api/auth/staff/${userId}/password`, { password: 'another horse 8' })).status).toBe(200);
    expect([(await before.get('/api/auth/me')).status, (await enter('sun')).status]).toEqual([401, 401]);
    const mine = await server.client(userId);
    const change = (current: string, next: string) => mine.post('/api/auth/password', { current, next });
    expect(codeOf(await change(PASSWORD, 'my own horse 77'))).toEqual([422, 'current-password-wrong']);
    expect((await change('another horse 8', 'my own horse 77')).status).toBe(200);
    expect((await mine.get('/api/auth/me')).status).toBe(401);
    expect((await enter('sun', 'my own horse 77')).status).toBe(200);
  });

  test('whose password is guessed is locked for a while', async () => {
    const mine = await server.client(await add('zhou'));
    const guess = () => mine.post('/api/auth/password', { current: 'a wrong one', next: 'my own horse 77' });
    for (let time = 0; time < 5; time += 1) expect((await guess()).status).toBe(422);
    expect((await guess()).status).toBe(429);
  });
});

describe('who manages accounts', () => {
  test('does so everywhere: neither an operator nor an administrator of one city', async () => {
    const operator = await server.signInAs('operator');
    const inCity = await server.signInAs('admin', { areaKind: 'city', areaId: here.cityId });
    expect((await operator.get('/api/auth/staff')).status).toBe(403);
    expect(codeOf(await inCity.get('/api/auth/staff'))).toEqual([403, 'staff-only-for-everywhere']);
    const userId = await add('wu');
    expect(codeOf(await inCity.post(`/api/auth/staff/${userId}/close`, {}))).toEqual([
      403,
      'staff-only-for-everywhere',
    ]);
  });

  test('does not lock themselves out', async () => {
    const own = (await list()).find((item) => item.own);
    const path = `/api/auth/staff/${own?.userId}`;
    expect(codeOf(await admin.post(`${path}/close`, {}))).toEqual([409, 'own-account']);
    expect(codeOf(await admin.put(path, { title: '我', grants: everywhere('operator') }))).toEqual([
      409,
      'own-account',
    ]);
    expect((await admin.put(path, { title: '我', grants: everywhere('admin') })).status).toBe(200);
  });

  test('stays at least one, also when two close each other at the same moment', async () => {
    const others = (await list()).filter(
      (item) => !item.own && item.grants.some(({ roleName }) => roleName === '系统管理员'),
    );
    for (const { userId } of others) await admin.post(`/api/auth/staff/${userId}/close`, {});
    const second = await server.signInAs('admin');
    const ids = (await list()).filter((item) => item.grants.some(({ roleName }) => roleName === '系统管理员'));
    expect(ids).toHaveLength(2);
    const [mine, theirs] = [ids.find((item) => item.own)?.userId, ids.find((item) => !item.own)?.userId];
    const answers = await Promise.all([
      admin.post(`/api/auth/staff/${theirs}/close`, {}),
      second.post(`/api/auth/staff/${mine}/close`, {}),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is asked page by page', async () => {
    for (const name of ['pa', 'pb', 'pc']) await add(name);
    const first = await admin.get<{ items: Item[]; nextCursor: string }>(`/api/auth/staff?limit=2&search=p`);
    const second = await admin.get<{ items: Item[] }>(
      `/api/auth/staff?limit=2&search=p&cursor=${first.body.nextCursor}`,
    );
    const logins = [...first.body.items, ...second.body.items].map((item) => item.login);
    expect(logins).toEqual(logins.toSorted());
    expect(new Set(logins).size).toBe(logins.length);
    expect(logins).toEqual(expect.arrayContaining([login('pa'), login('pb')]));
  });
});
