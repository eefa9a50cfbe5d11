import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#kernel/errors';
import type { CityId, TouchpointId } from '#kernel/ids';
import { DAY, HOUR, MINUTE, startOfBusinessDay } from '#kernel/time';
import { readAfter } from '#platform/outbox';
import { EVERYTHING } from '#platform/permission';
import { moveTouchpointTo } from '#modules/touchpoints';
import { useContext } from '#testing';
import { addLeave, reportIll } from './calendars/add-leave.ts';
import { cancelLeave } from './calendars/cancel-leave.ts';
import { confirmHold } from './slots/confirm-hold.ts';
import { dropExpiredHolds } from './slots/drop-expired-holds.ts';
import { findSlots } from './slots/find-slots.ts';
import { holdSlot } from './slots/hold-slot.ts';
import { HoldExpired, SlotTaken } from './slots/slot.ts';
import { makeResident, makeTeamGround, recruitTeam, type Recruit, type TeamGround } from './slots/test-team.ts';
import { bookVisit } from './visits/book-visit.ts';
import { cancelVisit } from './visits/cancel-visit.ts';
import { decisionsOf } from './dispatch/decision-store.ts';
import { DoubleBooked, placeVisit } from './dispatch/place-visit.ts';
import { rescheduleVisit } from './visits/reschedule-visit.ts';
import { listVisits } from './visits/visit-list-store.ts';
import { visitsByIds } from './visits/visit-store.ts';
import { PLACED_STATES, type Visit, type VisitId } from './visits/visit.ts';

const world = useContext();
const ctx = () => world.ctx();
let grounds = 0;

const newGround = () => makeTeamGround(ctx, `G${(grounds += 1)}`);
/** The third day from now, at an hour in Shanghai. */
const at = (hour: number, day = 2) => new Date(startOfBusinessDay('2026-06-06').getTime() + day * DAY + hour * HOUR);

async function hold(ground: TeamGround, startsAt: Date, holder: string = randomUUID()) {
  const held = await holdSlot(ctx(), { service: 'measure', communityId: ground.near, startsAt, holder });
  return { ...held, holder };
}

async function confirm(held: { holdId: string; holder: string }): Promise<Visit> {
  const resident = await makeResident(ctx);
  const asked = { ...resident, leadId: null, shareToken: null, packageId: null, projectId: null };
  const context = ctx();
  return context.transaction((tx) => confirmHold(context, tx, { ...asked, ...held }));
}

const book = async (ground: TeamGround, startsAt: Date): Promise<Visit> => confirm(await hold(ground, startsAt));

const now = async (visitId: VisitId): Promise<Visit> => (await visitsByIds(ctx().db, [visitId]))[0]!;

const asked = (ground: TeamGround) => ({ service: 'measure', communityId: ground.near, from: at(0), days: 1 });
const slots = (ground: TeamGround) => findSlots(ctx().db, world.clock.now(), asked(ground));

/** What was announced about a visit, in order. */
async function announced(visitId: VisitId) {
  await world.drain();
  const rows = await readAfter(ctx().db, 0, ['VisitBooked', 'VisitMoved', 'VisitUnplaced', 'VisitCancelled'], 10_000);
  return rows
    .filter((row) => row.aggregateId === visitId)
    .map((row) => ({ type: row.type, ...(row.payload as { why?: string; touchpointId?: string }) }));
}

interface Taken {
  readonly touchpoint_id: TouchpointId;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly visit_id: string | null;
}

/** The time that is taken in a city, by person and time. */
async function takenTimes(cityId: CityId): Promise<readonly Taken[]> {
  const found = await sql<Taken>`
    select touchpoint_id, starts_at, ends_at, visit_id from fulfilment.appointment
    where city_id = ${cityId} order by touchpoint_id, starts_at`.execute(ctx().db);
  return found.rows;
}

