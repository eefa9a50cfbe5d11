import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, StoreId, TouchpointId } from '#kernel/ids';
import { ROLES, type Role } from '../people/touchpoint.ts';

export type TaskId = Id<'Task'>;

/**
 * offered 待接单 · accepted 已接单 · forwarded 已转发 · done 已完成 · unplaced 没人可派 · expired 已过期 · withdrawn 已撤回.
 * A decline is not a state: the task is offered to the next touchpoint, or unplaced when nobody is left.
 */
export type TaskState = 'offered' | 'accepted' | 'forwarded' | 'done' | 'unplaced' | 'expired' | 'withdrawn';

export type TaskMove = 'accept' | 'decline' | 'forward' | 'complete' | 'place' | 'expire' | 'withdraw';

/** The legal moves. Forwarding accepts by itself: nobody taps twice for one thing. */
const MOVES: Readonly<Record<TaskState, Partial<Record<TaskMove, TaskState>>>> = {
  offered: {
    accept: 'accepted',
    decline: 'offered',
    forward: 'forwarded',
    place: 'offered',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  accepted: {
    forward: 'forwarded',
    decline: 'offered',
    complete: 'done',
    place: 'offered',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  forwarded: { forward: 'forwarded', complete: 'done', expire: 'done' },
  unplaced: { place: 'offered', expire: 'expired', withdraw: 'withdrawn' },
  done: {},
  expired: {},
  withdrawn: {},
};

export const OPEN_STATES = ['offered', 'accepted', 'forwarded'] as const;

/** What the touchpoint needs to act: it came with the approved play. */
export interface Kit {
  readonly headline: string;
  readonly script: string;
  readonly packageName: string;
  readonly priceFen: number;
  readonly reasons: readonly string[];
  readonly roles: readonly string[];
}

export interface Task {
  readonly taskId: TaskId;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly playId: Id<'Play'>;
  readonly packageId: Id<'Package'>;
  readonly touchpointId: TouchpointId | null;
  readonly state: TaskState;
  readonly kit: Kit;
  readonly shareToken: string;
  /** Touchpoints asked so far. */
  readonly attempt: number;
  /** Why this touchpoint, in words. */
  readonly why: string;
  readonly offeredAt: Date;
  readonly dueAt: Date;
  readonly acceptedAt: Date | null;
  readonly forwardedAt: Date | null;
  readonly completedAt: Date | null;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly evidenceFileId: string | null;
}

/** Why people say no: counted, and shown to those who plan. */
export const DECLINE_REASONS = {
  too_busy: '最近太忙',
  not_my_area: '这个小区我不熟',
  group_forbids: '群里不让发',
  bad_offer: '活动不吸引人',
  other: '其他',
} as const;
export type DeclineReason = keyof typeof DECLINE_REASONS;

export const TASK_RESULTS = {
  warm: '邻居反响热烈',
  some: '有几位感兴趣',
  silent: '没人理会',
  complained: '有人反感',
} as const;
export type TaskResult = keyof typeof TASK_RESULTS;

/** The task is somebody else's now: it was passed on or placed by hand. */
export class TaskNotYours extends Refusal {
  constructor() {
    super('task-not-yours', 'conflict');
  }
}

export class NoSuchCandidate extends Refusal {
  constructor() {
    super('no-such-candidate', 'invalid');
  }
}

/** The state after a move; throws IllegalMove where the table has none. */
export function stateAfter(task: Task, move: TaskMove): TaskState {
  const next = MOVES[task.state][move];
  if (next === undefined) throw new IllegalMove('task', task.state, move);
  return next;
}

/** Somebody who may be asked to do a task. */
export interface Candidate {
  readonly touchpointId: TouchpointId;
  readonly role: Role;
  /** Rank of the community among those that they serve, 1 first. */
  readonly rank: number;
  readonly openTasks: number;
  readonly storeId: StoreId | null;
}

/**
 * Whom to ask next: the role that suits the play best, then those who know the community best, then those with less on
 * their hands. Answers undefined when nobody is left.
 */
export function nextCandidate(
  candidates: readonly Candidate[],
  roles: readonly string[],
  asked: ReadonlySet<TouchpointId>,
): { candidate: Candidate; why: string } | undefined {
  const order = new Map(roles.map((role, at) => [role, at]));
  const [best] = candidates
    .filter((candidate) => !asked.has(candidate.touchpointId) && order.has(candidate.role))
    .toSorted(
      (a, b) =>
        (order.get(a.role) ?? 0) - (order.get(b.role) ?? 0) ||
        a.rank - b.rank ||
        a.openTasks - b.openTasks ||
        (a.touchpointId < b.touchpointId ? -1 : 1),
    );
  return best && { candidate: best, why: whyCandidate(best, asked.size) };
}

export function whyCandidate(candidate: Candidate, askedBefore: number): string {
  const place = candidate.rank === 1 ? '主要负责本小区' : '也负责本小区';
  const load = candidate.openTasks === 0 ? '手上没有别的任务' : `手上还有${candidate.openTasks}个任务`;
  const before = askedBefore === 0 ? '' : `，前面${askedBefore}位没有接`;
  return `${ROLES[candidate.role]}，${place}，${load}${before}`;
}

/** Offers the task to a touchpoint: everything that an earlier one did with it starts afresh. */
export function offerTo(task: Task, candidate: Candidate, why: string, now: Date): Task {
  return {
    ...task,
    touchpointId: candidate.touchpointId,
    storeId: candidate.storeId ?? task.storeId,
    state: 'offered',
    attempt: task.attempt + 1,
    why,
    offeredAt: now,
    acceptedAt: null,
  };
}

export function withoutCandidate(task: Task): Task {
  return {
    ...task,
    touchpointId: null,
    state: 'unplaced',
    why: '负责本小区的人都问过了，需要人工指派',
    acceptedAt: null,
  };
}
