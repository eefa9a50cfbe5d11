import { TICKET_TOPICS } from '../service/service-paths.ts';

/** Keys and addresses of the listening desk. */
export const SUMMARY_KEY = ['listening-summary'];
export const SUMMARY_PATH = '/api/cdp/listening/summary';
export const VOICES_KEY = ['listening-voices'];
export const VOICES_PATH = '/api/cdp/listening/voices';
export const labelPath = (cityId: string, eventId: string): string => `${VOICES_PATH}/${cityId}/${eventId}/label`;

export const ALERTS_KEY = ['listening-alerts'];
export const ALERTS_PATH = '/api/intelligence/listening/alerts';
/** `id` is `cityId/alertId`, as the address of the page has it. */
export const alertPath = (id: string): string => `${ALERTS_PATH}/${id}`;
export const ALERT_TOPICS = ['listening-alert'];
/** The ticket that an alert becomes is opened, taken and closed by others. */
export const ALERT_AND_TICKET_TOPICS = [...ALERT_TOPICS, ...TICKET_TOPICS];
export const RULE_KEY = ['listening-rule'];
export const RULE_PATH = '/api/intelligence/listening/rule';

export const MODELS_KEY = ['listening-models'];
export const MODELS_PATH = '/api/cdp/listening/models';
export const LEARN_PATH = `${MODELS_PATH}/learn`;
export const shippedPath = (kind: string): string => `${MODELS_PATH}/${kind}/shipped`;

/** What words are opened for; the audit keeps it with who read them. */
export const PURPOSE = 'community_listening';

/** Where a message becomes a ticket. */
export const voiceTicketPath = (cityId: string, eventId: string): string =>
  `/api/intelligence/listening/voices/${cityId}/${eventId}/ticket`;