describe('slots and holds', () => {
  it('offers only times at which somebody able can come, and keeps one for ten minutes', async () => {
    const ground = await newGround();
    expect(await slots(ground)).toEqual([]);
    await recruitTeam(ctx, ground, 2);
    await recruitTeam(ctx, ground, 1, { role: 'technician' });
    const free = await slots(ground);
    expect(free).toHaveLength(16);
    expect(free[0]).toEqual({ startsAt: at(9), endsAt: at(10.5), left: 2 });
    const held = await hold(ground, at(9));
    expect(held.expiresAt).toEqual(new Date(world.clock.now().getTime() + 10 * MINUTE));
    expect((await slots(ground))[0]?.left).toBe(1);
    world.clock.advance(10 * MINUTE);
    expect((await slots(ground))[0]?.left).toBe(2);
    await expect(confirm(held)).rejects.toThrow(HoldExpired);
    await dropExpiredHolds(ctx());
    expect(await takenTimes(ground.cityId)).toEqual([]);
  });

  it('gives a holder one time at once, and nobody what somebody else holds', async () => {
    const ground = await newGround();
    await recruitTeam(ctx, ground, 1);
    const first = await hold(ground, at(9));
    await hold(ground, at(15), first.holder);
    expect(await takenTimes(ground.cityId)).toMatchObject([{ starts_at: at(15) }]);
    await expect(confirm(first)).rejects.toThrow(HoldExpired);
    const refused = await hold(ground, at(15)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SlotTaken);
    const { next } = (refused as Refusal).more as { next: { startsAt: string }[] };
    expect(next.length).toBeGreaterThan(0);
    expect(next.every((slot) => Date.parse(slot.startsAt) >= at(15).getTime())).toBe(true);
  });

  it('does not offer a time without notice, beyond the days ahead, or off the grid', async () => {
    const ground = await newGround();
    await recruitTeam(ctx, ground, 1);
    // It is ten o'clock: with four hours of notice the first is at two.
    const today = await findSlots(ctx().db, new Date('2026-06-06T02:00:00Z'), { ...asked(ground), from: at(0, 0) });
    expect(today[0]?.startsAt).toEqual(at(14, 0));
    await expect(hold(ground, at(10, 0))).rejects.toThrow(SlotTaken);
    await expect(hold(ground, at(10, 20))).rejects.toThrow(SlotTaken);
    await expect(hold(ground, new Date(at(10).getTime() + 5 * MINUTE))).rejects.toThrow(SlotTaken);
  });

  it('takes the time of a hold that ran out, although nobody cleaned up', async () => {
    const ground = await newGround();
    await recruitTeam(ctx, ground, 1);
    await hold(ground, at(9));
    world.clock.advance(11 * MINUTE);
    expect((await book(ground, at(9.5))).startsAt).toEqual(at(9.5));
  });

  it('gives twenty times to two hundred who want them, each once', async () => {
    const ground = await newGround();
    await recruitTeam(ctx, ground, 5);
    const hours = [9, 11, 13, 15];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_, each) => hold(ground, at(hours[each % 4]!))),
    );
    const held = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(held).toHaveLength(20);
    for (const each of outcomes) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(SlotTaken);
    const visits = await Promise.all(held.map(confirm));
    expect(new Set(visits.map((visit) => `${visit.touchpointId}/${visit.startsAt.getTime()}`)).size).toBe(20);
    expect(new Set(visits.map((visit) => visit.visitNumber)).size).toBe(20);
  });
});

