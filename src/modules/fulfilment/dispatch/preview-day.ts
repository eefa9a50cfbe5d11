import type { TouchpointId } from '#kernel/ids';
import { HOUR, MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Threads } from '#platform/threads';
import type { WorkerTime } from '../slots/free-time.ts';
import type { Visit } from '../visits/visit.ts';
import { lastDecisionsOf } from './decision-store.ts';
import { dayGround, errandsOf, withoutVisits, type BoardPlace, type DayGround } from './day-ground.ts';
import type { Errand } from './day-problem.ts';
import { MOVING_MINUTES } from './dispatch-costs.ts';
import { rank, withWhatWouldDo, type Candidate } from './dispatch.ts';
import type { DayAsked, DayFigures, DayPlan } from './plan-day.ts';

/** What if somebody serves nobody more on the day, or nobody before a moment? */
export interface WhatIf {
  readonly away?: readonly TouchpointId[] | undefined;
  readonly late?: { readonly touchpointId: TouchpointId; readonly until: Date } | undefined;
}

export interface Move {
  readonly visit: Visit;
  readonly to: TouchpointId;
}

export interface DayPreview {
  readonly ground: DayGround;
  readonly moves: readonly Move[];
  /** Nobody can come to these, and the best that could be done, where there is something. */
  readonly left: readonly { readonly visit: Visit; readonly hints: readonly Candidate[] }[];
  readonly before: DayFigures;
  readonly after: DayFigures;
  /** Visits that were not to be moved: somebody chose, is on the way, or they begin soon. */
  readonly kept: number;
}

const TASK = new URL('./plan-day-task.ts', import.meta.url);
/** Rounds and the milliseconds that they take at most; most of the gain is there by then. */
const ROUNDS = 4_000;
const WITHIN_MS = 2_000;
const TIMEOUT_MS = 20_000;
/** Nobody is swapped so shortly before a visit begins. */
const SOON_MS = HOUR;
/** More hints nobody reads. */
const MOST_HINTS = 3;
const MOST_EXPLAINED = 20;

/**
 * How the day could go at less cost, or go on if somebody is missing or late: nothing is changed by asking. Moments stay as
 * promised, and so does whoever a person chose. With a what-if only the visits of those people change hands. @throws NotFound
 */
export async function previewDay(ctx: Context, place: BoardPlace, day: string, what: WhatIf = {}): Promise<DayPreview> {
  const ground = await dayGround(ctx, place, day);
  const now = ctx.clock.now();
  const isAbout = concerned(what, now);
  const decided = await lastDecisionsOf(ctx.db, ground.visits);
  const mayMove = (visit: Visit): boolean => {
    if (visit.state === 'unplaced') return isAbout === undefined && visit.startsAt > now;
    if (visit.state !== 'booked' && visit.state !== 'accepted') return false;
    if (isAbout !== undefined) return isAbout(visit);
    return decided.get(visit.visitId)?.by !== 'people' && visit.startsAt.getTime() > now.getTime() + SOON_MS;
  };
  const open = [...ground.visits, ...ground.waiting].filter(mayMove);
  const present = withoutVisits(ground.people, open);
  const people = present.map((time) => changedBy(time, what, now));
  const errands = (await errandsOf(ctx.db, open, () => false)).map((errand): Errand =>
    isAbout === undefined ? errand : { ...errand, has: undefined },
  );
  const asked: DayAsked = { day, people, errands, movingMinutes: MOVING_MINUTES, seed: 1, iterations: ROUNDS };
  const plan = await planned(ctx.services.threads, asked);
  return previewOf(ground, open, people, errands, plan);
}

/** Visits that a what-if takes from somebody; undefined without one. */
function concerned({ away = [], late }: WhatIf, now: Date): ((visit: Visit) => boolean) | undefined {
  if (away.length === 0 && late === undefined) return undefined;
  return (visit) => {
    if (visit.endsAt <= now || visit.touchpointId === null) return false;
    if (away.includes(visit.touchpointId)) return true;
    return late !== undefined && visit.touchpointId === late.touchpointId && visit.startsAt < late.until;
  };
}

function changedBy(time: WorkerTime, { away = [], late }: WhatIf, now: Date): WorkerTime {
  const { worker } = time;
  if (away.includes(worker.touchpointId)) return { ...time, worker: { ...worker, takesVisits: false } };
  if (late?.touchpointId !== worker.touchpointId) return time;
  const until = { from: now.getTime() - MINUTE, to: late.until.getTime() };
  return { ...time, leaves: [...time.leaves, until] };
}

const planned = (threads: Threads, asked: DayAsked): Promise<DayPlan> =>
  threads.run(TASK, 'planDayWithin', { ...asked, within: WITHIN_MS }, { timeoutMs: TIMEOUT_MS });

function previewOf(
  ground: DayGround,
  open: readonly Visit[],
  people: readonly WorkerTime[],
  errands: readonly Errand[],
  plan: DayPlan,
): DayPreview {
  const byId = new Map<string, TouchpointId | null>(plan.assigned.map((each) => [each.visitId, each.touchpointId]));
  const moves: Move[] = [];
  const left: { visit: Visit; errand: Errand }[] = [];
  for (const [at, visit] of open.entries()) {
    const to = byId.get(visit.visitId) ?? null;
    if (to === null) left.push({ visit, errand: errands[at]! });
    else if (to !== visit.touchpointId) moves.push({ visit, to });
  }
  const busy = withPlan(people, errands, byId);
  return {
    ground,
    moves,
    left: left.map(({ visit, errand }, at) => ({
      visit,
      hints: at < MOST_EXPLAINED ? hintsFor(busy, errand) : [],
    })),
    before: plan.before,
    after: plan.after,
    kept:
      ground.visits.filter((visit) => visit.state !== 'done').length -
      open.filter((visit) => visit.touchpointId).length,
  };
}

/** People with what the plan gives them. */
function withPlan(
  people: readonly WorkerTime[],
  errands: readonly Errand[],
  byId: ReadonlyMap<string, TouchpointId | null>,
): WorkerTime[] {
  const given = Map.groupBy(errands, ({ visitId }) => byId.get(visitId) ?? null);
  return people.map((time) => {
    const own = (given.get(time.worker.touchpointId) ?? []).map(({ from, to, ask }) => ({ from, to, at: ask.at }));
    return { ...time, taken: [...time.taken, ...own].toSorted((a, b) => a.from - b.from) };
  });
}

/** Those of the stores that serve it whom one thing would let come. */
function hintsFor(people: readonly WorkerTime[], { ask, from, to, served, stores }: Errand): Candidate[] {
  const near = people.filter(({ worker }) => stores?.has(worker.storeId) !== false);
  const question = { ask, span: { from, to }, served, keep: undefined, only: undefined, seed: '' };
  const told = withWhatWouldDo(rank(near, question), near, question);
  return told.filter((each) => each.wouldDo !== null).slice(0, MOST_HINTS);
}
