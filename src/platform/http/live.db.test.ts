import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { CityId, CommunityId, UserId } from '#kernel/ids';
import { replaceGrants, type Grant } from '#platform/auth';
import { useServer, type Client } from '#testing';
import { createLog } from '../telemetry/index.ts';
import { SESSION_COOKIE } from './access.ts';
import { createProbe, ProbeHappened } from './fixtures/probe.ts';

const server = useServer({ modules: [createProbe().module], log: createLog('silent'), livePingMs: 50 });

const newCity = (): CityId => crypto.randomUUID() as CityId;
const somewhere = (): CommunityId => crypto.randomUUID() as CommunityId;

const happened = async (cityId: CityId, communityId = somewhere()): Promise<string> => {
  const id = crypto.randomUUID();
  await server.world.ctx().transaction((tx) => tx.announce([ProbeHappened(id, { cityId, communityId })]));
  return id;
};

const managerOf = (cityId: CityId): Promise<Client> =>
  server.signInAs('city_manager', { areaKind: 'city', areaId: cityId });
const grant = (userId: UserId, grants: readonly Grant[]): Promise<void> =>
  server.world.ctx().transaction((tx) => replaceGrants(tx, userId, grants));
const grantOnly = (userId: UserId, cityId: CityId): Promise<void> =>
  grant(userId, [{ role: 'city_manager', areaKind: 'city', areaId: cityId }]);

describe('live messages', () => {
  test('reach who listens to the topic where it happened, and nobody else', async () => {
    const [here, elsewhere] = [newCity(), newCity()];
    const [mine, sibling] = await Promise.all(
      [managerOf(here), managerOf(elsewhere)].map(async (c) => (await c).live(['probe'])),
    );
    const foreign = await happened(elsewhere);
    const own = await happened(here);
    expect(await mine?.next()).toEqual(expect.objectContaining({ topic: 'probe', type: 'ProbeHappened', id: own }));
    expect(await sibling?.next()).toMatchObject({ id: foreign });
    // Had the foreign one been passed on, it would have come first.
    mine?.close();
    sibling?.close();
  });

  test('of a community reach whoever was given that community alone', async () => {
    const [city, community] = [newCity(), somewhere()];
    const client = await server.signInAs('city_manager', { areaKind: 'community', areaId: community });
    const live = await client.live(['probe']);
    await happened(city);
    const own = await happened(city, community);
    expect(await live.next()).toMatchObject({ id: own });
    live.close();
  });

  test('can be iterated over, in order', async () => {
    const city = newCity();
    const live = await (await managerOf(city)).live(['probe']);
    const sent = [await happened(city), await happened(city), await happened(city)];
    const seen: string[] = [];
    for await (const message of live) if (seen.push(message.id) === sent.length) break;
    expect(seen).toEqual(sent);
    live.close();
  });
});

describe('a live connection', () => {
  test('needs a session, topics that exist, and the permission for each', async () => {
    await expect(server.anonymous.live(['probe'])).rejects.toThrow('401');
    const manager = await managerOf(newCity());
    for (const topics of [['secret'], ['probe', 'secret'], ['no-such-topic']])
      await expect(manager.live(topics)).rejects.toThrow('403');
    for (const query of [
      '',
      '?topics=',
      '?topics=probe&topics=secret',
      `?topics=${Array.from({ length: 51 }, (_, at) => at).join(',')}`,
    ]) {
      expect((await manager.get(`/api/live${query}`)).status).toBe(422);
    }
  });

  test('carries the security headers of every answer', async () => {
    const manager = await managerOf(newCity());
    const abort = new AbortController();
    const { headers } = await fetch(`${server.url}/api/live?topics=probe`, {
      headers: { cookie: `${SESSION_COOKIE}=${manager.token}` },
      signal: abort.signal,
    });
    expect(headers.get('content-type')).toMatch('text/event-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    abort.abort();
  });

  test('ends with the next ping when its session is over', async () => {
    const manager = await managerOf(newCity());
    const live = await manager.live(['probe']);
    await live.ping();
    expect((await manager.post('/api/auth/sign-out')).status).toBe(200);
    await live.ended;
    expect((await manager.get('/api/auth/me')).status).toBe(401);
  });

  test('follows a change of grants: first what it may see, then whether it may listen at all', async () => {
    const [before, after] = [newCity(), newCity()];
    const manager = await managerOf(before);
    const live = await manager.live(['probe']);
    await grantOnly(manager.userId, after);
    await live.ping();
    await live.ping();
    await happened(before);
    const own = await happened(after);
    expect(await live.next()).toMatchObject({ id: own });
    await grant(manager.userId, []);
    await live.ended;
  });

  test('is limited to twenty for one user', async () => {
    const manager = await managerOf(newCity());
    const streams = await Promise.all(Array.from({ length: 20 }, () => manager.live(['probe'])));
    await expect(manager.live(['probe'])).rejects.toThrow('429');
    for (const stream of streams) stream.close();
    await Promise.all(streams.map((stream) => stream.ended));
  });

  test('that does not read is cut off, while others go on', async () => {
    const city = newCity();
    const [slow, quick] = await Promise.all([managerOf(city), managerOf(city)]);
    const deaf = await listenWithoutReading(slow);
    const live = await quick.live(['probe']);
    let cut = false;
    void deaf.closed.then(() => (cut = true));
    // More than the buffers of both kernels and the limit together, less than the limit a round: whoever reads does so in
    // the same process, in between.
    for (let round = 0; !cut && round < 500; round++) {
      const ids = Array.from({ length: 400 }, () => crypto.randomUUID());
      await server.world
        .ctx()
        .transaction((tx) =>
          tx.announce(ids.map((id) => ProbeHappened(id, { cityId: city, communityId: somewhere() }))),
        );
      await live.next((message) => message.id === ids.at(-1), 30_000);
      if (await droppedSoFar()) break;
    }
    expect(await droppedSoFar()).toBe(1);
    deaf.socket.destroy();
    live.close();
  }, 60_000);
});

async function droppedSoFar(): Promise<number> {
  const { text } = await server.anonymous.get('/metrics');
  return Number(/^twinwheel_live_dropped (\d+)$/m.exec(text)?.[1]);
}

/** A browser that hangs: the stream is open and nothing is read from it. */
function listenWithoutReading(client: Client): Promise<{ socket: Socket; closed: Promise<void> }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    socket.once('error', reject);
    socket.once('data', () => {
      socket.pause();
      resolve({ socket, closed });
    });
    socket.write(
      `GET /api/live?topics=probe HTTP/1.1\r\nhost: ${hostname}\r\ncookie: ${SESSION_COOKIE}=${client.token}\r\n\r\n`,
    );
  });
}
