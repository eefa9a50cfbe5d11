import * as argon2 from '@node-rs/argon2';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { DAY, MINUTE, SECOND } from '#kernel/time';
import type { PersonId, UserId } from '#kernel/ids';
import { createLog } from '../telemetry/index.ts';
import { useServer, type Answer, Client } from '#testing';
import { addStaff, addTouchpointUsers, disableUserPart } from './index.ts';

const server = useServer({ log: createLog('silent'), rateLimits: false });
const production = useServer({ mode: 'production', modules: [], log: createLog('silent') });
const PASSWORD = 'correct horse 9';
let names = 0;

async function newStaff(): Promise<{ login: string; userId: UserId }> {
  const login = `staff-${(names += 1)}`;
  const grants = [{ role: 'city_manager', areaKind: 'all', areaId: null } as const];
  return { login, ...(await addStaff(server.world.ctx(), { login, password: PASSWORD, title: '城市经理', grants })) };
}

const signIn = (login: string, password: string) => server.anonymous.post('/api/auth/sign-in', { login, password });
const cookieOf = (answer: Answer<unknown>): string => answer.headers.get('set-cookie') ?? '';
const tokenOf = (answer: Answer<unknown>): string => /^tw_session=([\w-]+);/.exec(cookieOf(answer))?.[1] ?? '';
const clientOf = (answer: Answer<unknown>): Client => new Client(server.url, tokenOf(answer));
/** What two refusals tell, without the number of the request. */
const told = ({ status, body }: Answer<Record<string, unknown>>) => ({ ...body, status, requestId: '' });

describe('signing in by password', () => {
  test('opens a session in a cookie that scripts and other sites do not get', async () => {
    const { login, userId } = await newStaff();
    const answer = await signIn(`  ${login.toUpperCase()} `, PASSWORD);
    expect([answer.status, answer.body]).toEqual([200, { done: true }]);
    expect(cookieOf(answer)).toMatch(/^tw_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1209600$/);
    const { body } = await clientOf(answer).get('/api/auth/me');
    expect(body).toMatchObject({ userId, kind: 'staff', displayName: '城市经理', mode: 'demo' });
    expect(body.permissions).toContain('play.decide');
    const kept = await sql<{ n: number }>`
      select count(*) as n from platform.session where encode(token_hash, 'escape') like ${`%${tokenOf(answer)}%`}`.execute(
      server.world.database.db,
    );
    expect(kept.rows[0]?.n).toBe(0);
  });

  test('gives the same answer for a wrong password, an unknown login and somebody who left', async () => {
    const [one, gone] = [await newStaff(), await newStaff()];
    await server.world.ctx().transaction((tx) => disableUserPart(tx, gone.userId));
    const wrong = await signIn(one.login, 'wrong password');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign-in-refused']);
    expect(told(await signIn('nobody-at-all', PASSWORD))).toEqual(told(wrong));
    expect(told(await signIn(gone.login, PASSWORD))).toEqual(told(wrong));
    expect(cookieOf(wrong)).toBe('');
  });

  test('locks a login after five failures, for the right password too, until a quarter of an hour is over', async () => {
    const { login } = await newStaff();
    for (let time = 0; time < 5; time++) expect((await signIn(login, 'wrong password')).status).toBe(401);
    const locked = await signIn(login, PASSWORD);
    expect([locked.status, locked.body.code]).toEqual([429, 'too-many-sign-ins']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
    server.world.clock.advance(14 * MINUTE);
    expect((await signIn(login, PASSWORD)).status).toBe(429);
    server.world.clock.advance(MINUTE + SECOND);
    expect((await signIn(login, PASSWORD)).status).toBe(200);
  });

  test('lets no more than five guesses through that come at once', async () => {
    const { login } = await newStaff();
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(login, 'wrong password')));
    expect([401, 429].map((status) => answers.filter((answer) => answer.status === status).length)).toEqual([5, 7]);
  });

  test('locks unknown logins in the same way, and forgets failures after success', async () => {
    for (let time = 0; time < 5; time++) await signIn('nobody-twice', 'wrong password');
    expect((await signIn('nobody-twice', 'wrong password')).status).toBe(429);
    const { login } = await newStaff();
    for (let round = 0; round < 2; round++) {
      for (let time = 0; time < 4; time++) await signIn(login, 'wrong password');
      expect((await signIn(login, PASSWORD)).status).toBe(200);
    }
  });

  test('keeps a password as argon2id of the recommended cost', async () => {
    const { userId } = await newStaff();
    const found = await sql<{
      password_hash: string;
    }>`select password_hash from platform.app_user where user_id = ${userId}`.execute(server.world.database.db);
    const hash = found.rows[0]?.password_hash ?? '';
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await argon2.verify(hash, PASSWORD)).toBe(true);
  });

  test('refuses a login that is taken and a password that is short', async () => {
    const { login } = await newStaff();
    const add = (over: object) =>
      addStaff(server.world.ctx(), { login: 'x', password: PASSWORD, title: '', grants: [], ...over });
    await expect(add({ login: ` ${login.toUpperCase()}` })).rejects.toMatchObject({ code: 'login-taken' });
    await expect(add({ password: 'short' })).rejects.toMatchObject({ code: 'weak-password' });
  });
});

