import { distanceM, type Position } from '#kernel/geo';
import type { TouchpointId } from '#kernel/ids';
import { seededRandom } from '#kernel/random';
import type { Span } from '#kernel/span';
import { businessDay, localMinute, MINUTE } from '#kernel/time';
import { explain, suggest, type Relaxation, type Suggestion } from '#engines/routing';
import { SKILLS } from '../services/service-type.ts';
import { busy, unable, type Ask, type Busy, type Unable, type WorkerTime } from '../slots/free-time.ts';
import { dayProblem, type Errand } from './day-problem.ts';
import { knownTo, surchargesOf, type Known, type Part, type Served } from './dispatch-costs.ts';

export interface CostPart {
  readonly part: Part;
  /** On the road, or worth as much. */
  readonly minutes: number;
  readonly says: string;
}

/** One person who was thought of: with what it costs if they go, or with the first reason why not. */
export interface Candidate {
  readonly touchpointId: TouchpointId;
  /** In minutes on the road; the sum of its parts. */
  readonly cost: number | null;
  readonly parts: readonly CostPart[];
  readonly whyNot: string | null;
  /** The least that would let them go, where there is one such thing. */
  readonly wouldDo: string | null;
}

export interface Question {
  readonly ask: Ask;
  readonly span: Span;
  readonly served: Served;
  /** Who came so far: stays, where they can. */
  readonly keep: TouchpointId | undefined;
  /** Whom somebody asked for: nobody else will do. */
  readonly only: TouchpointId | undefined;
  /** Who is best when several visits are placed at once: before those who are cheaper for this one. */
  readonly prefer?: TouchpointId | undefined;
  /** Decides between equals. */
  readonly seed: string;
}

const ASKED = 'asked';

/**
 * Everybody with what it costs or the reason why not: those who can come first, the cheapest first. Equals are put in an
 * order by the seed, so that the same question has the same answer.
 */
export function rank(people: readonly WorkerTime[], question: Question): Candidate[] {
  const { keep, prefer } = question;
  const random = seededRandom(question.seed);
  const draws = new Map(people.map(({ worker }) => [worker.touchpointId, random.next()]));
  const able: WorkerTime[] = [];
  const others: Candidate[] = [];
  for (const time of people) {
    const { touchpointId } = time.worker;
    const rule = whyNotOf(time, question);
    if (rule === undefined) able.push(time);
    else others.push({ touchpointId, cost: null, parts: [], whyNot: rule, wouldDo: null });
  }
  const first = ({ touchpointId }: Candidate): number => (touchpointId === keep ? 2 : Number(touchpointId === prefer));
  return [
    ...costed(able, question).toSorted(
      (a, b) =>
        first(b) - first(a) || a.cost - b.cost || (draws.get(a.touchpointId) ?? 0) - (draws.get(b.touchpointId) ?? 0),
    ),
    ...others,
  ];
}

/** What it costs if each of those went who can. */
function costed(able: readonly WorkerTime[], question: Question): (Candidate & { readonly cost: number })[] {
  if (able.length === 0) return [];
  const { problem, plan } = dayProblem(able, [errandOf(question)], businessDay(new Date(question.span.from)));
  const found = new Map(suggest(problem, plan, ASKED, { most: able.length }).map((each) => [each.personId, each]));
  return able.map((time) => {
    const { touchpointId } = time.worker;
    const suggestion = found.get(touchpointId);
    // The problem says of one visit what the rules say: a test holds them together.
    if (suggestion === undefined) throw new Error(`${touchpointId} can come by the rules, but not by the plan`);
    const parts = partsOf(time, question, suggestion.parts);
    const cost = parts.reduce((sum, { minutes }) => sum + minutes, 0);
    return { touchpointId, cost: tenths(cost), parts, whyNot: null, wouldDo: null };
  });
}

const tenths = (minutes: number): number => Math.round(minutes * 10) / 10;

const errandOf = ({ ask, span, served }: Question): Errand => ({
  visitId: ASKED,
  ask,
  ...span,
  has: undefined,
  stays: false,
  stores: undefined,
  served,
});

