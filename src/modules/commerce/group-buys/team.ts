import { Refusal } from '#kernel/errors';
import type { CityId, CustomerKey, Id, PersonId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import type { GroupBuyId, GroupTerms } from './group-buy.ts';

export type TeamId = Id<'Team'>;

/** 拼团中 → 已成团 | 未成团. */
export const TEAM_STATES = { open: '拼团中', filled: '已成团', failed: '未成团' } as const;
export type TeamState = keyof typeof TEAM_STATES;

/** People who order together. It stands once so many have paid. */
export interface Team {
  readonly cityId: CityId;
  readonly teamId: TeamId;
  readonly groupBuyId: GroupBuyId;
  readonly size: number;
  /** The whole community until the cut-off: more than the size may join. */
  readonly whole: boolean;
  /** Who began it; null for the whole community. */
  readonly customerKey: CustomerKey | null;
  readonly personId: PersonId | null;
  /** Places held, paid ones among them. */
  readonly held: number;
  /** People who have paid. */
  readonly paid: number;
  readonly state: TeamState;
  readonly openedAt: Date;
  readonly expiresAt: Date;
}

/** All places are taken or held for somebody who is paying. */
export class TeamFull extends Refusal {
  constructor() {
    super('team-full', 'conflict');
  }
}

/** Its time is over, or it is of another group buy. */
export class TeamOver extends Refusal {
  constructor() {
    super('team-over', 'conflict');
  }
}

/** Whoever asks has a place in it. */
export class AlreadyInTeam extends Refusal {
  constructor() {
    super('already-in-team', 'conflict');
  }
}

/** 拼团: either a team is joined or a new one begun. */
export class TeamMissing extends Refusal {
  constructor() {
    super('team-missing', 'invalid');
  }
}

/** Whether the whole community is one team. */
export const isWhole = ({ kind, teamHours }: Pick<GroupTerms, 'kind' | 'teamHours'>): boolean =>
  kind === 'min_size' && teamHours === null;

/** A new team's end: after its hours, and never later than the cut-off. */
export function teamExpiry(teamHours: number, cutOffAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + teamHours * HOUR, cutOffAt.getTime()));
}
