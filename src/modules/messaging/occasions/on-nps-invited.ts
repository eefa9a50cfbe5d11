import { NpsInvited } from '#modules/growth/events';
import { recipientOf, tell, telling } from './telling.ts';

/** A survey goes to its customer, if they did not turn surveys off. */
export const onNpsInvited = tell('messaging.tell-of-surveys', [
  telling(NpsInvited, (payload) => ({
    ...recipientOf(payload),
    template: 'nps_invited',
    about: { kind: 'survey', id: payload.surveyId },
    params: { surveyToken: payload.surveyToken },
  })),
]);
