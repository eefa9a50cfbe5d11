import { availableParallelism } from 'node:os';
import { type Assignment, type Outcome, refusalFrom, type Said, type Transferable } from './message.ts';
import { TaskTimedOut, ThreadsBusy, ThreadsClosed, WorkerDied } from './refusals.ts';
import { openProcess, openThread, type OpenRunner, type Runner } from './runner.ts';

export interface ThreadsOptions {
  /** Number of workers; by default one less than there are cores, at least one, at most four. */
  readonly size?: number;
  /** Tasks that may wait for a worker; 100 unless said. Beyond that `run` refuses. */
  readonly queueLimit?: number;
  /** Memory of one worker's JavaScript heap in MiB; 512 unless said. */
  readonly heapMb?: number;
  /**
   * Workers are processes instead of threads: what they took of memory goes with them to the last page, while the allocator
   * keeps much of what threads took. For long work that needs much; it cannot share memory with this process.
   */
  readonly apart?: boolean;
  /** A worker that had nothing to do for so long is ended, and what it holds given back; five minutes unless said. */
  readonly idleMs?: number;
}

export interface RunOptions {
  /** Gives the task up: a waiting one is dropped, a running one ends with its worker. */
  readonly signal?: AbortSignal | undefined;
  /** How long the task may run once it has a worker; 30 s unless said. */
  readonly timeoutMs?: number;
  /** Buffers of the input that are moved instead of copied. */
  readonly transfer?: readonly Transferable[];
  /** Hears what the task tells on the way. */
  readonly onTold?: (value: unknown) => void;
}

/** A small pool of workers for work that would hold up the event loop. */
export interface Threads {
  /**
   * Calls the function `name` exported by the module at `taskModule` in a worker. Input and answer are structured-cloned
   * (or moved, see `transfer` and `transferred`). Rejects with what the task threw (a Refusal keeps its code), and with
   * `ThreadsBusy`, `ThreadsClosed`, `TaskTimedOut`, `WorkerDied`, or the reason of the signal.
   */
  run<I, O>(taskModule: URL, name: string, input: I, options?: RunOptions): Promise<O>;
  /** Takes no more tasks and ends when those accepted are done. */
  close(): Promise<void>;
}

interface Task {
  readonly assignment: Assignment;
  readonly transfer: readonly Transferable[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onTold: ((value: unknown) => void) | undefined;
  readonly settle: (outcome: Outcome) => void;
}

interface Seat {
  readonly runner: Runner;
  task: Task | undefined;
  /** Ends the watch over the seat: how long its task takes, or how long it has none. */
  release: () => void;
}

const IDLE_MS = 300_000;

export function createThreads(options: ThreadsOptions = {}): Threads {
  return new Pool(options);
}

class Pool implements Threads {
  readonly #size: number;
  readonly #queueLimit: number;
  readonly #heapMb: number;
  readonly #idleMs: number;
  readonly #openRunner: OpenRunner;
  readonly #seats = new Set<Seat>();
  readonly #queue: Task[] = [];
  #closing: PromiseWithResolvers<void> | undefined;

  constructor({ size, queueLimit = 100, heapMb = 512, apart = false, idleMs = IDLE_MS }: ThreadsOptions) {
    this.#size = size ?? Math.min(4, Math.max(1, availableParallelism() - 1));
    this.#queueLimit = queueLimit;
    this.#heapMb = heapMb;
    this.#idleMs = idleMs;
    this.#openRunner = apart ? openProcess : openThread;
  }