describe('a visit whose person cannot come', () => {
  it('goes to a colleague at the same time, or waits for a person, and says why without a name', async () => {
    const ground = await newGround();
    await recruitTeam(ctx, ground, 2);
    const visit = await book(ground, at(9));
    const first = visit.touchpointId!;
    const leave = { from: at(0), to: at(24), reason: 'ill' } as const;
    expect(await addLeave(ctx(), { touchpointId: first, ...leave })).toMatchObject({ moved: 1, unplaced: 0 });
    const moved = await now(visit.visitId);
    expect([moved.state, moved.startsAt, moved.moved]).toEqual(['booked', at(9), 1]);
    expect(moved.touchpointId).not.toBe(first);
    const second = moved.touchpointId!;
    const ill = await reportIll(ctx(), { touchpointId: second, until: at(24) });
    expect(ill).toMatchObject({ moved: 0, unplaced: 1 });
    expect(await now(visit.visitId)).toMatchObject({ state: 'unplaced', touchpointId: null, startsAt: at(9) });
    expect(await slots(ground)).toEqual([]);
    expect(await announced(visit.visitId)).toMatchObject([
      { type: 'VisitBooked', touchpointId: first },
      { type: 'VisitMoved', touchpointId: second, why: '原来的上门人员请假，时间不变，换了一位同事上门' },
      { type: 'VisitUnplaced', why: '原来的上门人员临时有事，同一时间没有别人能上门' },
    ]);
    const decisions = await decisionsOf(ctx().db, await now(visit.visitId));
    expect(decisions.map((each) => [each.occasion, each.touchpointId])).toEqual([
      ['replan', null],
      ['replan', second],
      ['hold', first],
    ]);
    expect(decisions[1]!.candidates.find((each) => each.touchpointId === first)?.whyNot).toBe('请假');
    await cancelLeave(ctx(), { touchpointId: second, leaveId: ill.leaveId });
    expect(await rescheduleVisit(ctx(), { visitId: visit.visitId, startsAt: at(9), by: 'staff' })).toMatchObject({
      visit: { state: 'booked', touchpointId: second },
    });
  });

  it('moves on when a touchpoint is paused', async () => {
    const ground = await newGround();
    await recruitTeam(ctx, ground, 2);
    const visit = await book(ground, at(9));
    await moveTouchpointTo(ctx(), { touchpointId: visit.touchpointId!, state: 'paused', reason: '调岗' });
    await world.drain();
    const moved = await now(visit.visitId);
    expect(moved.state).toBe('booked');
    expect(moved.touchpointId).not.toBe(visit.touchpointId);
    expect((await slots(ground)).every((slot) => slot.left === 1)).toBe(true);
  });

  it('gives times that are held back, and offers others to who held them', async () => {
    const ground = await newGround();
    const [only] = await recruitTeam(ctx, ground, 1);
    const held = await hold(ground, at(9));
    await addLeave(ctx(), { touchpointId: only!.touchpointId, from: at(8), to: at(12), reason: 'annual' });
    const refused = await confirm(held).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HoldExpired);
    expect((refused as HoldExpired).more['next']).toContainEqual(
      expect.objectContaining({ startsAt: at(12).toISOString() }),
    );
  });
});

describe('a person decides', () => {
  it('who goes against the rules, which are named, but never to two places at once', async () => {
    const ground = await newGround();
    const [a, b] = (await recruitTeam(ctx, ground, 2)).map((each) => each.touchpointId) as [TouchpointId, TouchpointId];
    const visit = await book(ground, at(9));
    const other = visit.touchpointId === a ? b : a;
    await addLeave(ctx(), { touchpointId: other, from: at(0), to: at(24), reason: 'annual' });
    const placed = await placeVisit(ctx(), { visitId: visit.visitId, touchpointId: other, reason: '顾客指定' });
    expect(placed).toMatchObject({ breaks: '请假', visit: { touchpointId: other, state: 'booked' } });
    const [decision] = await decisionsOf(ctx().db, placed.visit);
    expect(decision).toMatchObject({ occasion: 'place', reason: '顾客指定', why: '人工安排，明知：请假' });
    const second = await book(ground, at(9));
    const again = { visitId: second.visitId, touchpointId: other, reason: '再来' };
    await expect(placeVisit(ctx(), again)).rejects.toThrow(DoubleBooked);
    expect(await now(second.visitId)).toEqual(second);
    expect((await placeVisit(ctx(), { ...again, startsAt: at(19) })).breaks).toBe('这段时间不在班');
  });
});

type Op =
  | { readonly op: 'hold' | 'book'; readonly slot: number; readonly far: boolean }
  | { readonly op: 'confirm' | 'cancel'; readonly which: number }
  | { readonly op: 'move'; readonly which: number; readonly slot: number }
  | { readonly op: 'place'; readonly which: number; readonly who: number }
  | { readonly op: 'leave'; readonly who: number; readonly slot: number }
  | { readonly op: 'pass' };

const small = fc.nat({ max: 30 });
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constantFrom('hold' as const, 'book'), slot: small, far: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constantFrom('confirm' as const, 'cancel'), which: small }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('move' as const), which: small, slot: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('place' as const), which: small, who: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('leave' as const), who: small, slot: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('pass' as const) }) },
);

/** Runs one step; refusals are answers, anything else is a fault. */
class Play {
  readonly ground: TeamGround;
  readonly team: readonly Recruit[];
  readonly visits: VisitId[] = [];
  readonly #held: { holdId: string; holder: string }[] = [];
  constructor(ground: TeamGround, team: readonly Recruit[]) {
    this.ground = ground;
    this.team = team;
  }

