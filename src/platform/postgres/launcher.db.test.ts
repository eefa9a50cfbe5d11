import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import {
  PostgresStartFailed,
  type RunningPostgres,
  type StartOptions,
  startPostgres,
  withClient,
} from '#platform/postgres';
import { makeFolder } from '../../../tests/support/folder.ts';

const folders: string[] = [];
const servers: RunningPostgres[] = [];
const starters: ChildProcess[] = [];

function freshFolder(): string {
  const { path } = makeFolder('twinwheel-launch-');
  folders.push(path);
  return path;
}

async function start(dataDir: string, more: Partial<StartOptions> = {}): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, settings: { fsync: 'off' }, ...more });
  servers.push(server);
  return server;
}

async function ask(server: RunningPostgres, query: string): Promise<unknown[]> {
  return withClient(server.connectionFor('postgres'), async (client) => (await client.query(query)).rows);
}

/** Another process of the program that starts the server and goes on until it is killed. */
async function startElsewhere(dataDir: string): Promise<{ process: ChildProcess; pid: number }> {
  const launcher = new URL('./launcher.ts', import.meta.url).href;
  const script = `
    const { startPostgres } = await import(${JSON.stringify(launcher)});
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
    console.log(server.pid);
    setInterval(() => {}, 1000);
  `;
  const process_ = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  starters.push(process_);
  const [line] = (await once(createInterface({ input: process_.stdout! }), 'line')) as [string];
  return { process: process_, pid: Number(line) };
}

async function kill(starter: ChildProcess): Promise<void> {
  if (starter.exitCode !== null || starter.signalCode !== null) return;
  starter.kill('SIGKILL');
  await once(starter, 'exit');
}

/** A process that has ended counts as gone even while nobody has asked for its exit code. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function pidFile(folder: string): string {
  return join(folder, 'postgres', 'cluster', 'postmaster.pid');
}

/** The same owner as the rest of the cluster, as a server would have left it. */
function leave(path: string, text: string, cluster: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  const { uid, gid } = statSync(cluster);
  chownSync(path, uid, gid);
}

