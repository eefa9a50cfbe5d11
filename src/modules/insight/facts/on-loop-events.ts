import { subscribe, type EventType } from '#platform/outbox';
import { CommunityEnteredAudience, MentionsCounted } from '#modules/cdp/events';
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
import { recordFacts } from './record-facts.ts';

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
  kindOf: (payload: P) => Kind,
  quantityOf?: (payload: P) => number,
) {
  const read = (happened: Happened): StageFact => {
    const payload = happened.payload as P;
    return factOf(happened, kindOf(payload), quantityOf?.(payload));
  };
  return [event.type, read] as const;
}

const READINGS: ReadonlyMap<string, (happened: Happened) => StageFact> = new Map([
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
]);

/** The fact that an event of the loop is. */
export function readEvent(happened: Happened): StageFact {
  const read = READINGS.get(happened.type);
  if (read === undefined) throw new Error(`${happened.type} is no event of the loop`);
  return read(happened);
}

/** Every event of the loop becomes a fact. */
export const onLoopEvents = subscribe('insight.record-facts', LOOP_EVENTS, async (ctx, event) => {
  const fact = readEvent(event);
  // A batch that mentions nothing counts for nothing.
  if (fact.quantity > 0) await recordFacts(ctx, [fact]);
});
