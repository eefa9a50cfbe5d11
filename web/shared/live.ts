import { backoff } from './backoff.ts';

/** A message of the server: something changed, fetch it again. */
export interface LiveChange {
  readonly topic: string;
  readonly type: string;
  readonly id: string;
  readonly place: Readonly<Record<string, string | undefined>>;
}

/** `resync`: the connection stands (again), and anything may have changed before it did. */
export type LiveNews = { readonly kind: 'change'; readonly change: LiveChange } | { readonly kind: 'resync' };
export type LiveState = 'idle' | 'connecting' | 'live' | 'waiting';

/** The part of EventSource that we use. */
export interface LiveSource {
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface LiveWorld {
  readonly open: (url: string) => LiveSource;
  readonly random: () => number;
}

type Listener = (news: LiveNews) => void;

/** A connection that has said nothing, not even a ping, for this long is dead (a phone that slept, a lost proxy). */
export const SILENCE_MS = 60_000;
/** Screens mount and unmount together; one connection is opened for what they listen to in the end. */
const SETTLE_MS = 50;

/**
 * One event stream for all listeners of a page. It carries the union of their topics, reconnects with growing pauses,
 * and tells everybody to fetch again whenever it opens.
 */
export class LiveConnection {
  readonly #world: LiveWorld;
  readonly #listeners = new Map<Listener, readonly string[]>();
  readonly #watchers = new Set<() => void>();
  #state: LiveState = 'idle';
  #source: LiveSource | undefined;
  #topics = '';
  #failures = 0;
  #missed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(world: LiveWorld) {
    this.#world = world;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Listens to topics; returns the way to stop. */
  listen(topics: readonly string[], listener: Listener): () => void {
    this.#listeners.set(listener, topics);
    this.#settle();
    return () => {
      this.#listeners.delete(listener);
      this.#settle();
    };
  }

  /** Calls back when `state` has changed; returns the way to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Tries at once instead of waiting out the pause: the network is back, the screen is looked at again. */
  wake(): void {
    if (this.#state === 'waiting') this.#connect();
  }

  #settle(): void {
    if (this.#wantedTopics() === this.#topics || this.#state === 'waiting') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), SETTLE_MS);
  }

  #wantedTopics(): string {
    return [...new Set([...this.#listeners.values()].flat())].toSorted().join(',');
  }

  #connect(): void {
    const topics = this.#wantedTopics();
    if (topics === this.#topics && this.#source !== undefined) return;
    this.#drop();
    this.#topics = topics;
    if (topics === '') {
      this.#failures = 0;
      this.#missed = false;
      this.#become('idle');
      return;
    }
    // What happened between a screen's first fetch, or the old stream's end, and this opening was told to nobody.
    this.#missed = true;
    this.#become('connecting');
    const source = this.#world.open(`/api/live?topics=${encodeURIComponent(topics)}`);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed();
    source.addEventListener('ping', () => this.#heard());
    source.addEventListener('change', (event) => this.#changed(event.data));
    this.#heard();
  }

  #opened(): void {
    this.#failures = 0;
    this.#become('live');
    this.#heard();
    if (this.#missed) for (const listener of this.#listeners.keys()) listener({ kind: 'resync' });
    this.#missed = false;
  }

  #failed(): void {
    this.#drop();
    this.#missed = true;
    this.#failures += 1;
    this.#become('waiting');
    this.#timer = setTimeout(() => this.#connect(), backoff(this.#failures, 1_000, 30_000, this.#world.random()));
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#failed(), SILENCE_MS);
  }

  #changed(data: string): void {
    this.#heard();
    const change = JSON.parse(data) as LiveChange;
    for (const [listener, topics] of this.#listeners) {
      if (topics.includes(change.topic)) listener({ kind: 'change', change });
    }
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = undefined;
    this.#topics = '';
  }

  #become(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}
