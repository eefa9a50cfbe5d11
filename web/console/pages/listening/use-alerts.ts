import type { AlertItem, AlertsAnswer } from '#modules/intelligence/contract';
import { useList, type List } from '../../parts/use-list.ts';
import { useSummary } from '../../parts/use-summary.ts';
import { ALERT_AND_TICKET_TOPICS, ALERT_TOPICS, ALERTS_KEY, ALERTS_PATH } from './listening-paths.ts';
import type { ListeningDesk } from './use-listening-desk.ts';

/** How many alerts of the area nobody has decided on. */
export const useOpenAlerts = ({ where }: ListeningDesk): number | undefined =>
  useSummary<AlertsAnswer>(ALERTS_KEY, ALERTS_PATH, where, { topics: ALERT_TOPICS })?.open;

/** The alerts that the page shows, the newest first. */
export const useAlerts = ({ where, filters, showsAll }: ListeningDesk): List<AlertItem> =>
  useList<AlertItem>(ALERTS_KEY, ALERTS_PATH, {
    query: { ...where, kind: filters.kind, view: showsAll ? 'all' : 'open' },
    topics: ALERT_AND_TICKET_TOPICS,
  });
