import { subscribeBatch, type EventType } from '#platform/outbox';
import { CommunityEnteredAudience, MentionsCounted } from '#modules/cdp/events';
import { OrderPaid } from '#modules/commerce/events';
import { LeadFollowedUp, LeadOutcomeRecorded, LeadRecorded, OfferVisited } from '#modules/growth/events';
import {
  MainPushDecided,
  MainPushProposed,
  PlayApproved,
  PlayProposed,
  PlayRejected,
} from '#modules/intelligence/events';
import { TaskAccepted, TaskCompleted, TaskDeclined, TaskForwarded, TaskOffered } from '#modules/touchpoints/events';
import type { Kind } from '../flywheel/stage.ts';
import { factOf, type LoopPayload, type StageFact } from './fact.ts';
import { insertFacts } from './fact-store.ts';

/** Everything that happens in the loop. */
export const LOOP_EVENTS = [
  MentionsCounted,
  CommunityEnteredAudience,
  PlayProposed,
  PlayApproved,
  PlayRejected,
  TaskOffered,
  TaskAccepted,
  TaskDeclined,
  TaskForwarded,
  TaskCompleted,
  OfferVisited,
  LeadRecorded,
  LeadFollowedUp,
  LeadOutcomeRecorded,
  MainPushProposed,
  MainPushDecided,
  OrderPaid,
] as const;

interface Happened {
  readonly type: string;
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly payload: LoopPayload;
}

/** Binds a kind of event to what it counts as; its payload was checked against the event's own schema on delivery. */
function counting<P extends LoopPayload>(
  event: EventType<P>,
  kindOf: (payload: P) => Kind | undefined,
  quantityOf?: (payload: P) => number,
) {
  const read = (happened: Happened): StageFact | undefined => {
    const payload = happened.payload as P;
    const kind = kindOf(payload);
    return kind === undefined ? undefined : factOf(happened, kind, quantityOf?.(payload));
  };
  return [event.type, read] as const;
}

const READINGS: ReadonlyMap<string, (happened: Happened) => StageFact | undefined> = new Map([
  counting(
    MentionsCounted,
    () => 'mentioned',
    ({ counts }) => counts.reduce((sum, count) => sum + count.mentions, 0),
  ),
  counting(CommunityEnteredAudience, () => 'entered_audience'),
  counting(PlayProposed, () => 'proposed'),
  counting(PlayApproved, () => 'approved'),
  counting(PlayRejected, () => 'rejected'),
  // A task that passes from hand to hand is one task.
  counting(TaskOffered, ({ attempt }) => (attempt === 1 ? 'offered' : 'offered_again')),
  counting(TaskAccepted, () => 'accepted'),
  counting(TaskDeclined, () => 'declined'),
  counting(TaskForwarded, () => 'forwarded'),
  counting(TaskCompleted, () => 'completed'),
  counting(OfferVisited, () => 'visited'),
  counting(LeadRecorded, ({ playId }) => (playId === null ? 'own_lead' : 'lead')),
  counting(LeadFollowedUp, ({ step }) => step),
  counting(LeadOutcomeRecorded, ({ outcome }) => outcome),
  counting(MainPushProposed, () => 'push_proposed'),
  counting(MainPushDecided, ({ decision }) => (decision === 'accepted' ? 'push_accepted' : 'push_dismissed')),
  // What neighbours order of a leader comes from what the leader shared; other goods do not.
  counting(OrderPaid, ({ channel, touchpointId }) =>
    channel === 'group_buy' && touchpointId !== null ? 'ordered' : undefined,
  ),
]);

/** The fact that an event of the loop is; undefined where it counts for nothing. */
export function readEvent(happened: Happened): StageFact | undefined {
  const read = READINGS.get(happened.type);
  if (read === undefined) throw new Error(`${happened.type} is no event of the loop`);
  return read(happened);
}

/** Every event of the loop becomes a fact. */
export const onLoopEvents = subscribeBatch('insight.record-facts', LOOP_EVENTS, async (tx, events) => {
  const facts = events.flatMap((event) => readEvent(event) ?? []);
  // A batch that mentions nothing counts for nothing.
  await insertFacts(
    tx.db,
    facts.filter(({ quantity }) => quantity > 0),
  );
});
