import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { messages as httpMessages } from './messages.ts';
import { createLog } from '../telemetry/index.ts';
import { useServer } from '#testing';
import { createProbe, KINDS } from './fixtures/probe.ts';

const probe = createProbe();
const logged: string[] = [];
const log = createLog(
  'error',
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString('utf8'));
      done();
    },
  }),
);
const server = useServer({ modules: [probe.module], log, trustProxy: true });

describe('problems', () => {
  const status = [422, 401, 403, 404, 409, 413, 429, 503];

  test.each(KINDS.map((kind, at) => [kind, status[at]] as const))(
    'a refusal of kind %s answers %i',
    async (kind, expected) => {
      const { status, headers, body } = await server.anonymous.get(`/api/probe/refusals/${kind}`);
      expect(status).toBe(expected);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body).toMatchObject({
        type: 'urn:twinwheel:problem:probe-refused',
        status: expected,
        code: 'probe-refused',
        detail: '不行',
      });
      expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('retry-after')).toBe(kind === 'limited' ? '7' : null);
    },
  );

  test('every fault of every part comes at once, with its path and in Chinese', async () => {
    const { status, body } = await server.anonymous.post('/api/probe/echo?times=many', {
      title: 'x'.repeat(11),
      items: [{ count: 1 }, { count: 1.5 }],
    });
    expect(status).toBe(422);
    expect(body.code).toBe('invalid-request');
    expect(body.faults.map((fault: { path: string }) => fault.path)).toEqual([
      'query.times',
      'body.title',
      'body.items.1.count',
    ]);
    for (const fault of body.faults) expect(fault.message).toMatch(/[\u4e00-\u9fff]/);
  });

  test.each([
    ['a NUL', { title: 'a\u0000b' }, 'body.title'],
    ['half a surrogate pair', { title: '\ud83d' }, 'body.title'],
    ['a NUL in the name of a field', { title: 'a', items: [{ count: 1, 'x\u0000': 1 }] }, 'body.items.0'],
  ])('%s, which the database could not hold, is a fault', async (_what, sent, path) => {
    const { status, body } = await server.anonymous.post('/api/probe/echo', sent);
    expect(status).toBe(422);
    expect(body.faults).toEqual([expect.objectContaining({ path })]);
  });

  test('a body nested as deep as it is long is read without harm', async () => {
    const deep = `{"title":"a","items":${'['.repeat(900)}${']'.repeat(900)}}`;
    const { status } = await server.anonymous.send('POST', '/api/probe/echo', deep, {
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(422);
  });

  test('what is no JSON answers 400, what is of an unknown type 415', async () => {
    const send = (text: string, type: string) =>
      server.anonymous.send('POST', '/api/probe/echo', text, { headers: { 'content-type': type } });
    const broken = await send('{"title":', 'application/json');
    expect([broken.status, broken.body.code, broken.body.status]).toEqual([400, 'malformed-request', 400]);
    const unknown = await send('<title/>', 'application/xml');
    expect([unknown.status, unknown.body.code]).toEqual([415, 'malformed-request']);
  });

  test('a bug answers 500 and tells nothing but the number under which it was logged', async () => {
    logged.length = 0;
    const { status, body, text } = await server.anonymous.get('/api/probe/bug?phone=13912345678');
    expect(status).toBe(500);
    expect(body.code).toBe('internal-error');
    expect(body.detail).toContain(body.requestId);
    expect(text).not.toContain('secret');
    const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ requestId: body.requestId, route: '/api/probe/bug' });
    expect(logged.join('')).toContain('the secret of');
    expect(logged.join('')).not.toContain('13912345678');
  });

  test('an answer that breaks its own schema is a bug; fields that it does not declare are dropped', async () => {
    expect((await server.anonymous.get('/api/probe/wrong-answer')).status).toBe(500);
    expect((await server.anonymous.get('/api/probe/undeclared-field')).body).toEqual({ figure: 1 });
  });

  test('an address that does not exist is a problem too', async () => {
    const { status, body } = await server.anonymous.get('/api/nowhere');
    expect([status, body.code, body.detail]).toEqual([404, 'route-not-found', httpMessages.zh['route-not-found']]);
  });
});