describe('a wrong password for nobody', () => {
  afterEach(() => vi.doUnmock('@node-rs/argon2'));

  test('costs as much work as for somebody: one verification against a hash of the same cost', async () => {
    const costs: string[] = [];
    vi.resetModules();
    vi.doMock('@node-rs/argon2', async (original) => {
      const real = await original<typeof argon2>();
      return {
        ...real,
        verify: (hash: string, password: string) => {
          costs.push(hash.split('$').slice(1, 4).join('$'));
          return real.verify(hash, password);
        },
      };
    });
    const fresh = await import('./sign-in.ts');
    const { login } = await newStaff();
    for (const tried of [login, 'nobody-here']) {
      await expect(
        fresh.signIn(server.world.ctx(), { login: tried, password: 'wrong password', device: '' }),
      ).rejects.toMatchObject({
        code: 'sign-in-refused',
      });
    }
    expect(costs).toHaveLength(2);
    expect(costs[1]).toBe(costs[0]);
  });
});

describe('a session', () => {
  test('ends by signing out, by being ended elsewhere, with its user, and with its time', async () => {
    const { login, userId } = await newStaff();
    const newSession = async (): Promise<Client> => clientOf(await signIn(login, PASSWORD));
    const [one, two, three, four] = [await newSession(), await newSession(), await newSession(), await newSession()];
    const status = async (client: Client): Promise<number> => (await client.get('/api/auth/me')).status;
    const out = await one.post('/api/auth/sign-out');
    expect(cookieOf(out)).toMatch(/^tw_session=; .*Max-Age=0/);
    expect([await status(one), await status(two)]).toEqual([401, 200]);

    // The newest first: this one's own is at the head of the list.
    const listed = await four.get('/api/auth/sessions');
    expect(listed.body.items).toHaveLength(3);
    for (const item of listed.body.items.slice(1))
      expect((await four.delete(`/api/auth/sessions/${item.sessionId}`)).status).toBe(200);
    expect([await status(two), await status(three), await status(four)]).toEqual([401, 401, 200]);

    const last = await newSession();
    server.world.clock.advance(14 * DAY + MINUTE);
    expect(await status(last)).toBe(401);
    const again = await newSession();
    await server.world.ctx().transaction((tx) => disableUserPart(tx, userId));
    expect(await status(again)).toBe(401);
  });

  test('of somebody else cannot be ended', async () => {
    const [one, other] = [await newStaff(), await newStaff()];
    const mine = clientOf(await signIn(one.login, PASSWORD));
    const theirs = clientOf(await signIn(other.login, PASSWORD));
    const { body } = await theirs.get('/api/auth/sessions');
    expect((await mine.delete(`/api/auth/sessions/${body.items[0].sessionId}`)).status).toBe(404);
    expect((await theirs.get('/api/auth/me')).status).toBe(200);
  });

  test('that was made up, cut or is absurdly long is none', async () => {
    for (const token of ['x', 'x'.repeat(43), 'x'.repeat(5_000)]) {
      expect((await new Client(server.url, token).get('/api/auth/me')).status).toBe(401);
    }
  });

  test('has the rights that its user has now', async () => {
    const { login, userId } = await newStaff();
    const client = clientOf(await signIn(login, PASSWORD));
    expect((await client.get('/api/system/parked')).status).toBe(403);
    const admin = await server.signInAs('admin');
    const granted = (role: string) =>
      admin.put(`/api/auth/staff/${userId}`, { title: '运营', grants: [{ role, areaKind: 'all', areaId: null }] });
    expect((await granted('admin')).status).toBe(200);
    expect((await client.get('/api/system/parked')).status).toBe(200);
    expect((await granted('city_manager')).status).toBe(200);
    expect((await client.get('/api/system/parked')).status).toBe(403);
    const nobody = await admin.put(`/api/auth/staff/${crypto.randomUUID()}`, {
      title: '运营',
      grants: [{ role: 'operator', areaKind: 'all', areaId: null }],
    });
    expect(nobody.status).toBe(404);
  });
});

