import { describe, expect, it } from 'vitest';
import { createApi, queryString, type ApiWorld } from './api.ts';
import { ApiProblem } from './problem.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A world whose network answers from a list; an Error in the list is a broken connection. */
function worldOf(answers: (Response | Error)[]): { world: ApiWorld; sent: Sent[]; pauses: number[] } {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  let keys = 0;
  const world: ApiWorld = {
    fetch: async (url, init = {}) => {
      sent.push({ url: url as string, init });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('no answer left');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (ms) => void pauses.push(ms),
    random: () => 0,
    newKey: () => `key-${(keys += 1)}`,
    online: () => true,
  };
  return { world, sent, pauses };
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const header = (sent: Sent | undefined, name: string): string | null => new Headers(sent?.init.headers).get(name);

describe('reading', () => {
  it('sends the mark of the web client, no key, and parses the answer', async () => {
    const { world, sent } = worldOf([json({ items: [] })]);
    await expect(createApi(world).get('/api/x', { query: { a: 1, none: undefined } })).resolves.toEqual({ items: [] });
    expect(sent[0]?.url).toBe('/api/x?a=1');
    expect(header(sent[0], 'x-twinwheel')).toBe('web');
    expect(header(sent[0], 'idempotency-key')).toBeNull();
  });

  it('tries again when the connection breaks and when the server is away, waiting longer each time', async () => {
    const { world, sent, pauses } = worldOf([new Error('reset'), json({}, 503), json({ ok: true })]);
    await expect(createApi(world).get('/api/x')).resolves.toEqual({ ok: true });
    expect(sent).toHaveLength(3);
    expect(pauses).toEqual([200, 400]);
  });

  it('gives up after three attempts with a sentence to show', async () => {
    const { world, sent } = worldOf([new Error('a'), new Error('b'), new Error('c')]);
    await expect(createApi(world).get('/api/x')).rejects.toMatchObject({ status: 0, code: 'network' });
    expect(sent).toHaveLength(3);
  });

  it('waits as long as the server asks, but not through a long pause', async () => {
    const patient = worldOf([json({ code: 'limited', retryAfterSeconds: 2 }, 429), json(1)]);
    await createApi(patient.world).get('/api/x');
    expect(patient.pauses).toEqual([2_000]);
    const long = worldOf([json({ code: 'limited', detail: '一分钟后再试。', retryAfterSeconds: 60 }, 429)]);
    await expect(createApi(long.world).get('/api/x')).rejects.toMatchObject({ message: '一分钟后再试。' });
  });

  it('does not repeat a refusal', async () => {
    const { world, sent } = worldOf([json({ code: 'not-found', detail: '没有这个小区。' }, 404)]);
    await expect(createApi(world).get('/api/x')).rejects.toBeInstanceOf(ApiProblem);
    expect(sent).toHaveLength(1);
  });
});

describe('acting', () => {
  it('carries the key of the act and never repeats by itself', async () => {
    const { world, sent } = worldOf([new Error('reset')]);
    const act = createApi(world).post('/api/x', { body: { a: 1 }, key: 'act-1' });
    await expect(act).rejects.toMatchObject({ transient: true });
    expect(sent).toHaveLength(1);
    expect(header(sent[0], 'idempotency-key')).toBe('act-1');
    expect(sent[0]?.init.body).toBe('{"a":1}');
  });

  it('makes a key where none is given and reads empty answers', async () => {
    const { world, sent } = worldOf([new Response(null, { status: 204 })]);
    await expect(createApi(world).delete('/api/x')).resolves.toBeUndefined();
    expect(header(sent[0], 'idempotency-key')).toBe('key-1');
  });

  it('hands on faults by path and the request id', async () => {
    const details = {
      code: 'invalid',
      detail: '请检查手机号。',
      faults: [{ path: 'phone', message: '少了一位' }],
      requestId: 'r1',
    };
    const { world } = worldOf([json(details, 422)]);
    const problem = await createApi(world)
      .post('/api/x')
      .catch((error: unknown) => error as ApiProblem);
    expect(problem?.faultAt('phone')).toBe('少了一位');
    expect(problem).toMatchObject({ requestId: 'r1', transient: false });
  });

  it('survives an answer that is not JSON', async () => {
    const { world } = worldOf([new Response('<html>', { status: 502 })]);
    await expect(createApi(world).post('/api/x')).rejects.toMatchObject({ status: 502, transient: true });
  });

  it('tells listeners that nobody is signed in, until they stop listening', async () => {
    const { world } = worldOf([json({}, 401), json({}, 401)]);
    const api = createApi(world);
    let told = 0;
    const stop = api.onSignedOut(() => (told += 1));
    await api.post('/api/x').catch(() => undefined);
    stop();
    await api.post('/api/x').catch(() => undefined);
    expect(told).toBe(1);
  });
});

describe('queryString', () => {
  it('repeats lists and leaves out what is empty', () => {
    expect(queryString({ q: '漏水 楼', tags: ['a', 'b'], none: null, empty: '', no: false })).toBe(
      '?q=%E6%BC%8F%E6%B0%B4+%E6%A5%BC&tags=a&tags=b&no=false',
    );
    expect(queryString()).toBe('');
  });
});
