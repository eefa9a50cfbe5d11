import { help, type Workspace } from '#engines/forecasting';

/** In a thread: takes part in a training until it is over. */
export const helpTraining = (space: Workspace): void => help(space);

/** Answers once the thread has started. */
export const ready = (): true => true;
