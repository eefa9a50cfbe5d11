import type { Corrected } from '#engines/text';
import type { Context, DatabaseTransaction } from '#platform/context';
import type { Job } from '#platform/jobs';
import { createThreads } from '#platform/threads';
import { openPosts } from '../communities/open-posts.ts';
import { askLearningByNight } from './ask-learning.ts';
import { keepLearnt, LearningTaken, type LearningEnd } from './keep-learnt.ts';
import type { LearnAsked, LearntModel } from './learn-task.ts';
import { LEAST_LABELS, type LearningRun } from './learning-run.ts';
import { beatLearning, failDeadLearning, finishLearning, releaseLearning, takeLearning } from './learning-run-store.ts';
import { currentModels } from './load-reader.ts';
import { liveModels, newestLabels } from './model-store.ts';

const TASK = new URL('./learn-task.ts', import.meta.url);
const MEMORY_MB = 2_048;
const LONGEST_MS = 1_800_000;
const BEAT_MS = 10_000;
const MOST_LABELS = 20_000;
const OPENED_AT_ONCE = 500;

interface LearnOptions {
  readonly effort?: LearnAsked['effort'];
  /** Says that the process goes down: the learning is given back, for the next one to begin again. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Learns from what people corrected, where a learning waits or was left in the middle, and takes a model into use only if
 * it reads corrections that no model has learnt from better than the one in use. Words are opened masked, and audited.
 * What came of it; undefined where none waits, or another process goes on with it. What breaks it is thrown, and its end is
 * told all the same.
 */
export async function runDueLearning(ctx: Context, options: LearnOptions = {}): Promise<LearningEnd | undefined> {
  const run = await ctx.under('take').transaction(async (tx) => {
    await failDeadLearning(tx.db, tx.now);
    return (await takeLearning(tx.db, tx.now)) ?? null;
  });
  return run === null ? undefined : new Running(ctx.under(`run-${run.attempts}`), run, options).toTheEnd();
}

/** One learning, with a process of its own: posters must not wait for it, and its memory goes with it. */
class Running {
  readonly #ctx: Context;
  readonly #run: LearningRun;
  readonly #options: LearnOptions;
  readonly #taken = new AbortController();
  #nth = 0;

  constructor(ctx: Context, run: LearningRun, options: LearnOptions) {
    this.#ctx = ctx;
    this.#run = run;
    this.#options = options;
  }

  async toTheEnd(): Promise<LearningEnd | undefined> {
    // A beat that fails is left to the next one.
    const watch = setInterval(() => void this.#beat().catch(() => {}), BEAT_MS);
    try {
      return await this.#learn();
    } catch (error) {
      if (error instanceof LearningTaken) return undefined;
      if (this.#options.signal?.aborted === true) {
        await this.#transaction((db) => releaseLearning(db, this.#run));
        return undefined;
      }
      await this.#transaction((db, at) => finishLearning(db, this.#run, { at, error: 'learning-broke' }));
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  async #learn(): Promise<LearningEnd> {
    const corrected = await this.#correctedTexts();
    const labels = corrected.length;
    // Those of erased people cannot be opened any more.
    if (labels < LEAST_LABELS) {
      const outcome = 'too_few';
      await this.#transaction((db, at) => finishLearning(db, this.#run, { at, outcome }));
      return { outcome, models: [] };
    }
    const against = await liveModels(this.#ctx.db);
    const current = await currentModels(this.#ctx.db);
    const { effort } = this.#options;
    const learnt = await this.#inProcess({
      ...current,
      corrected,
      seed: this.#ctx.clock.now().toISOString(),
      effort,
    });
    return keepLearnt(this.#ctx.under('keep'), this.#run, { ...learnt, against, labels });
  }

  async #inProcess(asked: LearnAsked): Promise<{ models: LearntModel[]; heldOut: number }> {
    const threads = createThreads({ size: 1, heapMb: MEMORY_MB, apart: true });
    try {
      return await threads.run(TASK, 'learnModels', asked, { timeoutMs: LONGEST_MS, signal: this.#signal });
    } finally {
      await threads.close();
    }
  }

  async #correctedTexts(): Promise<Corrected[]> {
    const labels = await newestLabels(this.#ctx.db, MOST_LABELS);
    const corrected: Corrected[] = [];
    for (let at = 0; at < labels.length; at += OPENED_AT_ONCE) {
      this.#signal.throwIfAborted();
      const part = labels.slice(at, at + OPENED_AT_ONCE);
      const texts = await openPosts(this.#ctx.under(`open-${at}`), part, 'community_listening');
      for (const { eventId, sentiment, severity, topics } of part) {
        const text = texts.get(eventId);
        if (text !== undefined) corrected.push({ id: eventId, text, sentiment, topics, isGrave: severity === 3 });
      }
    }
    return corrected;
  }

  /** It ends when the process goes down, and when another one has taken the learning. */
  get #signal(): AbortSignal {
    const { signal } = this.#options;
    return signal === undefined ? this.#taken.signal : AbortSignal.any([this.#taken.signal, signal]);
  }

  async #beat(): Promise<void> {
    const isOurs = await this.#transaction((db, now) => beatLearning(db, this.#run, now));
    if (!isOurs) this.#taken.abort(new LearningTaken());
  }

  #transaction<T>(work: (db: DatabaseTransaction, now: Date) => Promise<T>): Promise<T> {
    this.#nth += 1;
    return this.#ctx.under(`${this.#nth}`).transaction((tx) => work(tx.db, tx.now));
  }
}

export const learningJobs: readonly Job[] = [
  // Learning is for the night, unless somebody asks: it takes a minute or two of a core.
  { name: 'cdp.ask-learning', cron: '40 3 * * *', handle: (ctx) => askLearningByNight(ctx) },
  {
    name: 'cdp.learn-text-models',
    everyMs: 3_000,
    handle: async (ctx, _data, signal) => {
      await runDueLearning(ctx, { signal });
    },
  },
];
