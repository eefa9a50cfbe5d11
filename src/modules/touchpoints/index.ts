export { touchpointsModule } from './module.ts';

// Reads for other modules, without a reader's scope.
export { touchpointNames, type TouchpointName } from './names.ts';
export {
  coverageOf,
  knownCodes as knownTouchpointCodes,
  touchpointOfUser,
  touchpointsByCodes,
  touchpointsByIds,
  uncovered,
} from './people/touchpoint-store.ts';
export { isRole, ROLES, roleNames, type Role, type Touchpoint } from './people/touchpoint.ts';
export { coveredCity } from './signals/signal-store.ts';
export { CommunityNotCovered } from './signals/signal.ts';
export { taskByShareToken, tasksByIds } from './tasks/task-store.ts';
export type { Kit, Task, TaskId, TaskState } from './tasks/task.ts';

// Reads for a user, within their scope.
export { touchpointInScope } from './people/touchpoint-store.ts';

// Verbs.
export { addTouchpoints, type NewTouchpoint } from './people/add-touchpoints.ts';
export { moveTouchpointTo } from './people/move-touchpoint.ts';
export { setCoverage } from './people/set-coverage.ts';
export { reportSignal } from './signals/report-signal.ts';
export { addEvidence } from './tasks/add-evidence.ts';
export { acceptTask } from './tasks/accept-task.ts';
export { completeTask } from './tasks/complete-task.ts';
export { declineTask } from './tasks/decline-task.ts';
export { forwardTask } from './tasks/forward-task.ts';
export { placeTask } from './tasks/place-task.ts';
