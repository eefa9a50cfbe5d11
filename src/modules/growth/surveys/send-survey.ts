import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { NpsInvited } from '../events.ts';
import { insertSurvey } from './survey-store.ts';
import { factsOf, SURVEY_DAYS, surveyToken, type Survey } from './survey.ts';

/**
 * Asks the customer of a project, once, how likely they are to recommend us; whether and when it reaches them is for
 * messaging. Announces NpsInvited.
 */
export async function sendSurvey(
  ctx: Context,
  project: Pick<Survey, 'projectId' | 'orderId' | 'cityId' | 'communityId' | 'storeId' | 'customerKey' | 'personId'>,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const survey: Survey = {
      ...project,
      surveyId: tx.newId<'Survey'>(),
      surveyToken: surveyToken(ctx.random),
      sentAt: tx.now,
      expiresAt: addDays(tx.now, SURVEY_DAYS),
      score: null,
      commentSealed: null,
      answeredAt: null,
    };
    if (!(await insertSurvey(tx.db, survey))) return;
    await tx.announce([NpsInvited(survey.surveyId, { ...factsOf(survey), surveyToken: survey.surveyToken })]);
  });
}
