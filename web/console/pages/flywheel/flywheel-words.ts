import type { FlywheelAnswer, Stage, StageAnswer } from '#modules/insight/contract';
import { businessDay } from '#kernel/time';
import { change, percent, type Change } from '../../../shared/format.ts';

export const FLYWHEEL_PATH = '/api/insight/flywheel';
export const FLYWHEEL_KEY = ['flywheel'];

/** The events that move a stage, as live messages name them. */
const MOVES: Readonly<Record<string, Stage>> = {
  MentionsCounted: 'hear',
  SignalReported: 'hear',
  CommunityEnteredAudience: 'circle',
  PlayProposed: 'propose',
  PlayApproved: 'approve',
  PlayRejected: 'approve',
  TaskOffered: 'task',
  TaskAccepted: 'task',
  TaskDeclined: 'task',
  TaskForwarded: 'forward',
  OfferVisited: 'visit',
  LeadRecorded: 'lead',
  LeadFollowedUp: 'follow_up',
  LeadOutcomeRecorded: 'outcome',
  MainPushProposed: 'redecide',
  MainPushDecided: 'redecide',
};

export const stageOfEvent = (type: string): Stage | undefined => MOVES[type];

/** Where a leak before a stage can be mended, and who may. */
export const MENDS: Readonly<Record<Stage, { readonly to: string; readonly words: string; readonly needs?: string }>> =
  {
    hear: { to: '/sources', words: '去看数据有没有进来' },
    circle: { to: '/audiences', words: '去看人群条件' },
    propose: { to: '/plays/generate', words: '去生成方案', needs: 'play.decide' },
    approve: { to: '/plays', words: '去批方案', needs: 'play.read' },
    task: { to: '/touchpoints/tasks', words: '去看谁还没接', needs: 'task.read' },
    forward: { to: '/touchpoints/tasks', words: '去催没转发的任务', needs: 'task.read' },
    visit: { to: '/touchpoints/tasks', words: '去看转发了没人点的任务', needs: 'task.read' },
    lead: { to: '/plays/packages', words: '去看推的套餐', needs: 'play.read' },
    follow_up: { to: '/leads', words: '去看没跟进的线索' },
    outcome: { to: '/leads', words: '去看没结果的线索' },
    redecide: { to: '/plays/main-push', words: '去看主推', needs: 'play.read' },
  };

/** `3分钟`, `2.5小时`, `1.8天`. */
export function duration(minutes: number): string {
  const short = (value: number): string => String(Math.round(value * 10) / 10);
  if (minutes < 1) return '1分钟内';
  if (minutes < 90) return `${Math.round(minutes)}分钟`;
  if (minutes < 36 * 60) return `${short(minutes / 60)}小时`;
  return `${short(minutes / 1_440)}天`;
}

export const PERIODS = [
  { value: '1', label: '今天', days: 1 },
  { value: '7', label: '近7天', days: 7 },
  { value: '30', label: '近30天', days: 30 },
  { value: '90', label: '近90天', days: 90 },
] as const;

const DAY_MS = 86_400_000;

/** The business days of a period that ends today; the last seven without one. */
export function daysOf(period: string | undefined, now: Date): { from: string; to: string } {
  const days = PERIODS.find((each) => each.value === period)?.days ?? 7;
  return { from: businessDay(new Date(now.getTime() - (days - 1) * DAY_MS)), to: businessDay(now) };
}

export const stageChange = (stage: StageAnswer): Change => change(stage.volume, stage.previousVolume);

/** Whether more got lost before the stage than is allowed for. */
export function leaks(stage: StageAnswer): boolean {
  return stage.leak !== null && stage.leak.share !== null && stage.leak.share > stage.leak.allowance;
}

/** `漏 53%`, or why there is no figure. */
export function leakWords({ leak }: StageAnswer): string | undefined {
  if (leak === null) return undefined;
  if (leak.share === null) return leak.cohort === 0 ? undefined : '还没到时限';
  return leak.share === 0 ? '没漏' : `漏 ${percent(leak.share, 0)}`;
}

/** Nothing has ever turned here: neither in the period nor in the one before. */
export const standsStill = ({ stages }: FlywheelAnswer): boolean =>
  stages.every((stage) => stage.volume === 0 && stage.previousVolume === 0);

export const STAGE_TITLES = [
  '环节',
  '谁',
  '量',
  '单位',
  '上期',
  '中位耗时（分钟）',
  '九成不超过（分钟）',
  '该到',
  '到了',
  '漏了',
  '还在时限内',
  '漏的比例',
  '容许',
] as const;

/** The line of a stage in the file that the page exports. */
export function stageCells(stage: StageAnswer): (string | number | null)[] {
  const { delay, leak } = stage;
  return [
    stage.name,
    stage.wheel === 'system' ? '系统' : '人',
    stage.volume,
    stage.unit,
    stage.previousVolume,
    delay?.medianMinutes ?? null,
    delay?.p90Minutes ?? null,
    leak?.cohort ?? null,
    leak?.passed ?? null,
    leak?.leaked ?? null,
    leak?.waiting ?? null,
    leak?.share ?? null,
    leak?.allowance ?? null,
  ];
}
