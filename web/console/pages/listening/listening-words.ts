import type { AlertItem, AlertDetail } from '#modules/intelligence/contract';
import type { ListeningAnswer, VoiceItem } from '#modules/cdp/contract';
import { change, count, percent, type Change } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { StateTone } from '../../parts/state-word.tsx';

export type ListeningView = 'overview' | 'alerts' | 'messages' | 'models';
export const VIEWS: Readonly<Record<ListeningView, string>> = {
  overview: '总览',
  alerts: '预警',
  messages: '消息',
  models: '模型',
};

export const SENTIMENTS: Readonly<Record<VoiceItem['sentiment'], { readonly name: string; readonly tone: StateTone }>> =
  {
    negative: { name: '负面', tone: 'bad' },
    neutral: { name: '中性', tone: 'neutral' },
    positive: { name: '正面', tone: 'good' },
  };

/** Somebody has to act today. */
export const GRAVE = 3;
/** From a complaint to what somebody has to act on, by severity. */
export const SEVERITIES: Readonly<Record<number, string>> = { 1: '抱怨', 2: '强烈', [GRAVE]: '严重' };

export const GROUPS: Readonly<Record<ListeningAnswer['topics'][number]['group'], string>> = {
  home: '家里',
  fresh: '买菜',
  other: '其他',
};

const GRAVE_KINDS: Readonly<Record<string, string>> = {
  food: '食品安全',
  water: '漏水',
  power: '电',
  gas_fire: '燃气/火',
  injury: '受伤',
  structure: '结构',
  air: '空气',
  fraud: '资金/失联',
  escalation: '升级投诉',
};

/** 「食品安全、受伤」; empty where no rule says what it is about. */
export const graveWords = (kinds: readonly string[]): string =>
  kinds.map((kind) => GRAVE_KINDS[kind] ?? kind).join('、');

// --- How much is said, and how

type Counts = ListeningAnswer['now'];

/** The negative ones among all; undefined where nothing was said. */
export const negativeShare = ({ posts, negative }: Pick<Counts, 'posts' | 'negative'>): number | undefined =>
  posts === 0 ? undefined : negative / posts;

/** How a share moved, in percentage points. */
export function shareChange(now: Counts, before: Counts): Change | undefined {
  const [to, from] = [negativeShare(now), negativeShare(before)];
  return to === undefined || from === undefined ? undefined : pointsChange(to, from);
}

/** From one share to another, in percentage points: 「高 2.5 个点」. */
export function pointsChange(to: number, from: number): Change {
  const points = Math.round((to - from) * 1_000) / 10;
  if (points === 0) return { direction: 'flat', text: '持平' };
  return points > 0
    ? { direction: 'up', text: `高 ${count(points)} 个点` }
    : { direction: 'down', text: `低 ${count(-points)} 个点` };
}

/** Fewer than these in a share say nothing: 3 instead of 1 would be 「涨 200%」. */
const FEW = 10;

/** 「降 12%」, 「多 3」 where there were few; what nobody spoke of before is new. */
export function mentionsChange(now: number, before: number): string {
  if (before === 0) return '新冒出来';
  if (before >= FEW || now === before) return change(now, before).text;
  return now > before ? `多 ${count(now - before)}` : `少 ${count(before - now)}`;
}

export function summaryAnswer({ now, before, topics }: ListeningAnswer, days: number): PageAnswer | undefined {
  const share = negativeShare(now);
  if (share === undefined) return undefined;
  const moved = shareChange(now, before);
  const worst = topics.toSorted((a, b) => b.negative - a.negative)[0];
  return {
    figure: percent(share),
    unit: `是负面的（近${days}天 ${count(now.posts)} 条里有 ${count(now.negative)} 条）`,
    goodWhen: 'down',
    since: `比前${days}天`,
    ...(moved === undefined ? {} : { change: moved }),
    ...(worst === undefined || worst.negative === 0
      ? {}
      : { why: `抱怨最多的是${worst.name}：${count(worst.negative)} 条负面，${count(worst.people)} 人说起。` }),
  };
}

// --- Alerts

type Alert = Pick<
  AlertItem,
  'kind' | 'topic' | 'topicName' | 'window' | 'people' | 'expected' | 'graveKinds' | 'raisedAt'
>;

const subjectOf = ({ topic, topicName }: Pick<Alert, 'topic' | 'topicName'>): string => topicName ?? topic ?? '';

