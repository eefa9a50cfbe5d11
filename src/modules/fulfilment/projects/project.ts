import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import type { FileId } from '#platform/files';

export type ProjectId = Id<'Project'>;
export type MilestoneId = Id<'Milestone'>;

export type ProjectState = 'active' | 'completed' | 'stopped';
export const PROJECT_STATE_NAMES: Readonly<Record<ProjectState, string>> = {
  active: '施工中',
  completed: '已竣工',
  stopped: '已停止',
};

/** The works of one order, from its deposit on. */
export interface Project {
  readonly projectId: ProjectId;
  readonly orderId: Id<'Order'>;
  readonly orderNumber: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly customerKey: CustomerKey;
  readonly personId: PersonId;
  readonly packageId: Id<'Package'>;
  readonly leadId: Id<'Lead'> | null;
  readonly shareToken: string | null;
  readonly state: ProjectState;
  /** How many milestones it has, and how many of them the owner has confirmed. */
  readonly milestones: number;
  readonly confirmed: number;
  readonly startedAt: Date;
  readonly completedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly delivery: { readonly fileId: FileId; readonly sha256: string; readonly madeAt: Date } | null;
}

/** pending 未开始 · submitted 待业主确认 · rejected 需返工 · confirmed 已确认. */
export type MilestoneState = 'pending' | 'submitted' | 'rejected' | 'confirmed';
export type MilestoneMove = 'submit' | 'confirm' | 'reject';

export const MILESTONE_STATE_NAMES: Readonly<Record<MilestoneState, string>> = {
  pending: '未开始',
  submitted: '待业主确认',
  rejected: '需返工',
  confirmed: '已确认',
};

/** The legal moves. */
const MOVES: Readonly<Record<MilestoneState, Partial<Record<MilestoneMove, MilestoneState>>>> = {
  pending: { submit: 'submitted' },
  submitted: { confirm: 'confirmed', reject: 'rejected' },
  rejected: { submit: 'submitted' },
  confirmed: {},
};

export interface Milestone {
  readonly milestoneId: MilestoneId;
  readonly projectId: ProjectId;
  readonly cityId: CityId;
  /** Its place among the milestones of the project, from 1. */
  readonly ordinal: number;
  readonly code: string;
  readonly title: string;
  /** What the photos must show. */
  readonly instruction: string;
  /** May be submitted before the one before it is confirmed. */
  readonly aheadAllowed: boolean;
  readonly state: MilestoneState;
  /** How often it was submitted. */
  readonly round: number;
  /** Who submitted the last round. */
  readonly touchpointId: TouchpointId | null;
  readonly submittedAt: Date | null;
  readonly answeredAt: Date | null;
  /** When the owner was reminded of the round that waits. */
  readonly remindedAt: Date | null;
}

/** Most photos of one round. */
export const MOST_PHOTOS = 20;
/** An owner who has not answered for so long is reminded; nobody answers for them. */
export const OWNER_HAS_MS = 72 * HOUR;

/** The owner looked at a round, and another one is there now. */
export class MilestoneMovedOn extends Refusal {
  constructor(round: number) {
    super('milestone-moved-on', 'conflict', { round });
  }
}
/** The one before it is not confirmed yet. */
export class MilestoneTooEarly extends Refusal {
  constructor(before: string) {
    super('milestone-too-early', 'conflict', { before });
  }
}
export class MilestoneWithoutPhoto extends Refusal {
  constructor() {
    super('milestone-without-photo', 'invalid');
  }
}
/** Some photos of the device have not arrived. */
export class PhotosOnTheirWay extends Refusal {
  constructor(sent: number, arrived: number) {
    super('photos-on-their-way', 'conflict', { sent, arrived });
  }
}
export class TooManyPhotos extends Refusal {
  constructor() {
    super('too-many-photos', 'invalid', { limit: MOST_PHOTOS });
  }
}
/** The works are over or were stopped. */
export class ProjectNotActive extends Refusal {
  constructor(state: ProjectState) {
    super('project-not-active', 'conflict', { state: PROJECT_STATE_NAMES[state] });
  }
}

