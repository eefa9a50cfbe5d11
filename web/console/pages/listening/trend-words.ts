import type { AlertDetail } from '#modules/intelligence/contract';
import { count } from '../../../shared/format.ts';

export type After = NonNullable<AlertDetail['after']>;

const tenth = (people: number): number => Math.round(people * 10) / 10;

/** How it went on once it was done with: against the days before, and against what is usual. */
export function afterSentence({ days, before, after, verdict }: Omit<After, 'since'>): string {
  if (verdict === 'early') return '刚办结，明天起看有没有降下来。';
  const [from, to] = [tenth(before), tenth(after)];
  const since = `办结后 ${count(days)} 天`;
  // As few as usual, and no fewer than before: where nobody complained much, nothing has fallen.
  if (verdict === 'quiet' && to >= from) return `${since}，每天 ${count(to)} 人，和平时差不多。`;
  // What does not show in the figures is not claimed.
  if (verdict === 'still' || to >= from) {
    return `办结后没有变少：每天 ${count(from)} 人 → ${count(to)} 人，建议再处理。`;
  }
  const end = verdict === 'quiet' ? '回到平时' : '还没回到平时';
  return `${since}，每天从 ${count(from)} 人降到 ${count(to)} 人，${end}。`;
}

/** 「30 天里每天几个人抱怨漏水」 */
export const trendTitle = ({ byDay, topic, topicName }: Pick<AlertDetail, 'byDay' | 'topic' | 'topicName'>): string =>
  `${count(byDay.length)} 天里每天几个人抱怨${topicName ?? topic ?? ''}`;

/** What the marks of the chart mean; empty where it has none. */
export function marksSentence(shown: { readonly done: boolean; readonly usual: boolean }): string {
  return [...(shown.done ? ['颜色重的那天发现，竖线那天办结'] : []), ...(shown.usual ? ['虚线是平时人数'] : [])].join(
    '，',
  );
}