describe('signing in by code', () => {
  let admin: Client;
  beforeAll(async () => {
    admin = await server.signInAs('admin');
  });

  let phones = 0;
  async function newSteward(): Promise<{ phone: string; userId: UserId }> {
    const phone = `1370000${String((phones += 1)).padStart(4, '0')}`;
    const ctx = server.world.ctx();
    const [userId, personId] = [ctx.newId<'User'>(), ctx.newId<'Person'>() as PersonId];
    await ctx.transaction(async (tx) => {
      await ctx.services.vault.put(tx, [{ personId, fields: { phone, name: '王小明' } }]);
      await addTouchpointUsers(tx, [{ userId, personId, grants: [] }]);
    });
    return { phone, userId };
  }
  const ask = (phone: string) => server.anonymous.post('/api/auth/codes', { phone });
  const enter = (phone: string, code: string) => server.anonymous.post('/api/auth/sign-in-with-code', { phone, code });
  const messages = async (): Promise<{ maskedTo: string; body: string }[]> =>
    (await admin.get('/api/system/sandbox-messages')).body.items;
  const lastCode = async (): Promise<string> => /\d{6}/.exec((await messages())[0]?.body ?? '')?.[0] ?? '';
  const wrongOf = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  test('sends six digits to the developer page, and opens a session once', async () => {
    const { phone, userId } = await newSteward();
    const sent = await ask(phone);
    expect([sent.status, sent.body]).toEqual([
      200,
      { sentTo: phone.replace(/^(\d{3})\d{4}/, '$1****'), expiresInSeconds: 300, retryAfterSeconds: 60, sandbox: true },
    ]);
    expect((await messages())[0]?.maskedTo).toBe(sent.body.sentTo);
    const code = await lastCode();
    const signedIn = await enter(phone, code);
    expect(signedIn.status).toBe(200);
    expect((await clientOf(signedIn).get('/api/auth/me')).body).toMatchObject({
      userId,
      kind: 'touchpoint',
      displayName: '王*',
    });
    const again = await enter(phone, code);
    expect([again.status, again.body.code]).toEqual([401, 'code-refused']);
  });

  test('answers alike for a phone that nobody has, and sends nothing', async () => {
    const { phone } = await newSteward();
    const known = await ask(phone);
    const before = (await messages()).length;
    const unknown = await ask('13699990000');
    expect(unknown.status).toBe(200);
    expect({ ...unknown.body, sentTo: '' }).toEqual({ ...known.body, sentTo: '' });
    expect(await messages()).toHaveLength(before);
    expect(told(await enter('13699990000', '123456'))).toEqual(told(await enter(phone, wrongOf(await lastCode()))));
    expect((await ask('13699990000')).body.code).toBe('code-too-soon');
  });

  test('sends again after a minute, five times an hour, also when asked many times at once', async () => {
    const { phone } = await newSteward();
    const rush = await Promise.all(Array.from({ length: 6 }, () => ask(phone)));
    expect([200, 429].map((status) => rush.filter((answer) => answer.status === status).length)).toEqual([1, 5]);
    for (let time = 0; time < 4; time++) {
      server.world.clock.advance(61 * SECOND);
      expect((await ask(phone)).status).toBe(200);
    }
    server.world.clock.advance(61 * SECOND);
    const sixth = await ask(phone);
    expect([sixth.status, sixth.body.code]).toEqual([429, 'code-too-soon']);
    server.world.clock.advance((sixth.body.retryAfterSeconds + 1) * SECOND);
    expect((await ask(phone)).status).toBe(200);
  });

  test('takes the newest code only, for five minutes', async () => {
    const { phone } = await newSteward();
    await ask(phone);
    const first = await lastCode();
    server.world.clock.advance(61 * SECOND);
    await ask(phone);
    const second = await lastCode();
    if (first !== second) expect((await enter(phone, first)).status).toBe(401);
    server.world.clock.advance(5 * MINUTE);
    expect((await enter(phone, second)).status).toBe(401);
  });

  test('lets five guesses through, whether one by one or at once, and then not even the right code', async () => {
    const { phone } = await newSteward();
    await ask(phone);
    const code = await lastCode();
    const answers = await Promise.all(Array.from({ length: 9 }, () => enter(phone, wrongOf(code))));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect((await enter(phone, code)).status).toBe(429);
    server.world.clock.advance(16 * MINUTE);
    await ask(phone);
    expect((await enter(phone, await lastCode())).status).toBe(200);
  });

  test('refuses whoever left since the code was sent', async () => {
    const { phone, userId } = await newSteward();
    await ask(phone);
    await server.world.ctx().transaction((tx) => disableUserPart(tx, userId));
    expect((await enter(phone, await lastCode())).status).toBe(401);
  });

  test('refuses what is no phone and no code', async () => {
    expect((await ask('not a phone')).status).toBe(422);
    expect((await enter('13700001234', '12345')).body.faults).toEqual([
      { path: 'body.code', message: '请输入6位验证码' },
    ]);
  });
});