/** There is no delivery file before the owner confirmed the last milestone. */
export class DeliveryNotReady extends Refusal {
  constructor() {
    super('delivery-not-ready', 'conflict');
  }
}

/** The state after a move; throws IllegalMove where the table has none. */
export function stateAfter(milestone: Pick<Milestone, 'state'>, move: MilestoneMove): MilestoneState {
  const next = MOVES[milestone.state][move];
  if (next === undefined) throw new IllegalMove('milestone', milestone.state, move);
  return next;
}

/** The one before it that has to be confirmed first; undefined where it may be submitted. */
export function waitsFor(milestone: Milestone, all: readonly Milestone[]): Milestone | undefined {
  if (milestone.aheadAllowed) return undefined;
  const before = all.find((other) => other.ordinal === milestone.ordinal - 1);
  return before === undefined || before.state === 'confirmed' ? undefined : before;
}

/** Whether it can be submitted now. */
export function isOpen(project: Pick<Project, 'state'>, milestone: Milestone, all: readonly Milestone[]): boolean {
  return (
    project.state === 'active' && MOVES[milestone.state].submit !== undefined && waitsFor(milestone, all) === undefined
  );
}

export const refuseUnlessActive = ({ state }: Pick<Project, 'state'>): void => {
  if (state !== 'active') throw new ProjectNotActive(state);
};

/**
 * The milestone put before the owner, in its next round. Throws ProjectNotActive, IllegalMove, MilestoneTooEarly,
 * MilestoneWithoutPhoto, PhotosOnTheirWay.
 */
export function submit(
  project: Project,
  milestone: Milestone,
  all: readonly Milestone[],
  made: {
    readonly touchpointId: TouchpointId;
    /** What is there. */
    readonly photoIds: readonly string[];
    /** What the device says that it has sent. */
    readonly sentIds: readonly string[];
    readonly at: Date;
  },
): Milestone {
  refuseUnlessActive(project);
  const state = stateAfter(milestone, 'submit');
  const before = waitsFor(milestone, all);
  if (before !== undefined) throw new MilestoneTooEarly(before.title);
  const sent = new Set(made.sentIds);
  const arrived = made.photoIds.filter((photoId) => sent.has(photoId)).length;
  if (arrived < sent.size) throw new PhotosOnTheirWay(sent.size, arrived);
  if (made.photoIds.length === 0) throw new MilestoneWithoutPhoto();
  return {
    ...milestone,
    state,
    round: milestone.round + 1,
    touchpointId: made.touchpointId,
    submittedAt: made.at,
    answeredAt: null,
    remindedAt: null,
  };
}

/**
 * The owner's answer to the round that they looked at. Throws ProjectNotActive, IllegalMove, MilestoneMovedOn.
 */
export function answer(
  project: Project,
  milestone: Milestone,
  move: 'confirm' | 'reject',
  seen: { readonly round: number; readonly at: Date },
): { readonly project: Project; readonly milestone: Milestone; readonly completed: boolean } {
  refuseUnlessActive(project);
  const state = stateAfter(milestone, move);
  if (milestone.round !== seen.round) throw new MilestoneMovedOn(milestone.round);
  const confirmed = project.confirmed + (state === 'confirmed' ? 1 : 0);
  const completed = confirmed === project.milestones;
  return {
    milestone: { ...milestone, state, answeredAt: seen.at },
    project: {
      ...project,
      confirmed,
      state: completed ? 'completed' : project.state,
      completedAt: completed ? seen.at : null,
    },
    completed,
  };
}

/** The milestone whose turn it is: the first that is not confirmed. Expects them in order. */
export function nextOf(all: readonly Milestone[]): Milestone | undefined {
  return all.find((milestone) => milestone.state !== 'confirmed');
}
