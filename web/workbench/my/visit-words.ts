import type { MyVisitItem } from '#modules/fulfilment/contract';
import { timeOfDay } from '../../shared/format.ts';
import { dueWords, type Due } from './due.ts';
import { dayAndTime } from './lead-words.ts';

type Told = Pick<
  MyVisitItem,
  'state' | 'startsAt' | 'endsAt' | 'moved' | 'packageName' | 'cancelReasonName' | 'service'
>;

/** `14:00–15:30`. */
export const hours = (visit: Pick<MyVisitItem, 'startsAt' | 'endsAt'>): string =>
  `${timeOfDay(visit.startsAt)}–${timeOfDay(visit.endsAt)}`;

/** `今天 14:00–15:30`. */
export const when = (visit: Pick<MyVisitItem, 'startsAt' | 'endsAt'>, now: number): string =>
  `${dayAndTime(visit.startsAt, now)}–${timeOfDay(visit.endsAt)}`;

/** How long until one has to be there; undefined once one is there, and when nobody goes. */
export function visitDue(visit: Pick<MyVisitItem, 'state' | 'startsAt'>, now: number): Due | undefined {
  if (visit.state !== 'booked' && visit.state !== 'accepted' && visit.state !== 'departed') return undefined;
  return dueWords(visit.startsAt, now);
}

/** What the visit is about and what has to be known of it, in a sentence. */
export function visitWhy(visit: Told): string {
  if (visit.state === 'cancelled')
    return `取消了${visit.cancelReasonName === null ? '' : `：${visit.cancelReasonName}`}`;
  if (visit.state === 'done') return '结束了，点开看结果';
  const about = visit.packageName === null ? '还没定做什么' : `问的是「${visit.packageName}」`;
  return visit.moved > 0 ? `改过${visit.moved === 1 ? '一次' : `${visit.moved}次`}，以这个时间为准；${about}` : about;
}
