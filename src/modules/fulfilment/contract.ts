// --- Visit progress, measuring, rating ----------------------------------------------------------------------------

export { progressAnswer, progressBody, progressParams } from './visits/progress-contract.ts';
export type { ProgressAnswer, ProgressBody } from './visits/progress-contract.ts';
export {
  measureAnswer,
  measureBody,
  measureParams,
  measurePhoto,
  measurePhotoParams,
  savedMeasure,
  WALL_CONDITIONS,
} from './visits/measure-contract.ts';
export type { MeasureAnswer, MeasureBody } from './visits/measure-contract.ts';
export { ratedVisit, rateVisitBody, visitRatingAnswer } from './visits/rate-contract.ts';

// --- Projects and milestones ---------------------------------------------------------------------------------------

export {
  assignedProject,
  assignProjectBody,
  confirmMilestoneBody,
  MILESTONE_STATES,
  movedMilestone,
  myProjectDetail,
  myProjectsAnswer,
  myProjectsQuery,
  ownProjectsAnswer,
  PROJECT_STATES,
  projectDetail,
  projectExportQuery,
  projectHoldAnswer,
  projectHoldBody,
  projectItem,
  projectMilestoneParams,
  projectParams,
  projectPhotoParams,
  projectsAnswer,
  projectSlotsAnswer,
  projectSlotsQuery,
  projectsQuery,
  projectVisitAnswer,
  projectVisitBody,
  rejectMilestoneBody,
  removedPhoto,
  submitMilestoneBody,
} from './projects/project-contract.ts';
export type {
  MilestoneItem,
  MilestonePhotoItem,
  MyProjectDetail,
  ProjectDetail,
  ProjectItem,
  ProjectsAnswer,
} from './projects/project-contract.ts';

// --- Services, calendars, slots, visits ----------------------------------------------------------------------------

export { BOOKERS, serviceBody, serviceItem, serviceParams, servicesAnswer } from './services/service-contract.ts';
export type { ServiceBody, ServiceItem } from './services/service-contract.ts';
export {
  calendarAnswer,
  calendarQuery,
  illBody,
  LEAVE_REASONS,
  leaveAdded,
  leaveBody,
  leaveCancelled,
  leaveItem,
  leaveParams,
  myLeaveParams,
  savedWorker,
  shiftsBody,
  SKILLS,
  workerBody,
  workerItem,
  workerParams,
  workersAnswer,
  workersQuery,
} from './calendars/calendar-contract.ts';
export type { CalendarAnswer, LeaveAdded, LeaveItem, WorkerItem } from './calendars/calendar-contract.ts';
export { slotItem, slotsAnswer, slotsQuery } from './slots/slot-contract.ts';
export type { SlotItem, SlotsAnswer } from './slots/slot-contract.ts';
export {
  bookedVisit,
  bookTicketVisitBody,
  bookVisitBody,
  candidateItem,
  cancelledVisit,
  cancelVisitBody,
  decisionItem,
  myVisitItem,
  myVisitsAnswer,
  myVisitsQuery,
  ownVisitItem,
  ownVisitsAnswer,
  placedVisit,
  placeVisitBody,
  rescheduleBody,
  rescheduledVisit,
  revealedVisit,
  ticketVisitParams,
  VISIT_CANCEL_REASONS,
  VISIT_STATE_NAMES,
  visitDetail,
  visitExportQuery,
  visitItem,
  visitParams,
  visitsAnswer,
  visitsQuery,
} from './visits/visit-contract.ts';
export type {
  DecisionItem,
  MyVisitItem,
  OwnVisitItem,
  VisitDetail,
  VisitItem,
  VisitsAnswer,
} from './visits/visit-contract.ts';

// --- Dispatch by hand: who could go, and the day of a store ----------------------------------------------------------

export {
  candidatesAnswer,
  candidatesQuery,
  revealedCustomer,
  adoptDayBody,
  adoptedDay,
  dayPreviewAnswer,
  dayPreviewBody,
  scheduleAnswer,
  scheduleQuery,
  visitSlotsQuery,
} from './dispatch/dispatch-contract.ts';
export type {
  CandidatesAnswer,
  DayPreviewAnswer,
  RevealedCustomer,
  ScheduleAnswer,
} from './dispatch/dispatch-contract.ts';
