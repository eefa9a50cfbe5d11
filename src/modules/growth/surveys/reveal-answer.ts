import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { SurveyRevealAnswer } from './survey-contract.ts';
import { surveyInScope } from './nps-store.ts';
import type { SurveyId } from './survey.ts';

/** What a customer wrote, for whoever calls them back; the audit keeps who looked. Throws NotFound. */
export async function revealAnswer(
  ctx: Context,
  { surveyId }: { readonly surveyId: SurveyId },
): Promise<SurveyRevealAnswer> {
  return ctx.transaction(async (tx) => {
    const survey = await surveyInScope(tx.db, ctx.scope, surveyId);
    if (survey === undefined) throw new NotFound('survey');
    const { personId, commentSealed, score } = survey;
    const opened =
      commentSealed === null ? undefined : await ctx.services.vault.open(tx, personId, commentSealed, 'after_sales');
    return { surveyId, score, comment: typeof opened === 'string' ? opened : '' };
  });
}
