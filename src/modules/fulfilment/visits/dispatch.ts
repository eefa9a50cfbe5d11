import { distanceM, type Position } from '#kernel/geo';
import type { TouchpointId } from '#kernel/ids';
import { seededRandom } from '#kernel/random';
import { businessDay } from '#kernel/time';
import { SKILLS } from '../services/service-type.ts';
import { busy, unable, type Ask, type Busy, type Span, type Unable, type WorkerTime } from '../slots/free-time.ts';

/** Changes with every change of weights or parts, so that an old decision says by what it was made. */
export const DISPATCH_VERSION = 'dispatch-1';

/** What counts how much; the sum is 1. */
export const WEIGHTS = { distance: 0.4, skill: 0.2, load: 0.2, continuity: 0.2 } as const;
export type Part = keyof typeof WEIGHTS;
export const PART_NAMES: Readonly<Record<Part, string>> = {
  distance: '路程',
  skill: '技能匹配',
  load: '当天工作量',
  continuity: '熟悉程度',
};

/** A straight way of this many kilometres, or more, scores nothing. */
const FAR_KM = 15;
/** Whoever can do much more than is asked is kept for what is difficult. */
const SKILL_FIT = [100, 70, 40] as const;
const KNOWS = { customer: 100, project: 90, community: 50, nobody: 0 } as const;

/** Whom each has served before. */
export interface Served {
  readonly customer: ReadonlySet<TouchpointId>;
  readonly project: ReadonlySet<TouchpointId>;
  readonly community: ReadonlySet<TouchpointId>;
}

export interface ScorePart {
  readonly part: Part;
  /** 0 to 100. */
  readonly score: number;
  readonly says: string;
}

/** One person who was thought of: with a score, or with the first reason why not. */
export interface Candidate {
  readonly touchpointId: TouchpointId;
  readonly score: number | null;
  readonly parts: readonly ScorePart[];
  readonly whyNot: string | null;
}

export interface Question {
  readonly ask: Ask;
  readonly span: Span;
  readonly served: Served;
  /** Who came so far: stays, where they can. */
  readonly keep: TouchpointId | undefined;
  /** Whom somebody asked for: nobody else will do. */
  readonly only: TouchpointId | undefined;
  /** Decides between equals. */
  readonly seed: string;
}

/**
 * Everybody with their score or the reason why not: those who can come first, the best first. Equals are put in an order
 * by the seed, so that the same question has the same answer.
 */
export function rank(people: readonly WorkerTime[], question: Question): Candidate[] {
  const random = seededRandom(question.seed);
  const drawn = people.map((time) => ({ candidate: judge(time, question), draw: random.next() }));
  const first = ({ touchpointId, score }: Candidate): number =>
    score === null ? -1 : touchpointId === question.keep ? 1_000 : score;
  return drawn
    .toSorted((a, b) => first(b.candidate) - first(a.candidate) || a.draw - b.draw)
    .map(({ candidate }) => candidate);
}

function judge(time: WorkerTime, question: Question): Candidate {
  const { touchpointId } = time.worker;
  const whyNot = whyNotOf(time, question);
  if (whyNot !== undefined) return { touchpointId, score: null, parts: [], whyNot };
  const parts = partsOf(time, question);
  const score = parts.reduce((sum, each) => sum + WEIGHTS[each.part] * each.score, 0);
  return { touchpointId, score: Math.round(score * 10) / 10, parts, whyNot: null };
}

function whyNotOf(time: WorkerTime, { ask, span, only }: Question): string | undefined {
  if (only !== undefined && time.worker.touchpointId !== only) return '指定了别人上门';
  return whyNot(time, ask, span);
}

/** Why somebody cannot serve this then, in a sentence; undefined where they can. */
export function whyNot(time: WorkerTime, ask: Ask, span: Span): string | undefined {
  const never = unable(time, ask);
  if (never !== undefined) return saysUnable(never, ask);
  const notThen = busy(time, ask, span);
  return notThen && saysBusy(notThen, time);
}

