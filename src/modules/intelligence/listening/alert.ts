import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, PersonId, UserId } from '#kernel/ids';

export type AlertId = Id<'ListeningAlert'>;
export type AlertState = 'open' | 'in_hand' | 'done' | 'dismissed';
export type DismissReason = 'not_ours' | 'known' | 'misread' | 'harmless';

/** Something that communities say and that somebody should look at. */
export interface Alert {
  readonly alertId: AlertId;
  /**
   * `spike`: more people complain of a topic than is usual. `grave`: a message to act on today. `message`: one that a person
   * found worth seeing to.
   */
  readonly kind: 'spike' | 'grave' | 'message';
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly topic: string | null;
  readonly eventId: string | null;
  /** Who wrote the message or, of a spike, complained last: the person whom a ticket is about. */
  readonly subjectId: PersonId;
  readonly raisedAt: Date;
  readonly window: 'hour' | 'day' | null;
  readonly people: number;
  readonly expected: number;
  readonly graveKinds: readonly string[];
  readonly state: AlertState;
  readonly dismissReason: DismissReason | null;
  readonly decidedBy: UserId | null;
  readonly decidedAt: Date | null;
  readonly revision: number;
}

/** 待处理 → 已转工单 → 已了结, or 不用处理; what turns out not to be settled is in hand again. */
const MOVES: Readonly<Record<AlertState, readonly AlertState[]>> = {
  open: ['in_hand', 'dismissed'],
  in_hand: ['done'],
  done: ['in_hand'],
  dismissed: [],
};

/** Somebody decided on the alert since it was on the screen. */
export class AlertChangedMeanwhile extends Refusal {
  constructor() {
    super('alert-changed-meanwhile', 'conflict');
  }
}

/** Somebody changed the rule since it was on the screen. */
export class AlertRuleChangedMeanwhile extends Refusal {
  constructor() {
    super('alert-rule-changed-meanwhile', 'conflict');
  }
}

/** The alert after a step. @throws IllegalMove */
export function moved(
  alert: Alert,
  to: Exclude<AlertState, 'open'>,
  by: { readonly userId: UserId | null; readonly at: Date; readonly dismissReason?: DismissReason },
): Alert {
  if (!MOVES[alert.state].includes(to)) throw new IllegalMove('alert', alert.state, to);
  return {
    ...alert,
    state: to,
    dismissReason: by.dismissReason ?? null,
    decidedBy: by.userId ?? alert.decidedBy,
    decidedAt: by.at,
    revision: alert.revision + 1,
  };
}

/** How long what people say of the same grave matter belongs to one alert. */
export const SAME_MATTER_HOURS = 24;

/** Whether a grave message tells of the matter of an alert: the same danger or, where one of them names none, the same topic. */
export function isSameMatter(
  alert: Pick<Alert, 'topic' | 'graveKinds'>,
  voice: { readonly topics: readonly string[]; readonly graveKinds: readonly string[] },
): boolean {
  const namesBoth = alert.graveKinds.length > 0 && voice.graveKinds.length > 0;
  if (namesBoth) return alert.graveKinds.some((kind) => voice.graveKinds.includes(kind));
  return alert.topic === null ? voice.topics.length === 0 : voice.topics.includes(alert.topic);
}

/** When people's complaints become alerts, and grave ones tickets. */
export interface AlertRule {
  readonly leastPeople: number;
  /** A spike is what comes by chance once in so many looks. */
  readonly onceIn: number;
  readonly graveToTicket: boolean;
}
