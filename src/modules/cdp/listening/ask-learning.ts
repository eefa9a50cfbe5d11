import type { Context, Tx } from '#platform/context';
import {
  areEnough,
  demandHeadquarters,
  LearningUnderWay,
  TooLittleToLearn,
  type LearningRunId,
} from './learning-run.ts';
import { insertLearning } from './learning-run-store.ts';
import { labelCounts } from './model-store.ts';

/**
 * Asks for the text models to be learnt anew from what people corrected; a job takes it within seconds.
 * @throws TooLittleToLearn, LearningUnderWay, ModelsAreHeadquarters
 */
export async function askLearning(ctx: Context): Promise<{ readonly runId: LearningRunId }> {
  demandHeadquarters(ctx.scope);
  return ctx.transaction(async (tx) => {
    const counts = await labelCounts(tx.db);
    if (!areEnough(counts)) throw new TooLittleToLearn(counts);
    const runId = await ask(tx);
    if (runId === undefined) throw new LearningUnderWay();
    await tx.audit({ action: 'ask-learning', subject: { kind: 'learning_run', id: runId }, details: { ...counts } });
    return { runId };
  });
}

/** The same by night: where it makes no sense nothing happens. */
export async function askLearningByNight(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (areEnough(await labelCounts(tx.db))) await ask(tx);
  });
}

async function ask(tx: Tx): Promise<LearningRunId | undefined> {
  const runId: LearningRunId = tx.newId<'LearningRun'>();
  const by = tx.actor.kind === 'user' ? tx.actor.userId : null;
  return (await insertLearning(tx.db, { runId, at: tx.now, by })) ? runId : undefined;
}
