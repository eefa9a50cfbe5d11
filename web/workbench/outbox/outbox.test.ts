import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attempt, Op } from './op.ts';
import { Outbox, type NewOp, type OpStore } from './outbox.ts';

/** Keeps ops in memory in the order of adding, as IndexedDB keeps them by its own sequence. */
function memoryStore(): OpStore {
  const ops = new Map<string, Op>();
  return {
    all: async () => [...ops.values()],
    put: async (op) => void ops.set(op.opId, op),
    remove: async (opId) => void ops.delete(opId),
    clear: async () => ops.clear(),
  };
}

/** `lost`: the server did it, but the answer never arrived. */
type Weather = Attempt | { readonly kind: 'lost' };

/** A server that answers from `script`, then takes everything; the same key gets the same answer. */
function serverOf(script: Weather[]): { send: (op: Op) => Promise<Attempt>; effects: string[]; calls: string[] } {
  const answers = new Map<string, Attempt>();
  const effects: string[] = [];
  const calls: string[] = [];
  const send = async (op: Op): Promise<Attempt> => {
    calls.push(op.opId);
    const weather = script.shift() ?? { kind: 'done' };
    if (weather.kind === 'away' || weather.kind === 'signed-out') return weather;
    const before = answers.get(op.opId);
    const answer: Attempt = before ?? (weather.kind === 'refused' ? weather : { kind: 'done' });
    answers.set(op.opId, answer);
    if (before === undefined && answer.kind === 'done') effects.push(op.opId);
    return weather.kind === 'lost' ? { kind: 'away' } : answer;
  };
  return { send, effects, calls };
}

function outboxOn(store: OpStore, send: (op: Op) => Promise<Attempt>): Outbox {
  return new Outbox({
    store,
    send,
    now: () => Date.now(),
    random: () => 0,
    alone: (work) => work(),
    tellOthers: () => undefined,
  });
}

