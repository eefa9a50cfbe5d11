/** The inside of a worker, thread or process: one assignment at a time, modules loaded once and kept. */
import { parentPort } from 'node:worker_threads';
import { Refusal } from '#kernel/errors';
import { type Assignment, refusalOutcome, type Said, type Tell, type Transferable, unwrapTransfer } from './message.ts';

/** The way to whoever assigns. */
interface Line {
  /** Throws where what is said cannot be cloned. */
  readonly say: (said: Said, transfer?: readonly Transferable[]) => void;
  readonly onAssignment: (work: (assignment: Assignment) => void) => void;
}

const line = parentPort === null ? lineToParent() : lineThrough(parentPort);
const tell: Tell = (value) => line.say({ kind: 'told', value });

function lineThrough(port: NonNullable<typeof parentPort>): Line {
  return {
    say: (said, transfer = []) => port.postMessage(said, [...transfer]),
    onAssignment: (work) => void port.on('message', work),
  };
}

function lineToParent(): Line {
  if (process.send === undefined) throw new Error('worker.ts is the inside of a worker');
  const parent = process.ppid;
  // Signals to the whole group mean the server; it ends its workers itself, once it has taken note of what they were at.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  return {
    say: (said) => {
      // In the middle of long work nothing else tells that the server was killed and that nobody waits any more.
      if (process.ppid !== parent) process.exit();
      process.send!(said);
    },
    onAssignment: (work) => void process.on('message', work),
  };
}

async function work({
  module,
  name,
  input,
}: Assignment): Promise<{ value: unknown; transfer: readonly Transferable[] }> {
  const loaded = (await import(module)) as Record<string, unknown>;
  const task = loaded[name];
  if (typeof task !== 'function') throw new Error(`${module} exports no function ${name}`);
  return unwrapTransfer(await (task as (input: unknown, tell: Tell) => unknown)(input, tell));
}

line.onAssignment((assignment) => {
  work(assignment).then(
    ({ value, transfer }) => {
      try {
        line.say({ kind: 'done', value }, transfer);
      } catch (error) {
        // The answer cannot be cloned: a bug of the task, told to whoever waits for it.
        line.say({ kind: 'failed', error: new Error(String(error)) });
      }
    },
    (error: unknown) => {
      if (error instanceof Refusal) line.say(refusalOutcome(error));
      else line.say({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    },
  );
});
