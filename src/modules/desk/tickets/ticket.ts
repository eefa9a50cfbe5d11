import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, Id, PersonId, StoreId, UserId } from '#kernel/ids';
import type { Facts, TicketKind } from './ticket-kind.ts';

/** Numbers begin with it: `GD-SZ-260606-0001`. */
export const TICKET_PREFIX = 'GD';

export type TicketId = Id<'Ticket'>;

/** 待处理 → 处理中 → 已办结. */
export const TICKET_STATES = { open: '待处理', taken: '处理中', done: '已办结' } as const;
export type TicketState = keyof typeof TICKET_STATES;

export const PRIORITIES = { urgent: '紧急', high: '优先', normal: '一般' } as const;
export type Priority = keyof typeof PRIORITIES;

/** How it ended. What is not settled is opened again. */
export const OUTCOMES = {
  called_back: '已回访',
  resolved: '已解决',
  unreachable: '联系不上',
  no_action: '不用处理',
  not_settled: '没好，再处理',
} as const;
export type Outcome = keyof typeof OUTCOMES;

/** Something that a person has to do by a deadline. Whom it concerns is in the vault, under `personId`. */
export interface Ticket {
  readonly ticketId: TicketId;
  readonly ticketNumber: string;
  readonly kind: TicketKind;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly personId: PersonId;
  readonly facts: Facts;
  readonly priority: Priority;
  readonly state: TicketState;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly takenBy: UserId | null;
  readonly closedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly hasNote: boolean;
  /** Entries of the timeline so far. */
  readonly steps: number;
  /** Grows by one with every step: who saves must have seen the one before. */
  readonly revision: number;
}

/** Somebody took a step with the ticket since it was on the screen. */
export class TicketChangedMeanwhile extends Refusal {
  constructor() {
    super('ticket-changed-meanwhile', 'conflict');
  }
}

/** What a ticket of that kind cannot end with. */
export class OutcomeUnfit extends Refusal {
  constructor(outcome: Outcome) {
    super('ticket-outcome-unfit', 'invalid', { outcome: OUTCOMES[outcome] });
  }
}

/** Whether tickets of a kind may end so: what was settled is asked about later, and may turn out not to be. */
export const isFit = (kind: TicketKind, outcome: Outcome): boolean => outcome !== 'not_settled' || kind === 'follow_up';

/** Ways to end that are worth asking about some days later. */
export const mayFollowUp = ({ kind }: Pick<Ticket, 'kind'>, outcome: Outcome): boolean =>
  kind !== 'follow_up' && (outcome === 'resolved' || outcome === 'called_back');

const stepped = (ticket: Ticket): Ticket => ({ ...ticket, steps: ticket.steps + 1, revision: ticket.revision + 1 });

/** @throws TicketChangedMeanwhile */
export function checkRevision(ticket: Ticket, seen: number): void {
  if (ticket.revision !== seen) throw new TicketChangedMeanwhile();
}

/** The ticket in somebody's hands; a colleague may take it over. @throws IllegalMove when it is done or theirs already */
export function take(ticket: Ticket, userId: UserId): Ticket {
  if (ticket.state === 'done' || ticket.takenBy === userId) throw new IllegalMove('ticket', ticket.state, 'taken');
  return { ...stepped(ticket), state: 'taken', takenBy: userId };
}

/** Something was done about the ticket: it is in the hands of whoever did it, unless a colleague has it. @throws IllegalMove when it is done */
export function act(ticket: Ticket, userId: UserId, hasNote: boolean): Ticket {
  if (ticket.state === 'done') throw new IllegalMove('ticket', ticket.state, 'taken');
  const takenBy = ticket.takenBy ?? userId;
  return { ...stepped(ticket), state: 'taken', takenBy, hasNote: ticket.hasNote || hasNote };
}

/** The ticket after its end. @throws IllegalMove when it is done, OutcomeUnfit */
export function close(
  ticket: Ticket,
  ended: { readonly outcome: Outcome; readonly hasNote: boolean },
  now: Date,
): Ticket {
  if (ticket.state === 'done') throw new IllegalMove('ticket', ticket.state, 'done');
  const { outcome } = ended;
  if (!isFit(ticket.kind, outcome)) throw new OutcomeUnfit(outcome);
  return { ...stepped(ticket), state: 'done', outcome, closedAt: now, hasNote: ticket.hasNote || ended.hasNote };
}

/** Not done, and the time for it is over. */
export const isOverdue = (ticket: Pick<Ticket, 'state' | 'dueAt'>, now: Date): boolean =>
  ticket.state !== 'done' && ticket.dueAt < now;

/** What every event of a ticket says about it. */
export const factsOf = (ticket: Ticket) => ({
  ticketId: ticket.ticketId,
  kind: ticket.kind,
  cityId: ticket.cityId,
  communityId: ticket.communityId,
  storeId: ticket.storeId,
});
