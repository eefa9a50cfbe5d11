import { z } from 'zod';
import { cityId, communityId, idOf, storeId, touchpointId } from '#platform/fields';

const time = z.iso.datetime();
const projectId = idOf<'Project'>();
const milestoneId = idOf<'Milestone'>();
const photoId = idOf<'Photo'>();

export const PROJECT_STATES = ['active', 'completed', 'stopped'] as const;
export const MILESTONE_STATES = ['pending', 'submitted', 'rejected', 'confirmed'] as const;

export const projectParams = z.object({ projectId });
export const projectMilestoneParams = z.object({ projectId, milestoneId });
export const projectPhotoParams = z.object({ projectId, photoId });

/** One photo; `url` answers the picture to whoever reads the project where this was read. */
export const milestonePhoto = z.object({
  photoId,
  url: z.string(),
  /** What the camera wrote: a hint, not a proof. */
  takenAt: time.nullable(),
  hasPosition: z.boolean(),
  addedAt: time,
});

/** One time that a milestone was put before the owner, from 1. */
export const milestoneRound = z.object({
  round: z.number().int(),
  submittedAt: time,
  /** Who did it, masked. */
  touchpointName: z.string(),
  roleName: z.string(),
  note: z.string(),
  photos: z.array(milestonePhoto),
  answer: z.enum(['confirmed', 'rejected']).nullable(),
  answeredAt: time.nullable(),
  /** What the owner wrote when they said no. */
  comment: z.string().nullable(),
});

export const milestoneItem = z.object({
  milestoneId,
  ordinal: z.number().int(),
  code: z.string(),
  name: z.string(),
  /** What the photos must show. */
  instruction: z.string(),
  state: z.enum(MILESTONE_STATES),
  stateName: z.string(),
  /** Rounds submitted so far: send it back with an answer. */
  round: z.number().int(),
  /** Whether the table of moves and the order of milestones allow to submit it now. */
  open: z.boolean(),
  submittedAt: time.nullable(),
  confirmedAt: time.nullable(),
  rounds: z.array(milestoneRound),
});

/** A PDF of the finished works, and the SHA-256 of its bytes. */
const deliveryFile = z.object({ url: z.string(), sha256: z.string(), madeAt: time });

export const projectItem = z.object({
  projectId,
  orderId: idOf<'Order'>(),
  orderNumber: z.string(),
  packageId: idOf<'Package'>(),
  packageName: z.string(),
  cityId,
  cityName: z.string(),
  communityId,
  communityName: z.string(),
  storeId: storeId.nullable(),
  /** The owner, masked. */
  customerName: z.string(),
  state: z.enum(PROJECT_STATES),
  stateName: z.string(),
  milestones: z.number().int(),
  confirmed: z.number().int(),
  /** The milestone that comes next, and whose turn it is. */
  next: z
    .object({
      milestoneId,
      name: z.string(),
      state: z.enum(MILESTONE_STATES),
      stateName: z.string(),
      waitingSince: time.nullable(),
    })
    .nullable(),
  startedAt: time,
  completedAt: time.nullable(),
  stoppedAt: time.nullable(),
});

export const projectDetail = projectItem.extend({
  milestoneList: z.array(milestoneItem),
  /** Who may submit: assigned by hand, or with an install visit of it. */
  workers: z.array(
    z.object({ touchpointId, name: z.string(), roleName: z.string(), because: z.enum(['assigned', 'visit']) }),
  ),
  /** Install visits that were not cancelled, by time. */
  visits: z.array(
    z.object({
      visitId: idOf<'Visit'>(),
      visitNumber: z.string(),
      startsAt: time,
      endsAt: time,
      state: z.string(),
      stateName: z.string(),
      /** Who comes, masked; null while nobody is found. */
      who: z.object({ name: z.string(), roleName: z.string() }).nullable(),
    }),
  ),
  delivery: deliveryFile.nullable(),
});