describe('a customer', () => {
  let admin: Client;
  beforeAll(async () => void (admin = await server.signInAs('admin')));
  const ask = (phone: string) => server.anonymous.post('/api/auth/codes', { phone, as: 'customer' });
  const enter = (phone: string, code: string) => server.anonymous.post('/api/auth/sign-in-with-code', { phone, code });
  const lastCode = async (): Promise<string> =>
    /\d{6}/.exec((await admin.get('/api/system/sandbox-messages')).body.items[0]?.body ?? '')?.[0] ?? '';
  const arrive = async (phone: string): Promise<Client> => {
    expect((await ask(phone)).status).toBe(200);
    const signedIn = await enter(phone, await lastCode());
    expect(signedIn.status).toBe(200);
    return clientOf(signedIn);
  };
  const userIdOf = async (client: Client): Promise<UserId> => (await client.get('/api/auth/me')).body.userId;

  test('is anybody who shows that a phone is theirs: the same one each time, with nothing but their own', async () => {
    const client = await arrive('13600010001');
    expect((await client.get('/api/auth/me')).body).toMatchObject({
      kind: 'customer',
      displayName: '136****0001',
      touchpointId: null,
      grants: [],
      permissions: ['own.act', 'own.read'],
    });
    server.world.clock.advance(61 * SECOND);
    expect(await userIdOf(await arrive('136 0001 0001'))).toBe(await userIdOf(client));
    expect((await client.get('/api/growth/leads')).status).toBe(403);
    expect((await client.get('/api/growth/my/leads')).status).toBe(403);
  });

  test('does not come to be before the right code is entered, nor by a code for the workbench', async () => {
    await ask('13600010002');
    expect((await enter('13600010002', '000000')).status).toBe(401);
    await server.anonymous.post('/api/auth/codes', { phone: '13600010003' });
    const { vault } = server.world.ctx().services;
    const { db } = server.world.database;
    expect(await vault.findMany(db, 'phone', ['13600010002', '13600010003'])).toEqual([[], []]);
  });

  test('who works at the front is the same user in the shop, and a customer besides', async () => {
    const phone = '13600010004';
    const before = await userIdOf(await arrive(phone));
    const ctx = server.world.ctx();
    const [userId, personId] = [ctx.newId<'User'>(), ctx.newId<'Person'>() as PersonId];
    await ctx.transaction(async (tx) => {
      await ctx.services.vault.put(tx, [{ personId, fields: { phone, name: '王小明' } }]);
      await addTouchpointUsers(tx, [{ userId, personId, grants: [] }]);
    });
    server.world.clock.advance(61 * SECOND);
    const after = await arrive(phone);
    expect(await userIdOf(after)).toBe(userId);
    expect(before).not.toBe(userId);
    expect((await after.get('/api/auth/me')).body.permissions).toEqual(['own.act', 'own.read']);
  });

  test('who was erased comes back as somebody new', async () => {
    const phone = '13600010005';
    const first = await userIdOf(await arrive(phone));
    const ctx = server.world.ctx();
    const [personId] = await ctx.services.vault.find(ctx.db, 'phone', phone);
    await ctx.transaction((tx) => ctx.services.vault.erase(tx, personId as PersonId));
    server.world.clock.advance(61 * SECOND);
    expect(await userIdOf(await arrive(phone))).not.toBe(first);
  });
});

describe('in production', () => {
  test('codes are refused as long as no channel is configured, and nothing of the demo is shown', async () => {
    const refused = await production.anonymous.post('/api/auth/codes', { phone: '13700000001' });
    expect([refused.status, refused.body.code]).toEqual([503, 'code-sender-missing']);
    expect((await production.anonymous.get('/api/auth/demo-accounts')).status).toBe(404);
    const admin = await production.signInAs('admin');
    expect((await admin.get('/api/system/sandbox-messages')).status).toBe(404);
  });
});
