import type { Transferable as NodeTransferable } from 'node:worker_threads';
import { type Fault, Refusal, type RefusalKind, type RefusalParams } from '#kernel/errors';

export type Transferable = NodeTransferable;

/** What the pool sends to a worker: call the function `name` of the module at `module`. */
export interface Assignment {
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
}

/** What a worker sends back. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly refusal: RefusalParts }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What a worker says: how its task ended, or something on the way. */
export type Said = Outcome | { readonly kind: 'told'; readonly value: unknown };

/** A task's second argument: tells whoever waits for it something on the way, such as how far it is. */
export type Tell = (value: unknown) => void;

/** A refusal does not survive structured cloning as a class: its parts travel. */
interface RefusalParts {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly params: RefusalParams;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
}

export function refusalOutcome({ code, kind, params, faults, retryAfterSeconds }: Refusal): Outcome {
  return { kind: 'refused', refusal: { code, kind, params, faults, retryAfterSeconds } };
}

export function refusalFrom({ code, kind, params, faults, retryAfterSeconds }: RefusalParts): Refusal {
  return new Refusal(code, kind, params, { faults, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

const TRANSFER = Symbol.for('twinwheel.threads.transfer');

interface Transferred {
  readonly [TRANSFER]: readonly Transferable[];
  readonly value: unknown;
}

/**
 * Marks a task's answer so that `buffers` are moved to the caller's thread instead of copied; the task must not touch
 * them afterwards. What the caller receives is `value`.
 */
export function transferred<T>(value: T, buffers: readonly Transferable[]): T {
  return { [TRANSFER]: buffers, value } as unknown as T;
}

/** The answer and what of it is to be moved. */
export function unwrapTransfer(answer: unknown): { value: unknown; transfer: readonly Transferable[] } {
  if (typeof answer === 'object' && answer !== null && TRANSFER in answer) {
    const marked = answer as Transferred;
    return { value: marked.value, transfer: marked[TRANSFER] };
  }
  return { value: answer, transfer: [] };
}
