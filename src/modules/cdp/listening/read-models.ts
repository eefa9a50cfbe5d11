import type { z } from 'zod';
import type { Database } from '#platform/context';
import { Catalogue } from '#platform/http';
import { LEAST_FRESH, LEAST_LABELS, type LearningRun } from './learning-run.ts';
import { lastLearnings } from './learning-run-store.ts';
import { listeningMessages } from './messages.ts';
import { labelCounts, listModels, type SavedModel } from './model-store.ts';
import type { TextModel, textModelsAnswer } from './voice-contract.ts';

const sentences = new Catalogue([{ zh: listeningMessages }]);

/** What was learnt, whether it is being learnt anew or could be, and how the last learning ended. */
export async function readModels(db: Database): Promise<z.input<typeof textModelsAnswer>> {
  const { underWay, ended } = await lastLearnings(db);
  return {
    items: (await listModels(db)).map(modelJson),
    ...(await labelCounts(db)),
    leastLabels: LEAST_LABELS,
    leastFresh: LEAST_FRESH,
    underWay:
      underWay === undefined
        ? null
        : { since: (underWay.startedAt ?? underWay.askedAt).toISOString(), byHand: underWay.askedBy !== null },
    last: ended === undefined ? null : endJson(ended),
  };
}

export const modelJson = ({ modelId: _, learntAt, retiredAt, ...model }: SavedModel): TextModel => ({
  ...model,
  learntAt: learntAt.toISOString(),
  retiredAt: retiredAt?.toISOString() ?? null,
});

const endJson = ({ askedAt, askedBy, finishedAt, outcome, error }: LearningRun) => ({
  endedAt: (finishedAt ?? askedAt).toISOString(),
  byHand: askedBy !== null,
  outcome: outcome ?? ('failed' as const),
  why: error === null ? null : sentences.say(error, {}),
});
