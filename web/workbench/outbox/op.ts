import { backoff } from '../../shared/backoff.ts';

/** Something a person did at the front, kept on the device until the server has taken or refused it. */
export interface Op {
  /** UUID made when the person acted; goes out as Idempotency-Key, so that sending twice does it once. */
  readonly opId: string;
  /** Who did it: an op is never sent in the name of another user of the same phone. */
  readonly userId: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** A photo as evidence. The op is then sent as a form: `file`, and each field of `body` beside it. */
  readonly file?: { readonly name: string; readonly blob: Blob };
  /** What it was, in the words of its button and its object: `接单 · 翠苑二区 防水回访`. */
  readonly label: string;
  /** Milliseconds since 1970, of the act. */
  readonly at: number;
  readonly tries: number;
  /** Not before this time, after a failed attempt. */
  readonly notBefore: number;
  readonly state: OpState;
}

export type OpState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly reason: string; readonly code: string };

/** How one attempt to send ended. */
export type Attempt =
  | { readonly kind: 'done'; readonly answer?: unknown }
  | { readonly kind: 'refused'; readonly reason: string; readonly code: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'away'; readonly retryAfterSeconds?: number | undefined };

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** The next op to send for a user: the oldest that waits. Order is kept, so a younger one never overtakes it. */
export function nextOp(ops: readonly Op[], userId: string): Op | undefined {
  return ops.find((op) => op.userId === userId && op.state.kind === 'waiting');
}

/** What becomes of an op after an attempt; undefined when it has left the outbox. `random` is in [0, 1). */
export function afterAttempt(op: Op, attempt: Attempt, now: number, random: number): Op | undefined {
  switch (attempt.kind) {
    case 'done':
      return undefined;
    case 'refused':
      return { ...op, tries: op.tries + 1, state: { kind: 'refused', reason: attempt.reason, code: attempt.code } };
    case 'signed-out':
      return op;
    case 'away': {
      const pause = backoff(op.tries + 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random);
      return { ...op, tries: op.tries + 1, notBefore: now + Math.max(pause, (attempt.retryAfterSeconds ?? 0) * 1_000) };
    }
  }
}
