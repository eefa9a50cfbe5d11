import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveConnection, SILENCE_MS, type LiveNews, type LiveSource } from './live.ts';

class Wire implements LiveSource {
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  closed = false;
  readonly url: string;
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(url: string) {
    this.url = decodeURIComponent(url);
  }
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.onopen?.(new Event('open'));
  }
  fail(): void {
    this.onerror?.(new Event('error'));
  }
  say(type: string, data: unknown = {}): void {
    this.#listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

let wires: Wire[];
let live: LiveConnection;
let news: LiveNews[];
const hear = (one: LiveNews): void => void news.push(one);
const last = (): Wire => wires.at(-1) as Wire;
const change = { topic: 'task', type: 'TaskIssued', id: 't1', place: {} };

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  news = [];
  live = new LiveConnection({
    open: (url) => {
      const wire = new Wire(url);
      wires.push(wire);
      return wire;
    },
    random: () => 0,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('LiveConnection', () => {
  it('opens one stream for the topics of everybody and tells each only their own', () => {
    const others: LiveNews[] = [];
    live.listen(['task'], hear);
    live.listen(['play', 'task'], (one) => others.push(one));
    vi.runOnlyPendingTimers();
    expect(wires.map((wire) => wire.url)).toEqual(['/api/live?topics=play,task']);
    last().open();
    expect(live.state).toBe('live');
    last().say('change', { ...change, topic: 'play' });
    last().say('change', change);
    // Everybody fetches again when the stream opens: what happened before that was told to nobody.
    expect(news).toEqual([{ kind: 'resync' }, { kind: 'change', change }]);
    expect(others).toHaveLength(3);
  });

  it('closes when nobody listens any more', () => {
    const stop = live.listen(['task'], hear);
    vi.advanceTimersByTime(100);
    last().open();
    stop();
    vi.advanceTimersByTime(100);
    expect(last().closed).toBe(true);
    expect(live.state).toBe('idle');
  });

  it('comes back with growing pauses and then has everything fetched again', () => {
    live.listen(['task'], hear);
    vi.advanceTimersByTime(100);
    last().open();
    last().fail();
    expect(live.state).toBe('waiting');
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(2);
    last().fail();
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(3);
    expect(news).toEqual([{ kind: 'resync' }]);
    last().open();
    expect(news).toEqual([{ kind: 'resync' }, { kind: 'resync' }]);
  });

  it('has everything fetched again when it changes streams for a new topic', () => {
    live.listen(['task'], hear);
    vi.advanceTimersByTime(100);
    last().open();
    live.listen(['lead'], () => undefined);
    vi.advanceTimersByTime(100);
    last().open();
    expect(news).toEqual([{ kind: 'resync' }, { kind: 'resync' }]);
  });

  it('takes silence for a dead line, and pings for life', () => {
    live.listen(['task'], hear);
    vi.advanceTimersByTime(100);
    last().open();
    vi.advanceTimersByTime(SILENCE_MS - 1);
    last().say('ping');
    vi.advanceTimersByTime(SILENCE_MS - 1);
    expect(live.state).toBe('live');
    vi.advanceTimersByTime(1);
    expect(live.state).toBe('waiting');
    expect(last().closed).toBe(true);
  });

  it('tries at once when woken, and picks up topics added meanwhile', () => {
    live.listen(['task'], hear);
    vi.advanceTimersByTime(100);
    last().fail();
    live.listen(['lead'], () => undefined);
    live.wake();
    expect(last().url).toBe('/api/live?topics=lead,task');
    vi.advanceTimersByTime(10_000);
    expect(wires).toHaveLength(2);
  });
});