const op = (opId: string): NewOp => ({ opId, method: 'POST', path: `/api/x/${opId}`, label: opId });
const away: Attempt = { kind: 'away' };
const refused: Attempt = { kind: 'refused', reason: '任务已被别人接走。', code: 'task-already-accepted' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Outbox', () => {
  it('sends in order and tells of each that was taken', async () => {
    const server = serverOf([]);
    const outbox = outboxOn(memoryStore(), server.send);
    const done: string[] = [];
    await outbox.start('u', (one) => done.push(one.opId));
    await Promise.all([outbox.enqueue(op('a')), outbox.enqueue(op('b')), outbox.enqueue(op('c'))]);
    await outbox.flush();
    expect(server.effects).toEqual(['a', 'b', 'c']);
    expect(done).toEqual(['a', 'b', 'c']);
    expect(outbox.view).toEqual({ ops: [], sending: false, signedOut: false });
  });

  it('keeps everything while the network is away, waits longer each time, and overtakes nothing', async () => {
    const server = serverOf([away, away]);
    const outbox = outboxOn(memoryStore(), server.send);
    await outbox.start('u', () => undefined);
    await outbox.enqueue(op('a'));
    await outbox.enqueue(op('b'));
    await outbox.flush();
    expect(outbox.view.ops.map((one) => [one.opId, one.tries])).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
    await vi.advanceTimersByTimeAsync(999);
    expect(server.calls).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.calls).toEqual(['a', 'a']);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(server.calls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.effects).toEqual(['a', 'b']);
  });

  it('shows what the server took as the server has it, and only so, however slowly the phone forgets it', async () => {
    const store = memoryStore();
    let forget: (() => void) | undefined;
    const slow = {
      ...store,
      remove: (opId: string) => new Promise<void>((done) => (forget = done)).then(() => store.remove(opId)),
    };
    const outbox = outboxOn(slow, serverOf([]).send);
    const seen: string[] = [];
    const taken: string[] = [];
    outbox.subscribe(() => seen.push([...taken, '|', ...outbox.view.ops.map((one) => one.opId)].join('')));
    await outbox.start('u', (one) => taken.push(one.opId));
    await outbox.enqueue(op('a'));
    await vi.waitUntil(() => forget !== undefined);
    await outbox.reload();
    expect(seen.at(-1)).toBe('a|');
    expect(seen).not.toContain('a|a');
    forget?.();
    await outbox.flush();
    expect([outbox.view.ops, await store.all()]).toEqual([[], []]);
  });

  it('tells how each attempt ended, and shows what was taken before the op leaves', async () => {
    const server = serverOf([away, refused]);
    const outbox = outboxOn(memoryStore(), server.send);
    const heard: string[] = [];
    const stop = outbox.watch((one, attempt) => heard.push(`${one.opId} ${attempt.kind}`));
    await outbox.start('u', (one) => heard.push(`show ${one.opId}, ${outbox.view.ops.length} kept`));
    await outbox.enqueue(op('a'));
    await outbox.enqueue(op('b'));
    await outbox.hurry();
    expect(heard).toEqual(['a away', 'a refused', 'show b, 2 kept', 'b done']);
    stop();
    await outbox.enqueue(op('c'));
    await outbox.flush();
    expect(heard.at(-1)).toBe('show c, 2 kept');
  });

  it('waits at least as long as the server asks', async () => {
    const server = serverOf([{ kind: 'away', retryAfterSeconds: 60 }]);
    const outbox = outboxOn(memoryStore(), server.send);
    await outbox.start('u', () => undefined);
    await outbox.enqueue(op('a'));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(server.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.effects).toEqual(['a']);
  });

  it('shows a refusal with its reason, goes on with the next, and drops it when discarded', async () => {
    const server = serverOf([refused]);
    const outbox = outboxOn(memoryStore(), server.send);
    await outbox.start('u', () => undefined);
    await outbox.enqueue(op('a'));
    await outbox.enqueue(op('b'));
    await outbox.flush();
    expect(server.effects).toEqual(['b']);
    expect(outbox.view.ops.map((one) => one.state)).toEqual([refused]);
    await outbox.hurry();
    expect(server.calls).toEqual(['a', 'b']);
    await outbox.discard('a');
    expect(outbox.view.ops).toEqual([]);
  });

  it('stops when signed out, losing and counting nothing, and goes on after the next sign-in', async () => {
    const server = serverOf([{ kind: 'signed-out' }]);
    const outbox = outboxOn(memoryStore(), server.send);
    await outbox.start('u', () => undefined);
    await outbox.enqueue(op('a'));
    await outbox.flush();
    expect(outbox.view).toMatchObject({ signedOut: true, ops: [{ opId: 'a', tries: 0 }] });
    await outbox.start('u', () => undefined);
    expect(outbox.view).toMatchObject({ signedOut: false, ops: [] });
  });

  it('does not send what another user of the phone left behind', async () => {
    const store = memoryStore();
    const first = outboxOn(store, serverOf([away]).send);
    await first.start('u1', () => undefined);
    await first.enqueue(op('a'));
    await first.flush();
    const server = serverOf([]);
    const second = outboxOn(store, server.send);
    await second.start('u2', () => undefined);
    expect(server.calls).toEqual([]);
    expect(second.view.ops).toHaveLength(1);
  });

  it('does not bring back an op that was discarded while it was being sent', async () => {
    const store = memoryStore();
    const outbox = outboxOn(store, async (one) => {
      await store.remove(one.opId);
      return away;
    });
    await outbox.start('u', () => undefined);
    await outbox.enqueue(op('a'));
    await outbox.flush();
    expect(outbox.view.ops).toEqual([]);
  });

  it('has nothing to do with nobody signed in', async () => {
    await expect(outboxOn(memoryStore(), serverOf([]).send).enqueue(op('a'))).rejects.toThrow('nobody');
  });
});

describe('whatever the network does', () => {
  const weather = fc.array(fc.constantFrom<Weather>({ kind: 'done' }, { kind: 'lost' }, away, refused), {
    maxLength: 30,
  });

  it('every op is taken once or refused once, in order, also when the app is killed in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        weather,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 6 }),
        async (script, n, kill) => {
          const server = serverOf([...script]);
          const store = memoryStore();
          let life = 0;
          const launch = async (): Promise<Outbox> => {
            const born = (life += 1);
            const outbox = outboxOn(store, (one) => (born === life ? server.send(one) : new Promise(() => undefined)));
            await outbox.start('u', () => undefined);
            return outbox;
          };
          let outbox = await launch();
          for (let i = 0; i < n; i += 1) {
            if (i === kill) outbox = await launch();
            await outbox.enqueue(op(String(i)));
          }
          await vi.advanceTimersByTimeAsync(6 * 3_600_000);
          const left = await store.all();
          expect(left.every((one) => one.state.kind === 'refused')).toBe(true);
          const all = [...server.effects, ...left.map((one) => one.opId)];
          expect(all.toSorted()).toEqual(Array.from({ length: n }, (_, i) => String(i)));
          expect(server.effects).toEqual(server.effects.toSorted());
        },
      ),
      { numRuns: 60 },
    );
  });
});