afterEach(async () => {
  await Promise.all(starters.splice(0).map(kill));
  await Promise.all(servers.splice(0).map(async (server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('starting', () => {
  test('makes a durable UTF-8 cluster at the first start, and finds it again at the next', async () => {
    const folder = freshFolder();
    const first = await start(folder, { settings: {} });
    expect(first.adopted).toBe(false);
    await ask(first, `create table kept (word text); insert into kept values ('双轮')`);
    expect(
      await ask(
        first,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('server_encoding') as encoding, current_setting('max_connections') as connections,
      current_setting('listen_addresses') as addresses`,
      ),
    ).toEqual([{ fsync: 'on', commit: 'on', encoding: 'UTF8', connections: '100', addresses: '' }]);
    await first.stop();
    expect(alive(first.pid)).toBe(false);

    const second = await start(folder);
    expect(second.adopted).toBe(false);
    expect(await ask(second, 'select word from kept')).toEqual([{ word: '双轮' }]);
  });

  test('two first starts at once share one server, which the last of them stops', async () => {
    const folder = freshFolder();
    const [one, other] = await Promise.all([start(folder), start(folder)]);
    expect(one.pid).toBe(other.pid);
    expect([one, other].filter((server) => server.adopted)).toHaveLength(1);
    await one.stop();
    expect(await ask(other, 'select 1 as up')).toEqual([{ up: 1 }]);
    await other.stop();
    expect(alive(other.pid)).toBe(false);
  });

  test('puts the socket elsewhere where its path would be too long', async () => {
    const server = await start(join(freshFolder(), 'a'.repeat(60), 'b'.repeat(60)));
    expect(server.host.length).toBeLessThan(100);
    folders.push(server.host);
    expect(await ask(server, 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  test('works over TCP with a password, where sockets cannot be had', async () => {
    const folder = freshFolder();
    const server = await start(folder, { transport: 'tcp' });
    expect(await ask(server, 'select 1 as up')).toEqual([{ up: 1 }]);
    const adopted = await start(folder, { transport: 'tcp' });
    expect([adopted.adopted, adopted.port]).toEqual([true, server.port]);
    const stranger = withClient({ ...server.connectionFor('postgres'), password: 'guess' }, async () => {});
    await expect(stranger).rejects.toThrow('password authentication failed');
  });
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('runs the server as an ordinary user, who owns the data', async () => {
    const folder = freshFolder();
    const server = await start(folder);
    const { uid } = statSync(join(folder, 'postgres', 'cluster'));
    expect(uid).not.toBe(0);
    expect(statSync(`/proc/${server.pid}`).uid).toBe(uid);
  });

  test('keeps the data elsewhere where that user cannot enter, and finds it again', async () => {
    const folder = freshFolder();
    const reachableBase = join(freshFolder(), 'base');
    chmodSync(folder, 0o700);
    const server = await start(folder, { reachableBase });
    const place = readFileSync(join(folder, 'postgres', 'location'), 'utf8').trim();
    expect(place.startsWith(reachableBase)).toBe(true);
    await ask(server, 'create table kept (id int)');
    await server.stop();
    expect(await ask(await start(folder), 'select * from kept')).toEqual([]);
    expect(existsSync(join(folder, 'postgres', 'cluster'))).toBe(false);
  });

  test('takes a cluster over that root owns, as after a copy', async () => {
    const folder = freshFolder();
    await (await start(folder)).stop();
    const cluster = join(folder, 'postgres', 'cluster');
    for (const entry of ['', ...readdirSync(cluster, { recursive: true, encoding: 'utf8' })])
      chownSync(join(cluster, entry), 0, 0);
    expect(await ask(await start(folder), 'select 1 as up')).toEqual([{ up: 1 }]);
  });
});

describe('after a crash', () => {
  test('adopts the server that a killed process left behind, and stops it in the end', async () => {
    const folder = freshFolder();
    const left = await startElsewhere(folder);
    await kill(left.process);
    expect(alive(left.pid)).toBe(true);
    const server = await start(folder);
    expect([server.pid, server.adopted]).toEqual([left.pid, true]);
    await server.stop();
    expect(alive(left.pid)).toBe(false);
  });

  test('leaves the server running while another process uses it', async () => {
    const folder = freshFolder();
    const other = await startElsewhere(folder);
    const guest = await start(folder);
    await guest.stop();
    expect(alive(other.pid)).toBe(true);
    const owner = await start(folder);
    await kill(other.process);
    await owner.stop();
    expect(alive(other.pid)).toBe(false);
  });

  test('starts again at once after the postmaster was killed, and has lost nothing', async () => {
    const folder = freshFolder();
    const killed = await start(folder, { settings: {} });
    await ask(killed, 'create table kept (id int); insert into kept values (7)');
    process.kill(killed.pid, 'SIGKILL');
    const server = await start(folder);
    expect(server.pid).not.toBe(killed.pid);
    expect(await ask(server, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  test('brings the server back that dies under a running process, and stops the new one in the end', async () => {
    const folder = freshFolder();
    const server = await start(folder);
    process.kill(server.pid, 'SIGKILL');
    const up = async (): Promise<unknown> => ask(server, 'select 1 as up').catch(() => []);
    await expect.poll(up, { timeout: 20_000 }).toEqual([{ up: 1 }]);
    const pid = Number.parseInt(readFileSync(pidFile(folder), 'utf8'), 10);
    expect(pid).not.toBe(server.pid);
    await server.stop();
    expect(alive(pid)).toBe(false);
  });

  test('starts although the number of the dead server belongs to another program of the same user now', async () => {
    const folder = freshFolder();
    await (await start(folder)).stop();
    const cluster = join(folder, 'postgres', 'cluster');
    const { uid, gid } = statSync(cluster);
    const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {});
    starters.push(stranger);
    await once(stranger, 'spawn');
    const socket = join(folder, 'postgres', 'socket');
    leave(pidFile(folder), `${stranger.pid}\n${cluster}\n1700000000\n5432\n${socket}\n\n  1 1\nready   \n`, cluster);
    leave(join(socket, '.s.PGSQL.5432.lock'), `${stranger.pid}\n${cluster}\n1700000000\n5432\n${socket}\n`, cluster);
    const server = await start(folder);
    expect(await ask(server, 'select 1 as up')).toEqual([{ up: 1 }]);
    expect(alive(stranger.pid!)).toBe(true);
  });

  test.each(['999999999\n', '', 'nonsense'])('starts over a pid file that says %j', async (text) => {
    const folder = freshFolder();
    await (await start(folder)).stop();
    leave(pidFile(folder), text, join(folder, 'postgres', 'cluster'));
    utimesSync(pidFile(folder), 1_700_000_000, 1_700_000_000);
    expect(await ask(await start(folder), 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  test('throws away what an interrupted first start left, and not what may be the work of another', async () => {
    const folder = freshFolder();
    const [old, young] = ['old', 'young'].map((name) => join(folder, 'postgres', `.initdb-${name}`)) as [
      string,
      string,
    ];
    for (const each of [old, young]) mkdirSync(each, { recursive: true });
    utimesSync(old, 1_700_000_000, 1_700_000_000);
    await start(folder);
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });
});

describe('refusing', () => {
  async function failure(starting: Promise<unknown>): Promise<PostgresStartFailed> {
    const error: unknown = await starting.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof PostgresStartFailed)) throw new Error(`expected PostgresStartFailed, got ${String(error)}`);
    return error;
  }

  test('data of another major version, with the way out', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'postgres', 'cluster'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'cluster', 'PG_VERSION'), '16\n');
    const error = await failure(start(folder));
    expect(error.code).toBe('wrong-version');
    expect(error.message).toMatch(/PostgreSQL 16.*twinwheel export/s);
  });

  test('a folder that holds something else', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'postgres', 'cluster'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'cluster', 'letter.txt'), 'dear');
    expect((await failure(start(folder))).code).toBe('not-a-cluster');
    expect(readFileSync(join(folder, 'postgres', 'cluster', 'letter.txt'), 'utf8')).toBe('dear');
  });

  test('a data folder that is a file', async () => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, '');
    expect((await failure(start(file))).code).toBe('folder-unusable');
  });

  test('a port that another program listens on', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    try {
      const { port } = listener.address() as { port: number };
      expect((await failure(start(freshFolder(), { transport: 'tcp', port }))).code).toBe('port-in-use');
    } finally {
      listener.close();
    }
  });

  test('a setting that the server does not know, quoting its words', async () => {
    const error = await failure(start(freshFolder(), { settings: { no_such_setting: 1 } }));
    expect(error.code).toBe('failed');
    expect(error.message).toContain('no_such_setting');
  });
});
