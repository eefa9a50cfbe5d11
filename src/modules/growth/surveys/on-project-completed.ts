import { subscribe } from '#platform/outbox';
import { ProjectCompleted } from '#modules/fulfilment/events';
import { sendSurvey } from './send-survey.ts';

/** Whose home is finished is asked how it was. */
export const onProjectCompleted = subscribe('growth.send-survey', [ProjectCompleted], async (ctx, { payload }) => {
  const { projectId, orderId, cityId, communityId, storeId, customerKey, personId } = payload;
  await sendSurvey(ctx, { projectId, orderId, cityId, communityId, storeId, customerKey, personId });
});
