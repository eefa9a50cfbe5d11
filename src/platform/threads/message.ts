import type { Transferable as NodeTransferable } from 'node:worker_threads';
import type { Refusal, RefusalKind, RefusalParams } from '#kernel/errors';

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
  | { readonly kind: 'refused'; readonly code: string; readonly refusal: RefusalKind; readonly params: RefusalParams }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A refusal does not survive structured cloning as a class: its parts travel. */
export function refusalOutcome({ code, kind, params }: Refusal): Outcome {
  return { kind: 'refused', code, refusal: kind, params };
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
