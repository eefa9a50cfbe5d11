/**
 * A refusal is an answer, not a bug: the caller asked for something the rules do not allow. Every refusal has a
 * stable `code` (kebab-case, the key of its sentence in the message catalogues) and `params` for that sentence.
 * Anything thrown that is not a Refusal is a bug and answers 500.
 */
export type RefusalKind =
  | 'invalid' // 422: the input is well-formed but breaks a rule
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not_found' // 404: also for what exists outside the reader's area
  | 'conflict' // 409: the state has moved on
  | 'too_large' // 413
  | 'limited' // 429: try again after `retryAfterSeconds`
  | 'unavailable'; // 503

export type RefusalParams = Readonly<Record<string, string | number>>;

/** One fault in an input: where it is and what is wrong, in the reader's language. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export class Refusal extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly params: RefusalParams;
  readonly faults: readonly Fault[];
  readonly retryAfterSeconds: number | undefined;
  /** What the caller can go on with, as plain JSON: told beside the sentence (RFC 9457, 3.2). No personal data. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    kind: RefusalKind,
    params: RefusalParams = {},
    extra: { faults?: readonly Fault[]; retryAfterSeconds?: number; more?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(code);
    this.name = new.target.name;
    this.code = code;
    this.kind = kind;
    this.params = params;
    this.faults = extra.faults ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.more = extra.more ?? {};
  }
}

/** What was asked for does not exist, or not for this reader: the two are not told apart on purpose. */
export class NotFound extends Refusal {
  constructor(what: string) {
    super('not-found', 'not_found', { what });
  }
}

/** A move the state table does not allow: somebody or something was faster. */
export class IllegalMove extends Refusal {
  constructor(what: string, from: string, move: string) {
    super('illegal-move', 'conflict', { what, from, move });
  }
}

/** Thrown where the types say a value cannot occur. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