describe('limits', () => {
  test('a body over the limit of its route answers 413 with the limit', async () => {
    const { status, body } = await server.anonymous.post('/api/probe/echo', { title: 'x'.repeat(3_000) });
    expect([status, body.code]).toEqual([413, 'body-too-large']);
    expect(body.detail).toContain('2 KB');
  });

  test('who may not call a route is refused whatever the body is', async () => {
    const text = 'x'.repeat(4 * 1024 * 1024);
    expect((await server.anonymous.post('/api/probe/private', { text })).status).toBe(401);
    const guide = await server.signInAs('guide');
    expect(
      (await guide.send('POST', '/api/probe/private', '{"text":', { headers: { 'content-type': 'application/json' } }))
        .status,
    ).toBe(403);
    const admin = await server.signInAs('admin');
    expect((await admin.post('/api/probe/private', { text })).body).toEqual({ length: text.length });
  });

  test('over the rate of its route an address gets 429 with Retry-After; another address goes on', async () => {
    const from = (forwarded: string) =>
      server.anonymous.post('/api/probe/limited', {}, { headers: { 'x-forwarded-for': forwarded } });
    for (let time = 0; time < 3; time++) expect((await from('203.0.113.7')).status).toBe(200);
    const { status, headers, body } = await from('203.0.113.7');
    expect([status, body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.retryAfterSeconds).toBe(Number(headers.get('retry-after')));
    expect((await from('203.0.113.8')).status).toBe(200);
    // What the client itself wrote into the header before the proxy added to it counts for nothing.
    expect((await from('198.51.100.1, 203.0.113.7')).status).toBe(429);
    expect((await from('203.0.113.7, 203.0.113.9')).body).toEqual({ ip: '203.0.113.9' });
  });

  test('an idempotency key over a hundred characters is a fault', async () => {
    const admin = await server.signInAs('admin');
    const { status, body } = await admin.post('/api/probe/acts', { title: 'a' }, { key: 'k'.repeat(101) });
    expect([status, body.faults[0].path]).toEqual([422, 'headers.idempotency-key']);
  });
});

describe('requests of other sites', () => {
  const site = (value: string) => ({ headers: { 'sec-fetch-site': value } });
  const origin = (value: string) => ({ headers: { 'sec-fetch-site': '', origin: value } });

  test('cannot act for whoever is signed in', async () => {
    const admin = await server.signInAs('admin');
    const before = probe.acts();
    for (const options of [site('cross-site'), site('same-site'), origin('https://evil.example'), origin('null')]) {
      const { status, body } = await admin.post('/api/probe/acts', { title: 'forged' }, options);
      expect([status, body.code]).toEqual([403, 'cross-site-request']);
    }
    expect(probe.acts()).toBe(before);
  });

  test('cannot sign anybody in', async () => {
    const body = { login: 'somebody', password: 'something' };
    expect((await server.anonymous.post('/api/auth/sign-in', body, site('cross-site'))).body.code).toBe(
      'cross-site-request',
    );
    expect((await server.anonymous.post('/api/auth/sign-in', body, site('same-origin'))).body.code).toBe(
      'sign-in-refused',
    );
  });

  test('our own pages, and clients that are no browsers, can', async () => {
    const admin = await server.signInAs('admin');
    for (const options of [
      site('same-origin'),
      site('none'),
      origin(server.url),
      { headers: { 'sec-fetch-site': '' } },
    ]) {
      expect((await admin.post('/api/probe/acts', { title: 'own' }, options)).status).toBe(200);
    }
  });

  test('may send to routes that take foreign bodies, and may link to pages', async () => {
    expect((await server.anonymous.send('POST', '/v1/probe', 'x', site('cross-site'))).status).toBe(200);
    const admin = await server.signInAs('admin');
    expect((await admin.get('/api/auth/me', site('cross-site'))).status).toBe(200);
  });
});

describe('bodies that are no JSON', () => {
  test('a form with a file reaches the handler', async () => {
    const admin = await server.signInAs('admin');
    const { status, body } = await admin.upload('/api/probe/upload', {
      name: '小区.csv',
      type: 'text/csv',
      bytes: 'code\nA1\n',
    });
    expect([status, body]).toEqual([200, { name: '小区.csv', type: 'text/csv', text: 'code\nA1\n' }]);
  });

  test('a file over the limit, no file, a broken form and no form are refused', async () => {
    const admin = await server.signInAs('admin');
    const large = await admin.upload('/api/probe/upload', { name: 'a', bytes: 'x'.repeat(5_000) });
    expect([large.status, large.body.code]).toEqual([413, 'body-too-large']);
    const form = new FormData();
    form.append('title', 'no file');
    expect((await admin.send('POST', '/api/probe/upload', form)).body.faults).toEqual([
      expect.objectContaining({ path: 'file' }),
    ]);
    const type = 'multipart/form-data; boundary=cut';
    const broken = '--cut\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf a fi';
    expect((await admin.send('POST', '/api/probe/upload', broken, { headers: { 'content-type': type } })).status).toBe(
      422,
    );
    const unbound = await admin.send('POST', '/api/probe/upload', broken, {
      headers: { 'content-type': 'multipart/form-data' },
    });
    expect(unbound.status).toBe(422);
    expect((await admin.post('/api/probe/upload', { file: 'a' })).status).toBe(415);
  });

  test('a raw body arrives byte by byte, whatever type it says it is', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0x00, 0xff, 0x7b]);
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'application/octet-stream']) {
      const { body } = await server.anonymous.send('POST', '/v1/probe', bytes, { headers: { 'content-type': type } });
      expect(body).toEqual({ hex: '1f8b00ff7b', type });
    }
  });
});

describe('what every answer carries', () => {
  test('security headers, and nothing that is kept by a cache', async () => {
    const { headers } = await server.anonymous.get('/api/probe/undeclared-field');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("object-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
