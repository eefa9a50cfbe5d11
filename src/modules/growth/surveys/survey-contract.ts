import { z } from 'zod';
import { cityId, communityId, idOf, storeId } from '#platform/fields';

const time = z.iso.datetime();
const surveyId = idOf<'Survey'>();
const score = z.number().int().min(0).max(10);

export const surveyParams = z.object({ token: z.string().regex(/^[\w-]{16,64}$/) });
export const surveyIdParams = z.object({ surveyId });
export const surveyState = z.enum(['open', 'answered', 'expired']);

/** What the page behind `/s/:token` shows. Whoever holds the link may answer; it names nobody. */
export const surveyAnswer = z.object({
  token: z.string(),
  state: surveyState,
  communityName: z.string(),
  question: z.string(),
  /** What the ends of the scale mean. */
  lowest: z.string(),
  highest: z.string(),
  expiresAt: time,
  /** What was given; null while it is open. */
  score: score.nullable(),
  answeredAt: time.nullable(),
});
export const surveyReplyBody = z.object({
  score: z.number('请选一个分数').int().min(0).max(10),
  comment: z.string().trim().max(500, '最多 500 个字').default(''),
});
export const surveyReplyAnswer = z.object({
  /** The score that counts: the one given first. */
  score,
  answeredAt: time,
  alreadyAnswered: z.boolean(),
  /** What happens now, in a sentence. */
  message: z.string(),
});

export const ownSurveyItem = z.object({
  surveyId,
  token: z.string(),
  projectId: idOf<'Project'>(),
  communityName: z.string(),
  state: surveyState,
  score: score.nullable(),
  sentAt: time,
  expiresAt: time,
});
export const ownSurveysAnswer = z.object({ items: z.array(ownSurveyItem) });

export const npsQuery = z.object({
  /** Business days of the answers, both included; the last 90 days unless said. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  by: z.enum(['community', 'store']).default('community'),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
});
const npsFigures = {
  answered: z.number().int(),
  promoters: z.number().int(),
  passives: z.number().int(),
  detractors: z.number().int(),
  /** Percent of promoters less percent of detractors, −100 to 100, to one decimal; null without an answer. */
  nps: z.number().nullable(),
};
export const npsAnswer = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Surveys that were sent in the period. */
  invited: z.number().int(),
  ...npsFigures,
  /** How many gave 0, 1, … 10. */
  distribution: z.array(z.number().int()).length(11),
  /** By community or by store, those with most answers first; at most 200. */
  groups: z.array(z.object({ id: z.string(), name: z.string(), ...npsFigures })),
  /** The last 20 answers, without names. */
  lastAnswers: z.array(
    z.object({
      surveyId,
      projectId: idOf<'Project'>(),
      communityId,
      communityName: z.string(),
      storeId: storeId.nullable(),
      score,
      hasComment: z.boolean(),
      answeredAt: time,
    }),
  ),
});
/** What they wrote; empty for nothing. */
export const surveyRevealAnswer = z.object({ surveyId, score: score.nullable(), comment: z.string() });

export type SurveyAnswer = z.output<typeof surveyAnswer>;
export type SurveyReplyBody = z.input<typeof surveyReplyBody>;
export type SurveyReplyAnswer = z.output<typeof surveyReplyAnswer>;
export type OwnSurveysAnswer = z.output<typeof ownSurveysAnswer>;
export type NpsAnswer = z.output<typeof npsAnswer>;
export type SurveyRevealAnswer = z.output<typeof surveyRevealAnswer>;
