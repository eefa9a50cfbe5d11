import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { hear, type SaidElsewhere } from '#modules/cdp';
import { NpsAnswered } from '../events.ts';
import { saveAnswer, surveyByToken } from './survey-store.ts';
import { factsOf, stateOf, SurveyExpired, type Survey } from './survey.ts';

export interface GivenAnswer {
  readonly score: number;
  readonly answeredAt: Date;
  /** Somebody answered before: that answer stands. */
  readonly alreadyAnswered: boolean;
}

/**
 * The answer of whoever holds the link: the first one stands, and a second try is answered with it. The comment is
 * sealed under the customer's key; of somebody who was erased only the score is kept. Announces NpsAnswered. Throws
 * NotFound, SurveyExpired.
 */
export async function answerSurvey(
  ctx: Context,
  input: { readonly token: string; readonly score: number; readonly comment: string },
): Promise<GivenAnswer> {
  return ctx.transaction(async (tx) => {
    const survey = await surveyByToken(tx.db, input.token);
    if (survey === undefined) throw new NotFound('survey');
    const state = stateOf(survey, tx.now);
    if (state === 'expired') throw new SurveyExpired();
    const written = state === 'open' && input.comment !== '';
    const [sealed] = written
      ? await ctx.services.vault.sealMany(tx, [{ personId: survey.personId, json: input.comment }])
      : [];
    const answer = { score: input.score, commentSealed: sealed ?? null, answeredAt: tx.now };
    if (state === 'open' && (await saveAnswer(tx.db, survey, answer))) {
      const facts = { ...factsOf(survey), score: input.score, hasComment: sealed !== undefined };
      await tx.announce([NpsAnswered(survey.surveyId, facts)]);
      if (sealed !== undefined) await hear(tx, saidIn(survey, input.comment, tx.now));
      return { score: input.score, answeredAt: tx.now, alreadyAnswered: false };
    }
    const given = await surveyByToken(tx.db, input.token);
    if (given === undefined || given.score === null || given.answeredAt === null) {
      throw new Error(`survey ${survey.surveyId} is answered and has no answer`);
    }
    return { score: given.score, answeredAt: given.answeredAt, alreadyAnswered: true };
  });
}

const saidIn = (survey: Survey, text: string, occurredAt: Date): SaidElsewhere => ({
  id: survey.surveyId,
  personId: survey.personId,
  cityId: survey.cityId,
  communityId: survey.communityId,
  channel: 'nps',
  text,
  occurredAt,
});
