import { Refusal } from '#kernel/errors';

/** The queue is full: better to say so than to let everybody wait. */
export class ThreadsBusy extends Refusal {
  constructor() {
    super('threads-busy', 'limited', {}, { retryAfterSeconds: 2 });
  }
}

/** The process is going down and takes no more work. */
export class ThreadsClosed extends Refusal {
  constructor() {
    super('threads-closed', 'unavailable');
  }
}

/** A task ran longer than it may; its worker was ended. */
export class TaskTimedOut extends Refusal {
  constructor(task: string, timeoutMs: number) {
    super('task-timed-out', 'unavailable', { task, seconds: Math.ceil(timeoutMs / 1000) });
  }
}

/** A worker ended in the middle of a task (out of memory, process.exit, a crash in native code). */
export class WorkerDied extends Error {
  constructor(task: string, cause: unknown) {
    super(`the worker died while it ran ${task}`, { cause });
    this.name = 'WorkerDied';
  }
}
