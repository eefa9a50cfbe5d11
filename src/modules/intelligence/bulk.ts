import { NotFound, type Refusal } from '#kernel/errors';
import { Catalogue, messages as httpMessages } from '#platform/http';
import { messages } from './messages.ts';

/** What became of one thing in a bulk act. */
export interface BulkItem {
  readonly id: string;
  readonly done: boolean;
  /** The refusal and its sentence where it was not done. */
  readonly code: string | null;
  readonly message: string | null;
}

export interface BulkOutcome {
  readonly items: BulkItem[];
  readonly done: number;
}

const sentences = new Catalogue([httpMessages, messages]);

/** The outcome of a bulk act, in the order asked: a refusal for each that has one, done otherwise. */
export function bulkOutcome(asked: readonly string[], refusals: ReadonlyMap<string, Refusal>): BulkOutcome {
  const items = asked.map((id): BulkItem => {
    const refusal = refusals.get(id);
    if (refusal === undefined) return { id, done: true, code: null, message: null };
    return { id, done: false, code: refusal.code, message: sentences.say(refusal.code, refusal.params) };
  });
  return { items, done: items.filter((each) => each.done).length };
}

/** A refusal for each that was asked and not found; the same answer for what lies outside the reader's area. */
export function missing(asked: readonly string[], found: ReadonlySet<string>, what: string): Map<string, Refusal> {
  return new Map(asked.filter((id) => !found.has(id)).map((id) => [id, new NotFound(what)]));
}