function partsOf(time: WorkerTime, { ask, span, served }: Question): ScorePart[] {
  const { worker } = time;
  const before = whereBefore(time, span);
  const km = distanceM(before.at, ask.at) / 1_000;
  const has = worker.skills[ask.service.skill] ?? ask.level;
  const day = businessDay(new Date(span.from));
  const visits = time.taken.filter((each) => businessDay(new Date(each.from)) === day).length;
  const known = knownTo(worker.touchpointId, served);
  return [
    {
      part: 'distance',
      score: Math.round(100 * Math.max(0, 1 - km / FAR_KM)),
      says: `离${before.is}直线 ${km.toFixed(1)} 公里`,
    },
    {
      part: 'skill',
      score: SKILL_FIT[has - ask.level] ?? 0,
      says: `${skillName(ask)} ${has} 级，需要 ${ask.level} 级`,
    },
    {
      part: 'load',
      score: Math.round(100 * (1 - visits / worker.maxVisitsADay)),
      says: `当天已有 ${visits} 单，最多 ${worker.maxVisitsADay} 单`,
    },
    { part: 'continuity', score: KNOWS[known], says: KNOWN_SAYS[known] },
  ];
}

const KNOWN_SAYS: Readonly<Record<keyof typeof KNOWS, string>> = {
  customer: '上门服务过这位顾客',
  project: '做过这个工程',
  community: '去过这个小区',
  nobody: '没有去过这个小区',
};

function knownTo(touchpointId: TouchpointId, served: Served): keyof typeof KNOWS {
  if (served.customer.has(touchpointId)) return 'customer';
  if (served.project.has(touchpointId)) return 'project';
  return served.community.has(touchpointId) ? 'community' : 'nobody';
}

/** Where somebody is before a time: at the visit before it on that day, else at their store. */
function whereBefore({ taken, store }: WorkerTime, span: Span): { readonly at: Position; readonly is: string } {
  const day = businessDay(new Date(span.from));
  const before = taken.findLast((each) => each.to <= span.from && businessDay(new Date(each.from)) === day);
  return before === undefined ? { at: store, is: '门店' } : { at: before.at, is: '上一单' };
}

const skillName = (ask: Ask): string => SKILLS[ask.service.skill];

function saysUnable(reason: Unable, ask: Ask): string {
  switch (reason.why) {
    case 'not_active':
      return '不在岗';
    case 'takes_no_visits':
      return '门店已关掉其上门派单';
    case 'other_role':
      return '不是做这项服务的岗位';
    case 'no_skill':
      return `没有${skillName(ask)}技能`;
    case 'level':
      return `${skillName(ask)} ${reason.has} 级，需要 ${reason.asked} 级`;
    case 'too_far':
      return `离门店 ${reason.km.toFixed(1)} 公里，超过服务半径 ${reason.radiusKm} 公里`;
  }
}

function saysBusy(reason: Busy, { worker }: WorkerTime): string {
  switch (reason.why) {
    case 'off_shift':
      return '这段时间不在班';
    case 'holiday':
      return `${reason.name}放假`;
    case 'on_leave':
      return '请假';
    case 'taken':
      return '这段时间已有别的上门';
    case 'way':
      return `前后一单之间空 ${reason.free} 分钟，路上和缓冲估计要 ${reason.minutes} 分钟`;
    case 'full':
      return `当天已有 ${reason.visits} 单，最多 ${worker.maxVisitsADay} 单`;
  }
}

/** Why this one, in a sentence with figures. */
export function whyChosen(chosen: Candidate, ranked: readonly Candidate[], keep: TouchpointId | undefined): string {
  const able = ranked.filter((each) => each.score !== null).length;
  const facts = chosen.parts.map((part) => part.says).join('，');
  if (chosen.touchpointId === keep) return `还是原来的人，不换人：${facts}`;
  const best = able === 1 ? '只有这一位能去' : `${able} 位能去，综合 ${chosen.score ?? 0} 分最高`;
  return `${best}：${facts}`;
}

/** Why nobody, in a sentence: how many were thought of, and what kept most of them. */
export function whyNobody(ranked: readonly Candidate[]): string {
  if (ranked.length === 0) return '服务这个小区的门店没有登记上门人员';
  const reasons = Map.groupBy(ranked, (each) => each.whyNot ?? '刚被别人约走');
  const [most, those] = [...reasons].toSorted((a, b) => b[1].length - a[1].length)[0]!;
  return `${ranked.length} 位都去不了，其中 ${those.length} 位：${most}`;
}
