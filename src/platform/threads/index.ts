export { type Tell, type Transferable, transferred } from './message.ts';
export { messages } from './messages.ts';
export { TaskTimedOut, ThreadsBusy, ThreadsClosed, WorkerDied } from './refusals.ts';
export { createThreads, type RunOptions, type Threads, type ThreadsOptions } from './threads.ts';
