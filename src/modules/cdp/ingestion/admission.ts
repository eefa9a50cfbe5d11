import { Refusal } from '#kernel/errors';
import { MINUTE } from '#kernel/time';
import type { Context, Database } from '#platform/context';

/** More than this is under way or waiting: the client is told to come back (429 costs it no retry). */
const MAX_IN_FLIGHT = 64;
/** Batches that write at the same time; the others wait in line. More would only queue in the database. */
export const LANES = 8;

export class IngestOverloaded extends Refusal {
  constructor(retryAfterSeconds: number) {
    super('ingest-overloaded', 'limited', { seconds: retryAfterSeconds }, { retryAfterSeconds });
  }
}

export class SourceRateExceeded extends Refusal {
  constructor(eventsPerMinute: number, retryAfterSeconds: number) {
    super('source-rate-exceeded', 'limited', { eventsPerMinute, seconds: retryAfterSeconds }, { retryAfterSeconds });
  }
}

/** Bounds what this process takes in at once, and how fast each source may send. */
export class Admission {
  readonly #free: number[] = Array.from({ length: LANES }, (_, lane) => lane);
  readonly #waiting: ((lane: number) => void)[] = [];
  readonly #spent = new Map<string, { minute: number; events: number }>();

  /** Runs work in a lane: a number below LANES that no other work of this process holds. @throws IngestOverloaded */
  async run<T>(work: (lane: number) => Promise<T>): Promise<T> {
    if (this.#waiting.length >= MAX_IN_FLIGHT) throw new IngestOverloaded(1);
    const lane = this.#free.pop() ?? (await new Promise<number>((enter) => this.#waiting.push(enter)));
    try {
      return await work(lane);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(lane);
      else next(lane);
    }
  }

  /** Books events of a source against its minute. A batch is taken whole or not at all. @throws SourceRateExceeded */
  spend(source: { sourceId: string; eventsPerMinute: number }, events: number, now: Date): void {
    const minute = Math.floor(now.getTime() / MINUTE);
    const spent = this.#spent.get(source.sourceId);
    const already = spent?.minute === minute ? spent.events : 0;
    if (already > 0 && already + events > source.eventsPerMinute) {
      const left = Math.ceil(((minute + 1) * MINUTE - now.getTime()) / 1_000);
      throw new SourceRateExceeded(source.eventsPerMinute, Math.max(1, left));
    }
    if (spent === undefined && this.#spent.size >= 10_000) this.#spent.clear();
    this.#spent.set(source.sourceId, { minute, events: already + events });
  }
}

/** By database: two worlds in one process (tests) do not share limits. */
const admissions = new WeakMap<Database, Admission>();

export function admissionOf(ctx: Context): Admission {
  let admission = admissions.get(ctx.db);
  if (admission === undefined) admissions.set(ctx.db, (admission = new Admission()));
  return admission;
}
