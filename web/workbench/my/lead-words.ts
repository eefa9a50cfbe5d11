import type { LeadItem } from '#modules/growth/contract';
import { DAY } from '#kernel/time';
import { date, dateTime, relativeTime } from '../../shared/format.ts';

type Told = Pick<LeadItem, 'state' | 'channel' | 'packageName' | 'createdAt' | 'visitAt' | 'firstContactedAt'>;

/** Why a lead is to be followed up now, in one sentence. */
export function whyNow(lead: Told, now: number): string {
  if (lead.state === 'visit_booked') {
    return lead.visitAt === null ? '约了上门，时间还没定' : `约好${dayAndTime(lead.visitAt, now)} 上门`;
  }
  if (lead.state === 'quoted') return '报过价了，问问想得怎么样';
  if (lead.state === 'contacted') return `${ago(lead.firstContactedAt ?? lead.createdAt, now)}联系过，跟一跟`;
  const when = ago(lead.createdAt, now);
  if (lead.channel === 'by_hand') return `你${when}登记的，等着回电话`;
  return `${when}从你转发的「${lead.packageName ?? '活动'}」留了电话`;
}

/** `今天 15:00`, `明天 10:00`, `后天 10:00`, then the date: as one says when one comes. */
export function dayAndTime(at: string, now: number): string {
  const day = ['今天', '明天', '后天'].find((_, days) => date(at, now) === date(now + days * DAY, now));
  return day === undefined ? dateTime(at, now) : `${day} ${dateTime(at, now).slice(-5)}`;
}

/** How long ago something was. The server's clock may be ahead of the phone's: that is just now, never 马上. */
export function ago(at: string, now: number): string {
  return relativeTime(at, Math.max(now, Date.parse(at)));
}
