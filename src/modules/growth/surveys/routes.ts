import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { defineRoute, type Route } from '#platform/http';
import { communitiesByIds } from '#modules/territory';
import { DETRACTOR_UP_TO } from '../events.ts';
import { answerSurvey } from './answer-survey.ts';
import { readNps } from './read-nps.ts';
import { revealAnswer } from './reveal-answer.ts';
import {
  npsAnswer,
  npsQuery,
  ownSurveysAnswer,
  surveyAnswer,
  surveyIdParams,
  surveyParams,
  surveyReplyAnswer,
  surveyReplyBody,
  surveyRevealAnswer,
} from './survey-contract.ts';
import { ownSurveys, surveyByToken } from './survey-store.ts';
import { HIGHEST, LOWEST, QUESTION, stateOf } from './survey.ts';

const holder = { public: 'whoever was sent the link answers it, without signing in' } as const;
/** A person opens a link a few times; somebody who guesses tokens needs more. */
const RATE = 60;

async function communityNames(
  ctx: Context,
  ids: readonly CommunityId[],
): Promise<(communityId: CommunityId) => string> {
  const found = await communitiesByIds(ctx.db, [...new Set(ids)]);
  return (communityId) => found.get(communityId)?.name ?? '';
}

const thanks = (score: number): string =>
  score <= DETRACTOR_UP_TO ? '谢谢你直说。我们会尽快打电话给你，把没做好的补上。' : '谢谢你，我们会接着做好。';

const linkRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/growth/surveys/:token',
    summary: 'The survey behind a link',
    access: holder,
    ratePerMinute: RATE,
    params: surveyParams,
    answer: surveyAnswer,
    handle: async (ctx, { params }) => {
      const survey = await surveyByToken(ctx.db, params.token);
      if (survey === undefined) throw new NotFound('survey');
      return {
        token: survey.surveyToken,
        state: stateOf(survey, ctx.clock.now()),
        communityName: (await communityNames(ctx, [survey.communityId]))(survey.communityId),
        question: QUESTION,
        lowest: LOWEST,
        highest: HIGHEST,
        expiresAt: survey.expiresAt.toISOString(),
        score: survey.score,
        answeredAt: survey.answeredAt?.toISOString() ?? null,
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/surveys/:token',
    summary: 'Answer it, once; a second try is answered with what was given',
    access: holder,
    ratePerMinute: RATE,
    params: surveyParams,
    body: surveyReplyBody,
    answer: surveyReplyAnswer,
    handle: async (ctx, { params, body }) => {
      const given = await answerSurvey(ctx, { ...params, ...body });
      return { ...given, answeredAt: given.answeredAt.toISOString(), message: thanks(given.score) };
    },
  }),
];

export const surveyRoutes: readonly Route[] = [
  ...linkRoutes,
  defineRoute({
    method: 'GET',
    path: '/api/growth/own/surveys',
    summary: 'Surveys that I was sent, the newest first',
    access: { permission: 'own.read' },
    answer: ownSurveysAnswer,
    handle: async (ctx) => {
      const surveys = await ownSurveys(ctx.db, ctx.scope);
      const nameOf = await communityNames(
        ctx,
        surveys.map((survey) => survey.communityId),
      );
      return {
        items: surveys.map((survey) => ({
          surveyId: survey.surveyId,
          token: survey.surveyToken,
          projectId: survey.projectId,
          communityName: nameOf(survey.communityId),
          state: stateOf(survey, ctx.clock.now()),
          score: survey.score,
          sentAt: survey.sentAt.toISOString(),
          expiresAt: survey.expiresAt.toISOString(),
        })),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/growth/nps',
    summary: 'NPS of a period within the area of the reader, by community or store, and the last answers without names',
    access: { permission: 'insight.read' },
    query: npsQuery,
    answer: npsAnswer,
    handle: (ctx, { query }) => readNps(ctx, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/growth/nps/:surveyId/reveal',
    summary: 'What the customer wrote, in clear, to call them back; audited',
    access: { permission: 'lead.reveal' },
    keepsNoAnswer: true,
    params: surveyIdParams,
    answer: surveyRevealAnswer,
    handle: (ctx, { params }) => revealAnswer(ctx, params),
  }),
];
