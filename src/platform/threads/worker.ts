/** The inside of a worker thread: one assignment at a time, modules loaded once and kept. */
import { parentPort } from 'node:worker_threads';
import { Refusal } from '#kernel/errors';
import { type Assignment, type Outcome, refusalOutcome, type Transferable, unwrapTransfer } from './message.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts is the entry of a worker thread');

async function work({
  module,
  name,
  input,
}: Assignment): Promise<{ value: unknown; transfer: readonly Transferable[] }> {
  const loaded = (await import(module)) as Record<string, unknown>;
  const task = loaded[name];
  if (typeof task !== 'function') throw new Error(`${module} exports no function ${name}`);
  return unwrapTransfer(await (task as (input: unknown) => unknown)(input));
}

port.on('message', (assignment: Assignment) => {
  work(assignment).then(
    ({ value, transfer }) => {
      try {
        port.postMessage({ kind: 'done', value } satisfies Outcome, [...transfer]);
      } catch (error) {
        // The answer cannot be cloned: a bug of the task, told to whoever waits for it.
        port.postMessage({ kind: 'failed', error: new Error(String(error)) } satisfies Outcome);
      }
    },
    (error: unknown) => {
      if (error instanceof Refusal) port.postMessage(refusalOutcome(error));
      else port.postMessage({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    },
  );
});
