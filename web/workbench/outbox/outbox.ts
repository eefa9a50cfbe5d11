import { afterAttempt, nextOp, type Attempt, type Op } from './op.ts';

/** Where ops are kept; IndexedDB on the phone. `all` answers in the order in which they were added. */
export interface OpStore {
  all(): Promise<readonly Op[]>;
  /** Adds, or replaces the op of the same id in its place. */
  put(op: Op): Promise<void>;
  remove(opId: string): Promise<void>;
  clear(): Promise<void>;
}

export interface OutboxWorld {
  readonly store: OpStore;
  readonly send: (op: Op) => Promise<Attempt>;
  readonly now: () => number;
  readonly random: () => number;
  /** Runs `work` while no other tab of this browser does. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  /** Tells other tabs that the store has changed. */
  readonly tellOthers: () => void;
}

export type NewOp = Pick<Op, 'opId' | 'method' | 'path' | 'body' | 'file' | 'label'>;

type OnDone = (op: Op, answer: unknown) => void;

export interface OutboxView {
  readonly ops: readonly Op[];
  readonly sending: boolean;
  /** Set when the server wants a sign-in before it takes anything. */
  readonly signedOut: boolean;
}

/**
 * Keeps what people do until the server has it: in order, each once, through dead zones, reloads and closed tabs. A
 * refused op stays, with its reason, until somebody discards it; it does not hold up the ones behind it.
 */
export class Outbox {
  readonly #world: OutboxWorld;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(op: Op, attempt: Attempt) => void>();
  #view: OutboxView = { ops: [], sending: false, signedOut: false };
  #userId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run: Promise<void> | undefined;
  #again = false;
  #onDone: OnDone | undefined;
  /** What the server took while the store still has it: shown as the server's from then on, and not as waiting too. */
  #taken: string | undefined;

  constructor(world: OutboxWorld) {
    this.#world = world;
  }

  get view(): OutboxView {
    return this.#view;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back after every attempt to send; returns the way to stop. */
  watch(watcher: (op: Op, attempt: Attempt) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Starts to send for a user, from what the store has kept. `onDone` hears of each op the server took, with its answer. */
  async start(userId: string, onDone: OnDone): Promise<void> {
    this.#userId = userId;
    this.#onDone = onDone;
    this.#show({ signedOut: false });
    await this.reload();
    await this.flush();
  }

  /** Keeps an op; resolves when it is safe on the device, whether or not there is a network. */
  async enqueue(op: NewOp): Promise<void> {
    if (this.#userId === undefined) throw new Error('outbox: nobody is signed in');
    const at = this.#world.now();
    await this.#world.store.put({
      ...op,
      userId: this.#userId,
      at,
      tries: 0,
      notBefore: 0,
      state: { kind: 'waiting' },
    });
    await this.#stored();
    void this.flush();
  }

  /** Gives up an op; for refused ones after the person has read the reason, and for waiting ones that are not wanted any more. */
  async discard(opId: string): Promise<void> {
    await this.#world.store.remove(opId);
    await this.#stored();
    void this.flush();
  }

  /** Forgets everything of this device; on sign-out, after asking. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    this.#userId = undefined;
    await this.#world.store.clear();
    await this.#stored();
  }

  /** Reads the store again: another tab has changed it. */
  async reload(): Promise<void> {
    const ops = await this.#world.store.all();
    this.#show({ ops: ops.filter((op) => op.opId !== this.#taken) });
  }

  /** The network is back or somebody asks: pauses are skipped. */
  async hurry(): Promise<void> {
    for (const op of await this.#world.store.all())
      if (op.notBefore > 0) await this.#world.store.put({ ...op, notBefore: 0 });
    await this.flush();
  }

  /** Sends what waits, one after the other, until nothing does or the network ends. Resolves when this run is over. */
  async flush(): Promise<void> {
    if (this.#run !== undefined) {
      this.#again = true;
      return this.#run;
    }
    clearTimeout(this.#timer);
    this.#run = this.#world
      .alone(() => this.#sendAll())
      .finally(() => {
        this.#run = undefined;
        this.#show({ sending: false });
      });
    await this.#run;
    if (this.#again) {
      this.#again = false;
      await this.flush();
    }
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const userId = this.#userId;
      const op = userId === undefined ? undefined : nextOp(await this.#world.store.all(), userId);
      if (op === undefined) return;
      const pause = op.notBefore - this.#world.now();
      if (pause > 0) {
        this.#timer = setTimeout(() => void this.flush(), pause);
        return;
      }
      this.#show({ sending: true });
      const attempt = await this.#world.send(op);
      await this.#settle(op, attempt);
      this.#show({ signedOut: attempt.kind === 'signed-out' });
      if (attempt.kind === 'signed-out') return;
    }
  }

  async #settle(op: Op, attempt: Attempt): Promise<void> {
    const still = (await this.#world.store.all()).some((one) => one.opId === op.opId);
    const next = afterAttempt(op, attempt, this.#world.now(), this.#world.random());
    // At once, so that there is no moment in which nobody has the act, and none in which it is there twice.
    if (attempt.kind === 'done') {
      this.#taken = op.opId;
      this.#onDone?.(op, attempt.answer);
      this.#show({ ops: this.#view.ops.filter((each) => each.opId !== op.opId) });
    }
    if (next === undefined || !still) await this.#world.store.remove(op.opId);
    else await this.#world.store.put(next);
    await this.#stored();
    for (const watcher of this.#watchers) watcher(op, attempt);
  }

  async #stored(): Promise<void> {
    await this.reload();
    this.#world.tellOthers();
  }

  #show(part: Partial<OutboxView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}
