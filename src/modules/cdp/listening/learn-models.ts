import type { Corrected } from '#engines/text';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { createThreads } from '#platform/threads';
import { openPosts } from '../communities/open-posts.ts';
import type { LearnAsked, LearntModel } from './learn-task.ts';
import { currentModels } from './load-reader.ts';
import { labelCounts, newestLabels, saveModel, type SavedModel } from './model-store.ts';

const TASK = new URL('./learn-task.ts', import.meta.url);
const MEMORY_MB = 2_048;
const LONGEST_MS = 1_800_000;
/** Fewer corrections teach nothing that could be judged. */
export const LEAST_LABELS = 60;
/** So many new ones are worth a night's learning. */
const LEAST_FRESH = 20;
const MOST_LABELS = 20_000;
const OPENED_AT_ONCE = 500;

/**
 * Learns from what people corrected, if there is enough of it that is new, and takes a model into use only if it reads
 * corrections that no model has learnt from better than the one in use. Words are opened masked, and audited. What was
 * learnt, or nothing.
 */
export async function learnFromLabels(
  ctx: Context,
  options: { readonly effort?: LearnAsked['effort']; readonly signal?: AbortSignal | undefined } = {},
): Promise<SavedModel[]> {
  const { labels, fresh } = await labelCounts(ctx.db);
  if (labels < LEAST_LABELS || fresh < LEAST_FRESH) return [];
  const corrected = await correctedTexts(ctx);
  const now = ctx.clock.now();
  const current = await currentModels(ctx.db);
  const asked: LearnAsked = { ...current, corrected, seed: now.toISOString(), effort: options.effort };
  const threads = createThreads({ size: 1, heapMb: MEMORY_MB });
  try {
    const found = await threads.run<LearnAsked, { models: LearntModel[]; heldOut: number }>(
      TASK,
      'learnModels',
      asked,
      {
        timeoutMs: LONGEST_MS,
        signal: options.signal,
      },
    );
    return await keep(ctx, found, corrected.length);
  } finally {
    await threads.close();
  }
}

async function keep(
  ctx: Context,
  { models, heldOut }: { readonly models: readonly LearntModel[]; readonly heldOut: number },
  labels: number,
): Promise<SavedModel[]> {
  return ctx.transaction(async (tx) => {
    const saved: SavedModel[] = [];
    for (const { kind, bytes, score, before, isBetter } of models) {
      const state = isBetter ? 'live' : 'rejected';
      const modelId = tx.newId<'TextModel'>();
      const model: SavedModel = { modelId, kind, score, before, heldOut, labels, state, learntAt: tx.now };
      await saveModel(tx.db, model, bytes);
      await tx.audit({
        action: 'learn-text-model',
        subject: { kind: 'text_model', id: modelId },
        details: { kind, score, before, state, labels },
      });
      saved.push(model);
    }
    return saved;
  });
}

async function correctedTexts(ctx: Context): Promise<Corrected[]> {
  const labels = await newestLabels(ctx.db, MOST_LABELS);
  const corrected: Corrected[] = [];
  for (let at = 0; at < labels.length; at += OPENED_AT_ONCE) {
    const part = labels.slice(at, at + OPENED_AT_ONCE);
    const texts = await openPosts(ctx.under(`open-${at}`), part, 'community_listening');
    for (const { eventId, sentiment, severity, topics } of part) {
      const text = texts.get(eventId);
      if (text !== undefined) corrected.push({ id: eventId, text, sentiment, topics, isGrave: severity === 3 });
    }
  }
  return corrected;
}

/** Learning is for the night: it takes a minute or two of a core. */
export const learnModelsJob: Job = {
  name: 'cdp.learn-text-models',
  cron: '40 3 * * *',
  handle: async (ctx, _data, signal) => {
    await learnFromLabels(ctx, { signal });
  },
};