/** 「12 人抱怨漏水」, 「食品安全、受伤」. */
export function alertHeadline(alert: Alert): string {
  if (alert.kind === 'spike') return `${count(alert.people)} 人抱怨${subjectOf(alert)}`;
  if (alert.kind === 'message')
    return subjectOf(alert) === '' ? '一条消息要跟进' : `一条${subjectOf(alert)}的消息要跟进`;
  const about = graveWords(alert.graveKinds) || subjectOf(alert) || '要马上有人管';
  return alert.people > 1 ? `${about}，${count(alert.people)} 人说到` : about;
}

/** The headline where no mark stands beside it. */
export const alertTitle = (alert: Alert): string =>
  alert.kind === 'grave' ? `严重：${alertHeadline(alert)}` : alertHeadline(alert);

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Usually nobody complains of it: less than a tenth of a person is nobody. */
export const isUsuallySilent = ({ expected }: Pick<Alert, 'expected'>): boolean => tenth(expected) === 0;

/** 「平时约 1.2 人/小时」 */
export function usualWords({ window, expected }: Pick<Alert, 'window' | 'expected'>): string {
  if (window === null) return '';
  if (isUsuallySilent({ expected })) return '平时几乎没人说';
  return `平时约 ${count(tenth(expected))} 人/${window === 'hour' ? '小时' : '天'}`;
}

/** How it was noticed, as a sentence. */
export function noticedSentence(alert: Alert): string {
  if (alert.kind === 'spike') {
    return `${alert.window === 'hour' ? '一小时' : '一天'}里有 ${alertHeadline(alert)}，${usualWords(alert)}。`;
  }
  if (alert.kind === 'message') return '同事看到这条消息，觉得要有人跟进。';
  const subject = subjectOf(alert);
  const about = graveWords(alert.graveKinds);
  const said = about === '' ? '有人说的事要马上管' : `有人说的事关系到${about}，要马上管`;
  return `${said}${subject === '' ? '' : `；话题是${subject}`}。`;
}

export const ALERT_STATES: Readonly<Record<AlertItem['state'], { readonly name: string; readonly tone: StateTone }>> = {
  open: { name: '待处理', tone: 'warn' },
  in_hand: { name: '已转工单', tone: 'people' },
  done: { name: '已了结', tone: 'good' },
  dismissed: { name: '不用处理', tone: 'neutral' },
};

export type DismissReason = NonNullable<AlertItem['dismissReason']>;
export const DISMISS_REASONS: Readonly<Record<DismissReason, string>> = {
  not_ours: '不归我们管',
  known: '已经知道',
  misread: '识别错了',
  harmless: '不要紧',
};

export const ALERT_KINDS: Readonly<Record<AlertItem['kind'], string>> = {
  spike: '扎堆抱怨',
  grave: '严重的话',
  message: '转来的消息',
};

export const alertIdOf = ({ cityId, alertId }: Pick<AlertItem, 'cityId' | 'alertId'>): string => `${cityId}/${alertId}`;

export const alertsAnswer = (open: number): PageAnswer => ({
  figure: count(open),
  unit: '件预警还没人处理',
  why:
    open === 0 ? '有人扎堆抱怨，或者有人说到要紧的事，会自己出现在这里。' : '先看带「严重」的，那是今天就要有人管的。',
});

/** 「8 条，6 人说」 */
export const clusterWords = ({ messages, people }: AlertDetail['clusters'][number]): string =>
  `${count(messages)} 条，${count(people)} 人说`;

/** Who else complains of goods in these days; a shared warehouse points at the batch. */
export function elsewhereSentence({ communities, sameSource }: AlertDetail['goods'][number]): string {
  if (communities === 0) return '这几天同城别的小区没有点名抱怨它。';
  if (sameSource === 0) return `同城另外 ${communities} 个小区也在抱怨它，不是同一个仓供的。`;
  const shared = sameSource === communities ? '都' : `其中 ${sameSource} 个`;
  return `同城另外 ${communities} 个小区也在抱怨它，${shared}是同一个仓供的，先查这一批。`;
}

/** 「幸福店服务的另外 2 个小区这几天也在抱怨」 */
export const storeSentence = ({ name, communities }: AlertDetail['stores'][number]): string =>
  `${name}服务的另外 ${count(communities)} 个小区这几天也在抱怨`;
