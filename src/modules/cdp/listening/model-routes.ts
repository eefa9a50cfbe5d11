import { defineRoute, Reply, type Route } from '#platform/http';
import { askLearning } from './ask-learning.ts';
import { modelJson, readModels } from './read-models.ts';
import { returnToShipped } from './return-to-shipped.ts';
import { learningAsked, textModel, textModelParams, textModelsAnswer } from './voice-contract.ts';

const manage = { permission: 'source.manage' } as const;

export const modelRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/cdp/listening/models',
    summary: 'What was learnt from corrections and whether it was taken into use; whether a learning is under way',
    access: { permission: 'cdp.read' },
    answer: textModelsAnswer,
    handle: ({ db }) => readModels(db),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/listening/models/learn',
    summary: 'Asks for the models to be learnt anew now; takes a minute or two',
    access: manage,
    answer: learningAsked,
    handle: async (ctx) => new Reply(await askLearning(ctx), { status: 202 }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/listening/models/:kind/shipped',
    summary: 'Goes back to the model that ships; what comes from then on is read with it',
    access: manage,
    params: textModelParams,
    answer: textModel,
    handle: async (ctx, { params: { kind } }) => modelJson(await returnToShipped(ctx, kind)),
  }),
];
