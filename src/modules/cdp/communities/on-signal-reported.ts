import { subscribe } from '#platform/outbox';
import { SignalReported } from '#modules/touchpoints/events';
import { countSignal } from './count-signal.ts';

/** Somebody at the front saw something: it counts like what residents say. */
export const onSignalReported = subscribe('cdp.count-signal', [SignalReported], async (ctx, event) => {
  const { signalId, touchpointId, cityId, communityId, kind, topic } = event.payload;
  const occurredAt = event.occurredAt;
  await countSignal(ctx, {
    eventId: signalId,
    subjectId: touchpointId,
    cityId,
    communityId,
    topic,
    signalKind: kind,
    occurredAt,
  });
});
