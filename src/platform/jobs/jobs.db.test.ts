import { describe, expect, test } from 'vitest';
import { createLog } from '../telemetry/index.ts';
import { useContext } from '#testing';
import { JobRunner, JobsNotRunning, type Job } from './index.ts';

const world = useContext();
const runnerOf = (jobs: readonly Job[]): JobRunner =>
  new JobRunner({ runtime: world.runtime, connection: world.database.connection, jobs, log: createLog('silent') });

describe('jobs', () => {
  test('run when queued, as the system, and are waited for when the process stops', async () => {
    const started = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const seen: unknown[] = [];
    const runner = runnerOf([
      {
        name: 'test.work',
        handle: async (ctx, data) => {
          started.resolve();
          await gate.promise;
          seen.push([ctx.actor, data]);
        },
      },
    ]);
    await runner.start();
    await runner.queue('test.work', { part: 1 });
    await started.promise;
    const stopped = runner.stop();
    gate.resolve();
    await stopped;
    expect(seen).toEqual([[{ kind: 'system', name: 'test.work' }, { part: 1 }]]);
  });

  test('are queued once while one of the name waits, and shown with their times', async () => {
    const runner = runnerOf([
      { name: 'test.nightly', cron: '20 4 * * *', handle: async () => {} },
      { name: 'test.asked', handle: async () => {} },
    ]);
    await runner.start();
    expect(await runner.states()).toEqual([
      expect.objectContaining({ name: 'test.nightly', cron: '20 4 * * *' }),
      expect.objectContaining({ name: 'test.asked', cron: undefined }),
    ]);
    await runner.stop();
  });

  test('that do not run here say so', async () => {
    const runner = runnerOf([]);
    await expect(runner.states()).rejects.toThrow(JobsNotRunning);
    await expect(runner.queue('test.work', {})).rejects.toThrow(JobsNotRunning);
    await runner.stop();
  });
});
