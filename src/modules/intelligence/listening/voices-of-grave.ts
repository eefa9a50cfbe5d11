import { HOUR } from '#kernel/time';
import type { Database, DatabaseTransaction } from '#platform/context';
import { graveSince, voicesByEvents, type ListedVoice } from '#modules/cdp';
import { isSameMatter, SAME_MATTER_HOURS, type Alert } from './alert.ts';

const MOST = 300;

/** What was said of a grave matter within a day of its alert, the newest first, the message that raised it among them. */
export async function voicesOfGrave(db: Database | DatabaseTransaction, alert: Alert): Promise<ListedVoice[]> {
  const { cityId, eventId, raisedAt } = alert;
  const first = eventId === null ? [] : await voicesByEvents(db, cityId, [eventId]);
  const [since, until] = [-SAME_MATTER_HOURS, SAME_MATTER_HOURS].map((hours) => raisedAt.getTime() + hours * HOUR);
  const near = (await graveSince(db, { ...alert, since: new Date(since!), limit: MOST })).filter(
    (voice) => voice.eventId !== eventId && voice.occurredAt.getTime() <= until! && isSameMatter(alert, voice),
  );
  return [...near, ...first].toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());
}
