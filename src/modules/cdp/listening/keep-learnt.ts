import type { Context } from '#platform/context';
import type { LearntModel } from './learn-task.ts';
import type { LearningOutcome, LearningRun } from './learning-run.ts';
import { finishLearning } from './learning-run-store.ts';
import { lockLiveModels, saveModel, type ModelKind, type SavedModel } from './model-store.ts';

/** Another process goes on with the learning. */
export class LearningTaken extends Error {}

/** What came of a learning. */
export interface LearningEnd {
  readonly outcome: LearningOutcome;
  readonly models: readonly SavedModel[];
}

/**
 * Ends a learning with what it brought: a model that reads better is taken into use, unless the one that it was judged
 * against is not in use any more, because somebody went back meanwhile. @throws LearningTaken
 */
export async function keepLearnt(
  ctx: Context,
  run: Pick<LearningRun, 'runId' | 'attempts'>,
  found: {
    readonly models: readonly LearntModel[];
    /** The learnt models that were in use when it began, by kind. */
    readonly against: ReadonlyMap<ModelKind, string>;
    readonly heldOut: number;
    readonly labels: number;
  },
): Promise<LearningEnd> {
  const { models, against, heldOut, labels } = found;
  return ctx.transaction(async (tx) => {
    const live = await lockLiveModels(tx.db);
    const saved: SavedModel[] = [];
    for (const { kind, bytes, score, before, isBetter } of models) {
      const state = isBetter && live.get(kind) === against.get(kind) ? 'live' : 'rejected';
      const modelId = tx.newId<'TextModel'>();
      const judged = { modelId, kind, score, before, heldOut, labels, state, learntAt: tx.now } as const;
      const model: SavedModel = { ...judged, retiredAt: null, isGivenUp: false };
      await saveModel(tx.db, model, bytes);
      await tx.audit({
        action: 'learn-text-model',
        subject: { kind: 'text_model', id: modelId },
        details: { kind, score, before, state, labels },
      });
      saved.push(model);
    }
    const outcome = saved.some(({ state }) => state === 'live') ? 'taken' : 'no_better';
    if (!(await finishLearning(tx.db, run, { at: tx.now, outcome }))) throw new LearningTaken();
    return { outcome, models: saved };
  });
}
