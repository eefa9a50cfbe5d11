import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { ManualClock } from '#kernel/time';
import { createLog } from '#platform/telemetry';
import { generateWorld } from '../world/index.ts';
import { Agenda } from './agenda.ts';
import { answerTask, fateOf, stepLead } from './decisions.ts';
import { LiveWorld } from './live-world.ts';
import { messageIn } from './listen.ts';
import { Pace } from './pace.ts';
import { ActRefused, type Answered, type Asked, type Send } from './requests.ts';
import { Scheduler } from './scheduler.ts';
import { hoursOf, WorldTime } from './world-time.ts';

const answer = (status: number, body: unknown = {}, more: Partial<Answered> = {}): Answered => ({
  status,
  body,
  session: undefined,
  retryAfterSeconds: undefined,
  ...more,
});

/** Beats when the test says so. */
function metronome() {
  const beats = new Set<() => void>();
  return {
    running: () => beats.size > 0,
    beat: () => {
      for (const each of beats) each();
    },
    every: (_ms: number, beat: () => void) => {
      beats.add(beat);
      return () => void beats.delete(beat);
    },
  };
}

describe('the scheduler', () => {
  it('gives each tick its simulated minutes and has no timer at speed 0', async () => {
    const { every, beat, running } = metronome();
    const ticks: number[] = [];
    const scheduler = new Scheduler(async (minutes) => void ticks.push(minutes), every);
    expect(running()).toBe(false);
    scheduler.setSpeed(60);
    beat();
    await scheduler.stop();
    scheduler.setSpeed(600);
    beat();
    await scheduler.stop();
    expect(ticks).toEqual([1, 10]);
    expect(running()).toBe(false);
  });

  it('skips what comes while a tick is under way, and waits for it when it stops', async () => {
    const { every, beat } = metronome();
    const started: (() => void)[] = [];
    const scheduler = new Scheduler(() => new Promise<void>((resolve) => started.push(resolve)), every);
    scheduler.setSpeed(60);
    beat();
    beat();
    beat();
    expect(started).toHaveLength(1);
    expect(scheduler.skipped).toBe(2);
    const stopping = scheduler.stop();
    started[0]?.();
    await stopping;
    expect(started).toHaveLength(1);
  });
});

describe('the pace', () => {
  /** A server that answers when it is told to, and a clock that sleeping moves. */
  function slowServer(limits: { atOnce: number; perSecond: number }) {
    const clock = { at: 0 };
    const sent: { asked: Asked; at: number; answer: (answered: Answered) => void }[] = [];
    const send: Send = (asked) => new Promise((resolve) => sent.push({ asked, at: clock.at, answer: resolve }));
    const sleep = async (ms: number): Promise<void> => void (clock.at += ms);
    return { clock, sent, pace: new Pace(send, { now: () => clock.at, sleep }, limits) };
  }
  const asked: Asked = { method: 'GET', path: '/' };
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };

  it('has a few requests under way at once', async () => {
    const { sent, pace } = slowServer({ atOnce: 2, perSecond: 1_000 });
    const all = [1, 2, 3].map(() => pace.ask(asked));
    await settled();
    expect(sent).toHaveLength(2);
    sent[0]?.answer(answer(200));
    await settled();
    expect(sent).toHaveLength(3);
    for (const each of sent) each.answer(answer(200));
    await Promise.all(all);
  });

  it('sends no more in a second than it may', async () => {
    const { sent, pace } = slowServer({ atOnce: 10, perSecond: 4 });
    const all = Array.from({ length: 5 }, () => pace.ask(asked));
    await settled();
    for (const each of sent) each.answer(answer(200));
    await Promise.all(all);
    expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(1_000);
  });

  it('holds everything back after 429 and 5xx, longer each time, and not for one person’s code', async () => {
    const { clock, sent, pace } = slowServer({ atOnce: 1, perSecond: 1_000 });
    const one = async (answered: Answered): Promise<number> => {
      const before = clock.at;
      const asking = pace.ask(asked).catch((error: unknown) => error);
      await settled();
      sent.at(-1)?.answer(answered);
      await asking;
      return (sent.at(-1)?.at ?? 0) - before;
    };
    await one(answer(429, { code: 'too-many-requests' }, { retryAfterSeconds: 7 }));
    expect(await one(answer(429, { code: 'code-too-soon' }, { retryAfterSeconds: 60 }))).toBe(7_000);
    expect(await one(answer(503))).toBeLessThan(10);
    expect(await one(answer(503))).toBe(500);
    expect(await one(answer(200))).toBe(1_000);
    expect(await one(answer(200))).toBeLessThan(10);
    await expect(
      Promise.all([pace.ask(asked), settled().then(() => sent.at(-1)?.answer(answer(409, { code: 'x' })))]),
    ).rejects.toThrow(ActRefused);
  });
});

describe('the agenda', () => {
  it('gives what is due in order of time, and nothing before its time', async () => {
    const agenda = new Agenda(100);
    const random = seededRandom(3);
    const times = Array.from({ length: 60 }, () => Math.floor(random.next() * 1_000));
    const done: number[] = [];
    for (const at of times) agenda.add(new Date(at), { name: 'x', run: async () => void done.push(at) });
    for (let act = agenda.takeDue(new Date(500)); act !== undefined; act = agenda.takeDue(new Date(500)))
      await act.run();
    expect(done).toEqual(times.filter((at) => at <= 500).toSorted((a, b) => a - b));
    expect(agenda.size).toBe(times.filter((at) => at > 500).length);
  });

  it('takes nothing beyond its limit', () => {
    const agenda = new Agenda(1);
    expect(agenda.add(new Date(0), { name: 'x', run: async () => {} })).toBe(true);
    expect(agenda.add(new Date(0), { name: 'x', run: async () => {} })).toBe(false);
  });
});

