import { type ChildProcess, spawn } from 'node:child_process';
import type { Home } from './launcher-home.ts';

/**
 * Starts a program of the server as its account, with an environment that holds nothing of ours: PG* variables and
 * the locale would change what it does and what it prints. It leads a session of its own, so that Ctrl-C at the
 * terminal reaches us alone and the server is shut down in order.
 */
export function spawnServerProgram(
  home: Home,
  path: string,
  args: readonly string[],
  output: 'pipe' | number,
): ChildProcess {
  const { account } = home;
  return spawn(path, args, {
    // The folder that we were started in may be closed to the account.
    cwd: home.folder,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
    env: {
      PATH: process.env['PATH'] ?? '',
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {}),
    },
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
}

/** Waits for a program to end and answers how, with what it printed (where its output is piped). */
export async function outcomeOf(child: ChildProcess): Promise<{ exit: number | null; printed: string }> {
  let printed = '';
  const hear = (chunk: Buffer): void => {
    if (printed.length < 64_000) printed += chunk.toString('utf8');
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, printed: printed.trim() }));
  });
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
