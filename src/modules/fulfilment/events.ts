import { z } from 'zod';
import { cityId, communityId, customerKey, defineEvent, idOf, personId, storeId, touchpointId } from '#platform/outbox';

const time = z.iso.datetime();

const visitFacts = {
  visitId: idOf<'Visit'>(),
  cityId,
  communityId,
  storeId: storeId.nullable(),
  customerKey,
  personId,
  /** `measure`, `install`, … */
  service: z.string(),
  /** What brought it; opaque to fulfilment. */
  leadId: idOf<'Lead'>().nullable(),
  shareToken: z.string().nullable(),
  packageId: idOf<'Package'>().nullable(),
  /** The works it belongs to; null for a first visit. */
  projectId: idOf<'Project'>().nullable(),
};
/** Who comes, and when. */
const appointment = { touchpointId, startsAt: time, endsAt: time };

export const VisitBooked = defineEvent('VisitBooked', 1, 'visit', z.object({ ...visitFacts, ...appointment }));

/** Another time, another person, or both; and why. */
export const VisitMoved = defineEvent(
  'VisitMoved',
  1,
  'visit',
  z.object({ ...visitFacts, ...appointment, previousTouchpointId: touchpointId.nullable(), why: z.string() }),
);

/** Whoever was to come cannot, and nobody else can at that time: a person has to find another. Nothing is lost. */
export const VisitUnplaced = defineEvent(
  'VisitUnplaced',
  1,
  'visit',
  z.object({ ...visitFacts, previousTouchpointId: touchpointId.nullable(), startsAt: time, why: z.string() }),
);

/** 已接单 → 已出发 → 已到达 → 已完成. */
export const VisitProgressed = defineEvent(
  'VisitProgressed',
  1,
  'visit',
  z.object({
    ...visitFacts,
    ...appointment,
    state: z.enum(['accepted', 'departed', 'arrived', 'done']),
    /** With `done`: whether it was done, or nobody was at home, or it could not be measured. */
    outcome: z.enum(['done', 'not_home', 'not_measured']).optional(),
  }),
);

export const VisitCancelled = defineEvent(
  'VisitCancelled',
  1,
  'visit',
  z.object({ ...visitFacts, touchpointId: touchpointId.nullable(), by: z.string(), reason: z.string() }),
);

export const VisitRated = defineEvent(
  'VisitRated',
  1,
  'visit',
  z.object({ ...visitFacts, touchpointId, stars: z.number().int().min(1).max(5) }),
);

const projectFacts = {
  projectId: idOf<'Project'>(),
  orderId: idOf<'Order'>(),
  cityId,
  communityId,
  storeId: storeId.nullable(),
  customerKey,
  personId,
};

/** The deposit of an order came in: its works have milestones from now on. */
export const ProjectStarted = defineEvent('ProjectStarted', 1, 'project', z.object(projectFacts));

const milestoneFacts = { ...projectFacts, milestoneId: idOf<'Milestone'>(), code: z.string() };

/** Photos of a milestone were put before the owner. `round` counts how often, from 1. */
export const MilestoneSubmitted = defineEvent(
  'MilestoneSubmitted',
  1,
  'project',
  z.object({ ...milestoneFacts, touchpointId, round: z.number().int().positive() }),
);

/** `touchpointId` did the confirmed round. */
export const MilestoneConfirmed = defineEvent(
  'MilestoneConfirmed',
  1,
  'project',
  z.object({ ...milestoneFacts, touchpointId: touchpointId.nullable() }),
);

/** The owner said no, with a comment: it is to be redone. */
export const MilestoneRejected = defineEvent(
  'MilestoneRejected',
  1,
  'project',
  z.object({ ...milestoneFacts, touchpointId: touchpointId.nullable(), round: z.number().int().positive() }),
);

/** The owner has not answered for 72 hours: they are reminded. Nobody answers for them. */
export const MilestoneUnanswered = defineEvent(
  'MilestoneUnanswered',
  1,
  'project',
  z.object({ ...milestoneFacts, touchpointId: touchpointId.nullable(), round: z.number().int().positive() }),
);

/** Somebody may submit its milestones from now on, or no longer. */
export const ProjectAssigned = defineEvent(
  'ProjectAssigned',
  1,
  'project',
  z.object({ ...projectFacts, touchpointId, assigned: z.boolean() }),
);

/** Its order was cancelled: nothing of it goes on. */
export const ProjectStopped = defineEvent('ProjectStopped', 1, 'project', z.object(projectFacts));

/** The owner confirmed the last milestone: the home is finished. */
export const ProjectCompleted = defineEvent('ProjectCompleted', 1, 'project', z.object(projectFacts));
