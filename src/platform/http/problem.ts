import { STATUS_CODES } from 'node:http';
import { Refusal, type Fault, type RefusalKind } from '#kernel/errors';
import type { Messages } from '../module/module.ts';

/**
 * RFC 9457 problem details, with the stable `code` and the sentence to show as `detail`. A refusal may add members of
 * its own (`more`).
 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly faults?: readonly Fault[];
  readonly retryAfterSeconds?: number;
  readonly requestId: string;
}

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  limited: 429,
  unavailable: 503,
};

/** Sentences by refusal code; what is missing answers with a plain sentence of its kind. */
export class Catalogue {
  readonly #sentences: ReadonlyMap<string, string>;

  constructor(parts: readonly Messages[]) {
    const sentences = new Map<string, string>();
    for (const part of parts) {
      for (const [code, sentence] of Object.entries(part.zh)) {
        if (sentences.has(code)) throw new Error(`two messages for code ${code}`);
        sentences.set(code, sentence);
      }
    }
    this.#sentences = sentences;
  }

  has(code: string): boolean {
    return this.#sentences.has(code);
  }

  say(code: string, params: Readonly<Record<string, string | number>>): string {
    const sentence = this.#sentences.get(code) ?? code;
    return sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = params[name];
      if (value === undefined) return place;
      // A value may be the code of a word: 「{what}不存在」 with what = "lead".
      return this.#sentences.get(`word.${value}`) ?? String(value);
    });
  }
}

/** `status` overrides what the kind of refusal says. */
export function toProblem(
  error: Refusal,
  catalogue: Catalogue,
  requestId: string,
  status: number = STATUS[error.kind],
): Problem {
  return {
    ...error.more,
    type: `urn:twinwheel:problem:${error.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: catalogue.say(error.code, error.params),
    ...(error.faults.length > 0 && { faults: error.faults }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
    requestId,
  };
}

/** The process is about to end; another one, or the same in a moment, will answer. */
export class ShuttingDown extends Refusal {
  constructor() {
    super('shutting-down', 'unavailable', {}, { retryAfterSeconds: 5 });
  }
}

/** A malformed request: every fault with its place. */
export class InvalidRequest extends Refusal {
  constructor(faults: readonly Fault[]) {
    super('invalid-request', 'invalid', { first: faults[0]?.message ?? '' }, { faults });
  }
}