/** The same people, each of whom cannot come with the least that would let them. */
export function withWhatWouldDo(
  ranked: readonly Candidate[],
  people: readonly WorkerTime[],
  question: Question,
): Candidate[] {
  if (people.length === 0) return [...ranked];
  const { problem, plan } = dayProblem(people, [errandOf(question)], businessDay(new Date(question.span.from)));
  const found = explain(problem, plan, ASKED);
  const obstacles = found.is === 'unassigned' ? found.obstacles : [];
  const relaxations = new Map(obstacles.map(({ personId, relaxation }) => [personId, relaxation]));
  const times = new Map(people.map((time) => [time.worker.touchpointId, time]));
  return ranked.map((each) => {
    const relaxation = relaxations.get(each.touchpointId);
    const time = times.get(each.touchpointId);
    if (each.cost !== null || !relaxation || !time || question.only !== undefined) return each;
    return { ...each, wouldDo: saysWouldDo(relaxation, time, question) };
  });
}

function saysWouldDo(relaxation: Relaxation, time: WorkerTime, { ask, span }: Question): string | null {
  switch (relaxation.what) {
    case 'level':
      return `${skillName(ask)}到 ${relaxation.to} 级就能去`;
    case 'window': {
      const later = Math.ceil(relaxation.seconds / 60) * MINUTE;
      const then = { from: span.from + later, to: span.to + later };
      // A day that people have made may stand in the way of more than what comes right before and after.
      if (whyNot(time, ask, then) !== undefined) return null;
      return `改到 ${localMinute(new Date(then.from)).slice(11)} 就能去`;
    }
    case 'capacity':
      return `当天多接 ${relaxation.units} 单就能去`;
    case 'shift':
      return null;
  }
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

function partsOf(time: WorkerTime, { ask, span, served }: Question, costs: Suggestion['parts']): CostPart[] {
  const { worker } = time;
  const before = whereBefore(time, span);
  const km = distanceM(before.at, ask.at) / 1_000;
  const has = worker.skills[ask.service.skill] ?? ask.level;
  const day = businessDay(new Date(span.from));
  const visits = time.taken.filter((each) => businessDay(new Date(each.from)) === day).length;
  const { skill, continuity } = surchargesOf(worker, ask, served);
  return [
    {
      part: 'way',
      minutes: tenths(costs.distance),
      says: `从${before.is}过去直线 ${km.toFixed(1)} 公里`,
    },
    { part: 'skill', minutes: skill, says: `${skillName(ask)} ${has} 级，需要 ${ask.level} 级` },
    {
      part: 'load',
      minutes: tenths(costs.balance),
      says: `当天已有 ${visits} 单，最多 ${worker.maxVisitsADay} 单`,
    },
    { part: 'continuity', minutes: continuity, says: KNOWN_SAYS[knownTo(worker.touchpointId, served)] },
  ];
}

const KNOWN_SAYS: Readonly<Record<Known, string>> = {
  customer: '上门服务过这位顾客',
  project: '做过这个工程',
  community: '去过这个小区',
  nobody: '没有去过这个小区',
};

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
export function whyChosen(chosen: Candidate, ranked: readonly Candidate[], question: Question): string {
  const able = ranked.filter((each) => each.cost !== null);
  const facts = chosen.parts.map((part) => part.says).join('，');
  if (chosen.touchpointId === question.keep) return `还是原来的人，不换人：${facts}`;
  if (able.length === 1) return `只有这一位能去：${facts}`;
  const cost = chosen.cost ?? 0;
  const others = able.filter((each) => each !== chosen).map((each) => each.cost ?? 0);
  const less = tenths(Math.min(...others) - cost);
  if (chosen.touchpointId === question.prefer && less < 0) {
    return `几单一起算，这样派合起来最省；单看这一单折合 ${cost} 分钟路程：${facts}`;
  }
  const than = less > 0 ? `，比第二位省 ${less} 分钟` : '，和别人一样省，抽签定的';
  return `${able.length} 位能去，这位最省，折合 ${cost} 分钟路程${than}：${facts}`;
}

/** Why nobody, in a sentence: how many were thought of, and what kept most of them. */
export function whyNobody(ranked: readonly Candidate[]): string {
  if (ranked.length === 0) return '服务这个小区的门店没有登记上门人员';
  const reasons = Map.groupBy(ranked, (each) => each.whyNot ?? '刚被别人约走');
  const [most, those] = [...reasons].toSorted((a, b) => b[1].length - a[1].length)[0]!;
  return `${ranked.length} 位都去不了，其中 ${those.length} 位：${most}`;
}
