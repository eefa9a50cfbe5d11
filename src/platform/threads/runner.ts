import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Assignment, Said, Transferable } from './message.ts';

/** What runs tasks, one at a time: a thread of this process, or a process of its own. */
export interface Runner {
  /** Throws where the assignment cannot be cloned. */
  send(assignment: Assignment, transfer: readonly Transferable[]): void;
  /** Whether this process stays alive for it. */
  ref(): void;
  unref(): void;
  /** Ends it, in the middle of a task too. */
  terminate(): Promise<unknown>;
}

/** Who listens to a runner. */
export interface Listener {
  readonly said: (said: Said) => void;
  /** What it said cannot be read. */
  readonly unread: (error: unknown) => void;
  readonly ended: (cause: unknown) => void;
}

export type OpenRunner = (heapMb: number, listener: Listener) => Runner;

const WORKER = new URL('./worker.ts', import.meta.url);

/** With `node --watch`, node itself tells on the same way which files were imported. */
const hear =
  ({ said }: Listener) =>
  (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'kind' in message) said(message as Said);
  };

export const openThread: OpenRunner = (heapMb, listener) => {
  // Flags of the parent (loaders of a test runner, inspector) are not the worker's.
  const worker = new Worker(WORKER, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  let cause: unknown;
  worker.on('message', hear(listener));
  worker.on('messageerror', listener.unread);
  worker.on('error', (error) => (cause = error));
  worker.on('exit', (code) => listener.ended(cause ?? new Error(`exit code ${code}`)));
  return {
    send: (assignment, transfer) => worker.postMessage(assignment, [...transfer]),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    terminate: () => worker.terminate(),
  };
};

export const openProcess: OpenRunner = (heapMb, listener) => {
  const execArgv = [`--max-old-space-size=${heapMb}`];
  const child = fork(fileURLToPath(WORKER), { execArgv, serialization: 'advanced' });
  const gone = Promise.withResolvers<void>();
  const end = (cause: unknown): void => {
    gone.resolve();
    listener.ended(cause);
  };
  child.on('message', hear(listener));
  // A process that never began does not exit either.
  child.on('error', (error) => child.pid === undefined && end(error));
  child.on('exit', (code, signal) => end(new Error(signal ?? `exit code ${code}`)));
  return {
    send: (assignment) => void child.send(assignment),
    ref: () => {
      child.ref();
      child.channel?.ref();
    },
    unref: () => {
      child.unref();
      child.channel?.unref();
    },
    terminate: () => {
      // Whoever waits for its end must live to see it.
      child.ref();
      child.kill('SIGKILL');
      return gone.promise;
    },
  };
};
