import { Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId } from '#kernel/ids';
import type { Random } from '#kernel/random';

export type SurveyId = Id<'Survey'>;

/** How long a link can be answered. */
export const SURVEY_DAYS = 30;
const TOKEN_BYTES = 18;

/** The question of the method, word for word (Reichheld, The One Number You Need to Grow, 2003), and its ends. */
export const QUESTION = '你有多大可能把我们推荐给亲友或邻居？';
export const LOWEST = '完全不会';
export const HIGHEST = '一定会';

export type SurveyState = 'open' | 'answered' | 'expired';

/** One customer was asked once about one project. */
export interface Survey {
  readonly surveyId: SurveyId;
  readonly surveyToken: string;
  readonly projectId: Id<'Project'>;
  readonly orderId: Id<'Order'>;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly score: number | null;
  /** What they wrote, sealed under their key. */
  readonly commentSealed: Buffer | null;
  readonly answeredAt: Date | null;
}

/** Nobody answered the link in its time. */
export class SurveyExpired extends Refusal {
  constructor() {
    super('survey-expired', 'conflict', { days: SURVEY_DAYS });
  }
}

/** 144 random bits: a link that nobody guesses. */
export const surveyToken = (random: Random): string => Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');

export function stateOf(survey: Pick<Survey, 'answeredAt' | 'expiresAt'>, now: Date): SurveyState {
  if (survey.answeredAt !== null) return 'answered';
  return survey.expiresAt <= now ? 'expired' : 'open';
}

/** What every event of a survey says about it. */
export const factsOf = (survey: Survey) => ({
  surveyId: survey.surveyId,
  projectId: survey.projectId,
  orderId: survey.orderId,
  cityId: survey.cityId,
  communityId: survey.communityId,
  storeId: survey.storeId,
  customerKey: survey.customerKey,
  personId: survey.personId,
});
