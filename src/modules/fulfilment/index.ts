export { fulfilmentModule } from './module.ts';

// Booking: times that are free, times that are held, visits.
export { findSlots, type SlotsAsked } from './slots/find-slots.ts';
export { holdSlot, type HeldSlot, type HoldAsked } from './slots/hold-slot.ts';
export { confirmHold, type ConfirmAsked } from './slots/confirm-hold.ts';
export { HoldExpired, SlotTaken, type Slot } from './slots/slot.ts';
export { bookVisit, bookVisitPart, type BookAsked } from './visits/book-visit.ts';
export { cancelVisit } from './visits/cancel-visit.ts';
export { visitsByIds } from './visits/visit-store.ts';
/** Visits of whoever reads, by their phone. */
export { ownVisits } from './visits/visit-list-store.ts';
export type { Visit, VisitId, VisitState } from './visits/visit.ts';

// Calendars of people who visit homes.
export { addLeave, reportIll } from './calendars/add-leave.ts';
export { setShifts } from './calendars/set-shifts.ts';
export { setWorker } from './calendars/set-worker.ts';
export { workersByIds } from './calendars/worker-store.ts';

// Visits on their way: what whoever comes does, and what its customer says.
export { progressVisit, type ProgressInput } from './visits/progress-visit.ts';
export { addMeasurePhoto, measureVisit } from './visits/measure-visit.ts';
export { rateVisit } from './visits/rate-visit.ts';

// Works of paid orders.
export { addMilestonePhoto } from './projects/add-milestone-photo.ts';
export { confirmMilestone, rejectMilestone } from './projects/answer-milestone.ts';
export { assignProject } from './projects/assign-project.ts';
export { bookInstall, holdInstall, installSlots } from './projects/book-install.ts';
export { milestonesOf } from './projects/milestone-store.ts';
export { projectOfOrder, projectsByIds } from './projects/project-store.ts';
export type { Milestone, MilestoneId, Project, ProjectId } from './projects/project.ts';
export { submitMilestone } from './projects/submit-milestone.ts';
