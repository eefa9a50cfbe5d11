import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { useServer } from '#testing';
import { createLog } from '../telemetry/index.ts';
import { SESSION_COOKIE } from './access.ts';
import { createProbe } from './fixtures/probe.ts';

interface Got {
  readonly status: number | undefined;
  readonly text: string;
  readonly connection: string | undefined;
}

/** One request on a given agent, so that its connection can be kept alive. */
function getWith(agent: Agent, url: string, token?: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { cookie: `${SESSION_COOKIE}=${token}` };
    request(url, { agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, text, connection: answer.headers.connection }));
    })
      .on('error', reject)
      .end();
  });
}

/** Asks until there is no answer any more; every answer until then must be a whole one. */
async function untilRefused(url: string): Promise<string> {
  for (;;) {
    try {
      expect((await getWith(new Agent(), url)).status).toBe(200);
    } catch (error) {
      if (error instanceof Error && 'code' in error) return `${String(error.code)} ${error.message}`;
      throw error;
    }
  }
}

describe('a server that is told to stop', () => {
  const probe = createProbe();
  const server = useServer({ modules: [probe.module], log: createLog('silent') });

  test('answers what is in flight, ends live streams and kept-alive connections, and refuses the rest', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const idle = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await getWith(idle, `${server.url}/healthz`)).connection).not.toBe('close');
    expect((await getWith(agent, `${server.url}/healthz`)).status).toBe(200);
    const live = await (await server.signInAs('admin')).live(['probe']);
    const inFlight = getWith(agent, `${server.url}/api/probe/slow`);
    await probe.waiting();

    const { hostname, port } = new URL(server.url);
    const unused = connect({ host: hostname, port: Number(port) });
    await new Promise((resolve) => unused.once('connect', resolve));

    const stopped = server.stop();
    await live.ended;
    expect(await untilRefused(`${server.url}/healthz`)).toMatch(/ECONNREFUSED|ECONNRESET|socket hang up/);
    probe.release();
    expect(await inFlight).toMatchObject({ status: 200, text: '{"finished":true}', connection: 'close' });
    // Kept-alive connections would hold the stop for over a minute, far longer than a test may take.
    await stopped;
    agent.destroy();
    idle.destroy();
    unused.destroy();
  });
});

describe('probes', () => {
  const server = useServer({ modules: [], log: createLog('silent') });

  test('healthz says that the process lives, readyz that the database answers', async () => {
    expect((await server.anonymous.get('/healthz')).body).toEqual({ status: 'ok' });
    const { status, body } = await server.anonymous.get('/readyz');
    expect([status, body]).toEqual([200, { status: 'ready' }]);
  });

  test('metrics count requests by route, never by address', async () => {
    await server.anonymous.get('/api/auth/me?phone=13912345678');
    await server.anonymous.get('/api/13912345678');
    const { status, headers, text } = await server.anonymous.get('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch('text/plain');
    expect(text).toMatch(/twinwheel_request_seconds_count\{method="GET",route="\/api\/auth\/me",status="401"\} 1/);
    expect(text).toMatch(/^twinwheel_outbox_waiting 0$/m);
    expect(text).toMatch(/^twinwheel_outbox_parked 0$/m);
    expect(text).not.toContain('13912345678');
  });

  test('without the database: alive, not ready, metrics of the process, and a problem that says so', async () => {
    const { db } = server.world.database;
    await db.destroy();
    expect((await server.anonymous.get('/healthz')).status).toBe(200);
    expect((await server.anonymous.get('/readyz')).status).toBe(503);
    expect((await server.anonymous.get('/metrics')).text).toContain('twinwheel_process_resident_memory_bytes');
  });
});