describe('time', () => {
  it('begins at eight in Beijing, and nobody looks at a phone at night', () => {
    const time = new WorldTime(new Date('2026-06-06T17:30:00Z'));
    expect(time.now.toISOString()).toBe('2026-06-07T00:00:00.000Z');
    expect(time.in(30, seededRandom(1)).toISOString()).toBe('2026-06-07T00:30:00.000Z');
    const late = time.in(15 * 60, seededRandom(1));
    expect(late >= new Date('2026-06-08T00:00:00Z') && late < new Date('2026-06-08T02:00:00Z')).toBe(true);
  });

  it('is cut at the hours without a gap', () => {
    const pieces = [...hoursOf(new Date('2026-06-06T00:45:00Z'), new Date('2026-06-06T02:15:00Z'))];
    expect(pieces.map(({ hour, minutes }) => [hour, minutes])).toEqual([
      [8, 15],
      [9, 60],
      [10, 15],
    ]);
  });
});

describe('decisions', () => {
  it('follow diligence', () => {
    const count = (diligence: number): number =>
      Array.from({ length: 500 }, (_, n) => answerTask(seededRandom(n), diligence).kind).filter((kind) =>
        ['forward', 'accept'].includes(kind),
      ).length;
    expect(count(0.9)).toBeGreaterThan(400);
    expect(count(0.3)).toBeLessThan(200);
  });

  it('bring every lead to its end by legal steps', () => {
    for (let n = 0; n < 200; n++) {
      const fate = fateOf(seededRandom(n), 0.4);
      let state: 'new' | 'contacted' | 'visit_booked' | 'quoted' = 'new';
      let end: string | undefined;
      for (let steps = 0; end === undefined && steps < 6; steps++) {
        const step = stepLead(state, fate, n % 2 === 0);
        if (step.kind === 'follow-up') state = step.step;
        else end = step.kind;
      }
      expect(end).toBe(fate.wins ? 'win' : 'lose');
      if (fate.wins) expect(state).not.toBe('new');
    }
  });
});

describe('live messages', () => {
  it('are read, pings are not', () => {
    expect(messageIn('event: change\ndata: {"topic":"task","type":"TaskOffered","id":"1","place":{}}')?.type).toBe(
      'TaskOffered',
    );
    expect(messageIn('event: ping\ndata: {}')).toBeUndefined();
  });
});

describe('a living world', () => {
  const until = new Date('2026-06-06T02:00:00Z');

  /** A server that takes events and knows of nothing else. */
  async function lived(seed: number, ticks: number): Promise<{ posts: unknown[]; world: LiveWorld }> {
    const posts: unknown[] = [];
    const send: Send = async ({ path, body }) => {
      if (path === '/api/auth/sign-in') return answer(200, { done: true }, { session: 's' });
      if (path !== '/v1/batch') return answer(200, { items: [], nextCursor: null });
      const { batch } = body as { batch: unknown[] };
      posts.push(...batch);
      return answer(200, { accepted: batch.length });
    };
    const clock = new ManualClock(until);
    const world = new LiveWorld({
      world: generateWorld({ seed, until, communities: 12, stores: 3, residents: 600, days: 60 }),
      keys: { read: async () => ({ chat: 'k', till: 'k' }), keep: async () => {} },
      clock,
      log: createLog('silent'),
      playedByPeople: new Set(),
      send,
      sleep: async (ms) => clock.advance(ms),
      every: metronome().every,
    });
    for (let tick = 0; tick < ticks; tick++) await world.tick(60);
    return { posts, world };
  }

  it('does the same for the same seed and ticks, and something else for another seed', async () => {
    const content = (posts: unknown[]): unknown[] =>
      posts.map((post) => {
        const { event, messageId, properties } = post as { event: string; messageId: string; properties: unknown };
        return { event, messageId, properties };
      });
    const [one, same, other] = [await lived(1, 24), await lived(1, 24), await lived(2, 24)];
    expect(one.posts.length).toBeGreaterThan(5);
    const order = (posts: unknown[]): string[] =>
      content(posts)
        .map((each) => JSON.stringify(each))
        .toSorted();
    expect(order(same.posts)).toEqual(order(one.posts));
    expect(order(other.posts)).not.toEqual(order(one.posts));
  });

  it('writes by day and sleeps at night', async () => {
    const { world } = await lived(1, 16);
    const before = world.state().acts['post'] ?? 0;
    expect(world.state().simulatedNow).toBe('2026-06-06T16:00:00.000Z');
    for (let hour = 0; hour < 7; hour++) await world.tick(60);
    expect(before).toBeGreaterThan(0);
    expect(world.state().acts['post']).toBe(before);
  });

  it('says what it was refused by code, and goes on', async () => {
    const until2 = new ManualClock(until);
    const world = new LiveWorld({
      world: generateWorld({ seed: 1, until, communities: 12, stores: 3, residents: 600, days: 60 }),
      keys: { read: async () => ({}), keep: async () => {} },
      clock: until2,
      log: createLog('silent'),
      playedByPeople: new Set(),
      send: async () => answer(503, { code: 'database-away' }),
      sleep: async (ms) => until2.advance(ms),
      every: metronome().every,
    });
    for (let hour = 0; hour < 12; hour++) await world.tick(60);
    expect(world.state().lastErrors.map(({ code }) => code)).toContain('database-away');
    expect(world.state().simulatedNow).toBe('2026-06-06T12:00:00.000Z');
  });
});