/** Mine: also the photos that I added and did not submit yet, by milestone. */
export const myProjectDetail = projectDetail.extend({
  drafts: z.array(z.object({ milestoneId, photos: z.array(milestonePhoto) })),
});

const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const ownProjectsAnswer = z.object({ items: z.array(projectItem) });
export const myProjectsQuery = z.object({ ...page, view: z.enum(['open', 'closed']).default('open') });
export const myProjectsAnswer = z.object({ items: z.array(projectItem), nextCursor: z.string().nullable() });

export const projectExportQuery = z.object({
  state: z.enum(PROJECT_STATES).optional(),
  cityId: cityId.optional(),
  storeId: storeId.optional(),
  communityId: communityId.optional(),
  touchpointId: touchpointId.optional(),
  /** Only projects with a milestone that waits for its owner, or for a technician to redo it. */
  waiting: z.enum(['owner', 'technician']).optional(),
  /** The beginning of an order number, or its last four digits. */
  text: z.string().trim().min(2).max(40).optional(),
});
export const projectsQuery = projectExportQuery.extend(page);
export const projectsAnswer = z.object({
  items: z.array(projectItem),
  nextCursor: z.string().nullable(),
  counts: z.object({
    active: z.number().int(),
    completed: z.number().int(),
    stopped: z.number().int(),
    /** Of the active ones: a milestone waits for its owner. */
    waitingOwner: z.number().int(),
    /** Of the active ones: a milestone was rejected and has to be redone. */
    waitingTechnician: z.number().int(),
  }),
});

/** `touchpointId` may submit milestones of the project. */
export const assignProjectBody = z.object({ touchpointId });

export const addedPhoto = milestonePhoto;
export const submitMilestoneBody = z.object({
  note: z.string().trim().min(1, '写一句做了什么').max(500),
  /** The photos that the device has sent, some of them twice: refused while one of them is not there. */
  photoIds: z.array(photoId).min(1, '至少拍一张照片').max(40).optional(),
});
export const confirmMilestoneBody = z.object({
  /** The round that was looked at. */
  round: z.number().int().positive(),
});
export const rejectMilestoneBody = confirmMilestoneBody.extend({
  comment: z.string().trim().min(2, '写一句哪里不行，师傅好返工').max(500),
});

/** What a submission, confirmation or rejection made of it. */
export const movedMilestone = z.object({
  milestoneId,
  state: z.enum(MILESTONE_STATES),
  stateName: z.string(),
  round: z.number().int(),
  projectState: z.enum(PROJECT_STATES),
  confirmed: z.number().int(),
  milestones: z.number().int(),
});
export const assignedProject = z.object({ projectId, touchpointId, assigned: z.boolean() });
export const removedPhoto = z.object({ photoId });

// Install visits of a project

export const projectSlotsQuery = z.object({
  /** The day to begin with; today unless said. */
  from: z.iso.date().optional(),
  days: z.coerce.number().int().min(1).max(14).default(7),
});
export const projectSlotsAnswer = z.object({
  items: z.array(z.object({ startsAt: time, endsAt: time, left: z.number().int() })),
});
export const projectHoldBody = z.object({ startsAt: time });
export const projectHoldAnswer = z.object({ holdId: z.uuid(), startsAt: time, endsAt: time, expiresAt: time });
export const projectVisitBody = z.object({ holdId: z.uuid() });
export const projectVisitAnswer = z.object({ visitId: idOf<'Visit'>(), startsAt: time, endsAt: time });

export type ProjectItem = z.output<typeof projectItem>;
export type ProjectDetail = z.output<typeof projectDetail>;
export type MyProjectDetail = z.output<typeof myProjectDetail>;
export type MilestoneItem = z.output<typeof milestoneItem>;
export type MilestonePhotoItem = z.output<typeof milestonePhoto>;
export type ProjectsAnswer = z.output<typeof projectsAnswer>;
