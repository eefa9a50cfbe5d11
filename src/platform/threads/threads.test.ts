import { afterEach, describe, expect, it, vi } from 'vitest';
import { createThreads, TaskTimedOut, type Threads, ThreadsBusy, ThreadsClosed, WorkerDied } from './index.ts';

const TASKS = new URL('./fixtures/tasks.ts', import.meta.url);
let pool: Threads | undefined;

function open(size: number, queueLimit?: number): Threads {
  pool = createThreads({ size, ...(queueLimit === undefined ? {} : { queueLimit }) });
  return pool;
}

/** Shared memory: cell 0 opens the gate, cell 1 counts who arrived at it. */
function gate(): { cells: Int32Array; open: () => void; arrived: () => Promise<void> } {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  return {
    cells,
    open: () => {
      Atomics.store(cells, 0, 1);
      Atomics.notify(cells, 0);
    },
    arrived: async () => {
      const waiting = Atomics.waitAsync(cells, 1, 0);
      if (waiting.async) await waiting.value;
    },
  };
}

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

describe('threads', () => {
  it('runs a function in another thread and gives its answer', async () => {
    const threads = open(1);
    expect(await threads.run(TASKS, 'double', 21)).toBe(42);
    expect(await threads.run<undefined, number>(TASKS, 'whoAmI', undefined)).toBeGreaterThan(0);
  });

  it('keeps its workers and uses no more than its size', async () => {
    const threads = open(2);
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => threads.run<undefined, number>(TASKS, 'whoAmI', undefined)),
    );
    expect(new Set(ids).size).toBeLessThanOrEqual(2);
  });

  it('rejects with what the task threw; a refusal keeps its code', async () => {
    const threads = open(1);
    await expect(threads.run(TASKS, 'fail', undefined)).rejects.toThrow(TypeError);
    await expect(threads.run(TASKS, 'refuse', undefined)).rejects.toMatchObject({
      code: 'no-such-thing',
      kind: 'invalid',
    });
    await expect(threads.run(TASKS, 'missing', undefined)).rejects.toThrow('exports no function missing');
    await expect(threads.run(TASKS, 'uncloneable', undefined)).rejects.toThrow('could not be cloned');
    await expect(threads.run(TASKS, 'double', () => undefined)).rejects.toThrow('could not be cloned');
    expect(await threads.run(TASKS, 'double', 1)).toBe(2);
  });

  it('hears what a task tells on the way', async () => {
    const told: unknown[] = [];
    const answer = await open(1).run(TASKS, 'count', 3, { onTold: (value) => told.push(value) });
    expect([answer, told]).toEqual(['counted', [1, 2, 3]]);
  });

  it('ends a worker that has nothing to do for long, and opens another one when there is', async () => {
    pool = createThreads({ size: 1, apart: true, idleMs: 20 });
    const before = await pool.run<undefined, number>(TASKS, 'whichProcess', undefined);
    await vi.waitFor(() => expect(() => process.kill(before, 0)).toThrow('ESRCH'), { timeout: 10_000 });
    expect(await pool.run(TASKS, 'double', 2)).toBe(4);
  });

  it('replaces a worker that died', async () => {
    const threads = open(1);
    await expect(threads.run(TASKS, 'exit', undefined)).rejects.toThrow(WorkerDied);
    expect(await threads.run(TASKS, 'double', 2)).toBe(4);
  });

  it('ends a task that runs too long and goes on with the next', async () => {
    const threads = open(1);
    const slow = threads.run(TASKS, 'spin', undefined, { timeoutMs: 50 });
    const next = threads.run(TASKS, 'double', 3);
    await expect(slow).rejects.toThrow(TaskTimedOut);
    expect(await next).toBe(6);
  });

  it('refuses what does not fit into the queue', async () => {
    const threads = open(1, 1);
    const { cells, open: openGate } = gate();
    const running = threads.run(TASKS, 'waitFor', cells);
    const waiting = threads.run(TASKS, 'double', 4);
    await expect(threads.run(TASKS, 'double', 5)).rejects.toThrow(ThreadsBusy);
    openGate();
    expect(await running).toBe('through');
    expect(await waiting).toBe(8);
  });

  it('gives up a waiting task and a running one when told to', async () => {
    const threads = open(1);
    const { cells, arrived } = gate();
    const first = new AbortController();
    const second = new AbortController();
    const running = threads.run(TASKS, 'waitFor', cells, { signal: first.signal });
    const waiting = threads.run(TASKS, 'double', 1, { signal: second.signal });
    await arrived();
    second.abort(new Error('not wanted'));
    await expect(waiting).rejects.toThrow('not wanted');
    first.abort(new Error('nor this'));
    await expect(running).rejects.toThrow('nor this');
    await expect(threads.run(TASKS, 'double', 1, { signal: first.signal })).rejects.toThrow('nor this');
    expect(await threads.run(TASKS, 'double', 6)).toBe(12);
  });

  it('moves buffers instead of copying them', async () => {
    const bytes = new Uint8Array(8);
    const back = await open(1).run<Uint8Array, Uint8Array>(TASKS, 'fill', bytes, { transfer: [bytes.buffer] });
    expect(bytes.byteLength).toBe(0);
    expect([...back]).toEqual(Array.from({ length: 8 }, () => 7));
  });

  it('finishes what it accepted before it closes, and takes nothing more', async () => {
    const threads = open(1);
    const { cells, open: openGate } = gate();
    const running = threads.run(TASKS, 'waitFor', cells);
    const waiting = threads.run(TASKS, 'double', 7);
    const closed = threads.close();
    await expect(threads.run(TASKS, 'double', 8)).rejects.toThrow(ThreadsClosed);
    openGate();
    await closed;
    expect(await Promise.all([running, waiting])).toEqual(['through', 14]);
  });
});

