import type { CityId, CommunityId, Id, TouchpointId } from '#kernel/ids';
import type { Kind } from '../flywheel/stage.ts';

/** One thing that happened in the loop: what, where, when, and what it belongs to. */
export interface StageFact {
  /** The event's id: the same event is one fact, however often it arrives. */
  readonly eventId: string;
  readonly cityId: CityId;
  readonly communityId: CommunityId;
  readonly kind: Kind;
  /** How many it stands for: mentions come counted, everything else alone. */
  readonly quantity: number;
  readonly playId: Id<'Play'> | null;
  readonly taskId: Id<'Task'> | null;
  readonly leadId: Id<'Lead'> | null;
  readonly packageId: Id<'Package'> | null;
  readonly touchpointId: TouchpointId | null;
  readonly occurredAt: Date;
}

/** What all events of the loop say. */
export interface LoopPayload {
  readonly cityId: CityId;
  /** Null of what belongs to no community: nothing of the loop. */
  readonly communityId: CommunityId | null;
  readonly playId?: Id<'Play'> | null;
  readonly taskId?: Id<'Task'> | null;
  readonly leadId?: Id<'Lead'> | null;
  readonly packageId?: Id<'Package'> | null;
  readonly touchpointId?: TouchpointId | null;
}

/** The fact that an event is; undefined of what belongs to no community. */
export function factOf(
  event: { readonly eventId: string; readonly occurredAt: Date; readonly payload: LoopPayload },
  kind: Kind,
  quantity = 1,
): StageFact | undefined {
  const { payload } = event;
  if (payload.communityId === null) return undefined;
  return {
    eventId: event.eventId,
    occurredAt: event.occurredAt,
    kind,
    quantity,
    cityId: payload.cityId,
    communityId: payload.communityId,
    playId: payload.playId ?? null,
    taskId: payload.taskId ?? null,
    leadId: payload.leadId ?? null,
    packageId: payload.packageId ?? null,
    touchpointId: payload.touchpointId ?? null,
  };
}