  async run(step: Op): Promise<void> {
    try {
      await this.#take(step);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async #take(step: Op): Promise<void> {
    // Half hours from nine on the third day: everybody wants the same few.
    const startsAt = 'slot' in step ? at(9 + (step.slot % 12) / 2) : at(9);
    const visitId = 'which' in step ? this.visits[step.which % Math.max(1, this.visits.length)] : undefined;
    const touchpointId = 'who' in step ? this.team[step.who % this.team.length]!.touchpointId : undefined;
    if (step.op === 'pass') world.clock.advance(6 * MINUTE);
    if (step.op === 'hold' || step.op === 'book') await this.#ask(step, startsAt);
    if (step.op === 'confirm') {
      const held = this.#held.splice(step.which % Math.max(1, this.#held.length), 1)[0];
      if (held !== undefined) this.visits.push((await confirm(held)).visitId);
    }
    if (step.op === 'leave' && touchpointId !== undefined) {
      await addLeave(ctx(), {
        touchpointId,
        from: startsAt,
        to: new Date(startsAt.getTime() + HOUR),
        reason: 'personal',
      });
    }
    if (visitId === undefined) return;
    if (step.op === 'cancel') await cancelVisit(ctx(), { visitId, reason: 'plans_changed', by: 'staff' });
    if (step.op === 'move') await rescheduleVisit(ctx(), { visitId, startsAt, by: 'staff' });
    if (step.op === 'place') await placeVisit(ctx(), { visitId, touchpointId: touchpointId!, reason: '人工' });
  }

  async #ask(step: { op: 'hold' | 'book'; far: boolean }, startsAt: Date): Promise<void> {
    const communityId = step.far ? this.ground.far : this.ground.near;
    const holder = randomUUID();
    if (step.op === 'hold') {
      const { holdId } = await holdSlot(ctx(), { service: 'measure', communityId, startsAt, holder });
      this.#held.push({ holdId, holder });
      return;
    }
    const { personId, customerKey } = await makeResident(ctx);
    const from = { leadId: null, shareToken: null, packageId: null, projectId: null, by: 'staff' } as const;
    const visit = await bookVisit(ctx(), { service: 'measure', communityId, startsAt, personId, customerKey, ...from });
    this.visits.push(visit.visitId);
  }
}

/** What of it is not whole: somebody in two places, a visit that is gone, one without its time or a time without one. */
async function faultsOf(play: Play): Promise<string[]> {
  const taken = await takenTimes(play.ground.cityId);
  const twice = taken.filter((each, index) => {
    const before = taken[index - 1];
    return before?.touchpoint_id === each.touchpoint_id && before.ends_at > each.starts_at;
  });
  const page = { after: undefined, limit: 1_000 };
  const visits = await listVisits(ctx().db, EVERYTHING, { cityId: play.ground.cityId }, page);
  const there = new Set(visits.map((visit) => visit.visitId));
  const times = visits
    .filter((visit) => PLACED_STATES.includes(visit.state))
    .map((visit) => `${visit.visitId} ${visit.touchpointId} ${visit.startsAt.toISOString()}`);
  const kept = taken
    .filter((each) => each.visit_id !== null)
    .map((each) => `${each.visit_id} ${each.touchpoint_id} ${each.starts_at.toISOString()}`);
  return [
    ...twice.map((each) => `twice: ${each.touchpoint_id}`),
    ...play.visits.filter((visitId) => !there.has(visitId)).map((visitId) => `lost: ${visitId}`),
    ...times.filter((each) => !kept.includes(each)).map((each) => `without its time: ${each}`),
    ...kept.filter((each) => !times.includes(each)).map((each) => `time of no visit: ${each}`),
  ];
}

describe('no sequence of holds, bookings, moves, leaves and cancellations', () => {
  const begin = async (people: number): Promise<Play> => {
    const ground = await newGround();
    return new Play(ground, await recruitTeam(ctx, ground, people));
  };

  it('books anybody twice or loses a visit', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 8, maxLength: 25 }), async (steps) => {
        const play = await begin(2);
        for (const step of steps) await play.run(step);
        expect(await faultsOf(play)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('does so when many happen at once', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 20, maxLength: 40 }), async (steps) => {
        const play = await begin(3);
        for (let from = 0; from < steps.length; from += 8) {
          await Promise.all(steps.slice(from, from + 8).map((step) => play.run(step)));
        }
        expect(await faultsOf(play)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