describe('threads apart', () => {
  const openApart = (): Threads => (pool = createThreads({ size: 1, apart: true }));

  it('run a function in another process, which ends with the pool', async () => {
    const threads = openApart();
    const pid = await threads.run<undefined, number>(TASKS, 'whichProcess', undefined);
    expect(pid).not.toBe(process.pid);
    expect(await threads.run<undefined, number>(TASKS, 'whichProcess', undefined)).toBe(pid);
    expect(await threads.run(TASKS, 'sum', Float64Array.of(1, 2, Number.NaN).subarray(0, 2))).toBe(3);
    await threads.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('tell, throw and refuse as threads do', async () => {
    const threads = openApart();
    const told: unknown[] = [];
    expect(await threads.run(TASKS, 'count', 3, { onTold: (value) => told.push(value) })).toBe('counted');
    expect(told).toEqual([1, 2, 3]);
    await expect(threads.run(TASKS, 'fail', undefined)).rejects.toThrow(TypeError);
    await expect(threads.run(TASKS, 'refuse', undefined)).rejects.toMatchObject({ code: 'no-such-thing' });
    await expect(threads.run(TASKS, 'uncloneable', undefined)).rejects.toThrow('could not be cloned');
    await expect(threads.run(TASKS, 'double', () => undefined)).rejects.toThrow('could not be cloned');
    await expect(threads.run(TASKS, 'exit', undefined)).rejects.toThrow(WorkerDied);
    expect(await threads.run(TASKS, 'double', 2)).toBe(4);
  });

  it('end in the middle of a task, and not by the signals that a whole group gets', async () => {
    const threads = openApart();
    const pid = await threads.run<undefined, number>(TASKS, 'whichProcess', undefined);
    process.kill(pid, 'SIGINT');
    process.kill(pid, 'SIGTERM');
    expect(await threads.run<undefined, number>(TASKS, 'whichProcess', undefined)).toBe(pid);
    const leaving = new AbortController();
    const spinning = threads.run(TASKS, 'spin', undefined, { signal: leaving.signal });
    leaving.abort(new Error('not wanted'));
    await expect(spinning).rejects.toThrow('not wanted');
    await expect(threads.run(TASKS, 'spin', undefined, { timeoutMs: 50 })).rejects.toThrow(TaskTimedOut);
  });
});
