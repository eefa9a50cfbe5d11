import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_EVERY_MS = 25;

/** What `npm start` runs with node, flags included. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice('exec node'.split(' ').length);
}

/** A server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** What it wrote, both streams, the last 200 KB. */
  output(): string;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits until it is gone; answers the exit code. */
  stop(): Promise<number | null>;
  /** Resident memory now and at its highest, in bytes (Linux; NaN elsewhere). */
  memory(): Promise<{ now: number; highest: number }>;
}

export interface ServerProcessOptions {
  readonly dataDir: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take until it is ready, loading a world included. */
  readonly readyWithinMs?: number;
}

/** Starts a server and waits until it is ready; what it wrote is in the error when it does not get there. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, startArguments(), {
    cwd: ROOT,
    env: {
      ...cleanEnvironment(),
      TWINWHEEL_DATA: options.dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const keep = (chunk: Buffer): void => void (written = (written + chunk.toString('utf8')).slice(-200_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, options.readyWithinMs ?? 180_000, () => written);
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return gone;
  };
  return {
    url,
    pid: child.pid ?? -1,
    output: () => written,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    memory: () => memoryOf(child.pid ?? -1),
  };
}

/** What this process was started with must not leak into the server under test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(TWINWHEEL_|DATABASE_URL$|PORT$|HOST$|VITEST|NODE_ENV$|LOG_LEVEL$)/.test(name),
  );
  return Object.fromEntries(kept);
}

async function untilReady(child: ChildProcess, url: string, withinMs: number, output: () => string): Promise<void> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, READY_EVERY_MS));
  }
  child.kill('SIGKILL');
  throw new Error(`the server was not ready within ${withinMs} ms:\n${output()}`);
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function memoryOf(pid: number): Promise<{ now: number; highest: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN);
  return { now: kilobytes('VmRSS') * 1024, highest: kilobytes('VmHWM') * 1024 };
}