  run<I, O>(taskModule: URL, name: string, input: I, options: RunOptions = {}): Promise<O> {
    const { signal, timeoutMs = 30_000, transfer = [], onTold } = options;
    return new Promise<O>((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#closing !== undefined) throw new ThreadsClosed();
      const seat = this.#freeSeat();
      if (seat === undefined && this.#queue.length >= this.#queueLimit) throw new ThreadsBusy();
      const leave = (): void => this.#giveUp(task);
      const task: Task = {
        assignment: { module: taskModule.href, name, input },
        transfer,
        timeoutMs,
        signal,
        onTold,
        settle: (outcome) => {
          signal?.removeEventListener('abort', leave);
          if (outcome.kind === 'done') resolve(outcome.value as O);
          else if (outcome.kind === 'refused') reject(refusalFrom(outcome.refusal));
          else reject(outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error)));
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      if (seat === undefined) this.#queue.push(task);
      else this.#start(seat, task);
    });
  }

  close(): Promise<void> {
    this.#closing ??= Promise.withResolvers<void>();
    this.#endIfDone();
    return this.#closing.promise;
  }

  #freeSeat(): Seat | undefined {
    for (const seat of this.#seats) if (seat.task === undefined) return seat;
    return this.#seats.size < this.#size ? this.#open() : undefined;
  }

  #open(): Seat {
    const seat: Seat = {
      runner: this.#openRunner(this.#heapMb, {
        said: (said) => this.#hear(seat, said),
        unread: (error) => this.#finish(seat, { kind: 'failed', error }),
        ended: (cause) => this.#lose(seat, cause),
      }),
      task: undefined,
      release: () => undefined,
    };
    this.#seats.add(seat);
    seat.runner.unref();
    return seat;
  }

  #hear(seat: Seat, said: Said): void {
    if (said.kind === 'told') seat.task?.onTold?.(said.value);
    else this.#finish(seat, said);
  }

  #start(seat: Seat, task: Task): void {
    const timer = setTimeout(() => {
      this.#abandon(seat, new TaskTimedOut(task.assignment.name, task.timeoutMs));
    }, task.timeoutMs);
    seat.release();
    seat.task = task;
    seat.release = () => clearTimeout(timer);
    seat.runner.ref();
    try {
      seat.runner.send(task.assignment, task.transfer);
    } catch (error) {
      this.#finish(seat, { kind: 'failed', error });
    }
  }

  #finish(seat: Seat, outcome: Outcome): void {
    const task = this.#takeTask(seat);
    seat.runner.unref();
    this.#watchIdle(seat);
    task?.settle(outcome);
    this.#next();
  }

  #watchIdle(seat: Seat): void {
    const timer = setTimeout(() => {
      this.#seats.delete(seat);
      void seat.runner.terminate();
    }, this.#idleMs);
    timer.unref();
    seat.release = () => clearTimeout(timer);
  }

  #takeTask(seat: Seat): Task | undefined {
    const { task } = seat;
    seat.release();
    seat.release = () => undefined;
    seat.task = undefined;
    return task;
  }

  /** A worker ended by itself: its task fails, the next task gets a new worker. */
  #lose(seat: Seat, cause: unknown): void {
    this.#seats.delete(seat);
    const task = this.#takeTask(seat);
    task?.settle({ kind: 'failed', error: new WorkerDied(task.assignment.name, cause) });
    this.#next();
  }

  /** Ends a worker whose task nobody waits for any more: a thread cannot be interrupted otherwise. */
  #abandon(seat: Seat, error: unknown): void {
    this.#seats.delete(seat);
    const task = this.#takeTask(seat);
    void seat.runner.terminate();
    task?.settle({ kind: 'failed', error });
    this.#next();
  }

  #giveUp(task: Task): void {
    const reason: unknown = task.signal?.reason;
    const at = this.#queue.indexOf(task);
    if (at >= 0) {
      this.#queue.splice(at, 1);
      task.settle({ kind: 'failed', error: reason });
      this.#endIfDone();
      return;
    }
    for (const seat of this.#seats) if (seat.task === task) this.#abandon(seat, reason);
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const seat = this.#freeSeat();
      if (seat === undefined) return;
      const task = this.#queue.shift();
      if (task !== undefined) this.#start(seat, task);
    }
    this.#endIfDone();
  }

  #endIfDone(): void {
    const busy = this.#queue.length > 0 || [...this.#seats].some((seat) => seat.task !== undefined);
    if (this.#closing === undefined || busy) return;
    const ends = [...this.#seats].map(({ runner, release }) => {
      release();
      return runner.terminate();
    });
    this.#seats.clear();
    void Promise.all(ends).then(() => this.#closing?.resolve());
  }
}
