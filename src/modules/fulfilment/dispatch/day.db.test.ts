import { beforeEach, describe, expect, it } from 'vitest';
import { businessDay, DAY, HOUR, startOfBusinessDay } from '#kernel/time';
import { useServer, type Client } from '#testing';
import { addLeave } from '../calendars/add-leave.ts';
import { cancelLeave } from '../calendars/cancel-leave.ts';
import { setWorker } from '../calendars/set-worker.ts';
import type { DayPreviewAnswer, ScheduleAnswer, VisitDetail } from '../contract.ts';
import { makeResident, makeTeamGround, recruitTeam, type Recruit, type TeamGround } from '../slots/test-team.ts';
import { bookVisit } from '../visits/book-visit.ts';
import type { Visit } from '../visits/visit.ts';

const server = useServer();
const ctx = () => server.world.ctx();
let grounds = 0;
let ground: TeamGround;
let manager: Client;

/** An hour in Shanghai of the third day from now. */
const at = (hour: number): Date =>
  new Date(startOfBusinessDay(businessDay(server.world.clock.now())).getTime() + 2 * DAY + hour * HOUR);
const day = (): string => businessDay(at(9));

async function book(place: 'near' | 'far', hour: number): Promise<Visit> {
  const { personId, customerKey } = await makeResident(ctx);
  const asked = { service: 'measure', communityId: ground[place], startsAt: at(hour), personId, customerKey };
  return bookVisit(ctx(), { ...asked, leadId: null, shareToken: null, packageId: null, projectId: null, by: 'staff' });
}

/** One more, who goes no further than three kilometres. */
async function recruitNearby(): Promise<Recruit> {
  const [one] = await recruitTeam(ctx, ground, 1);
  const skills = [{ skill: 'design' as const, level: 2 as const }];
  const { touchpointId } = one!;
  await setWorker(ctx(), { touchpointId, skills, maxVisitsADay: 6, radiusKm: 3, takesVisits: true });
  return one!;
}

const leave = async ({ touchpointId }: { touchpointId: Recruit['touchpointId'] }) =>
  addLeave(ctx(), { touchpointId, from: at(0), to: at(24), reason: 'ill' });
const preview = async (more: object = {}, as = manager) =>
  as.post<DayPreviewAnswer>('/api/fulfilment/day/preview', { storeId: ground.storeId, day: day(), ...more });
const detail = async ({ visitId }: Visit): Promise<VisitDetail> =>
  (await manager.get<VisitDetail>(`/api/fulfilment/visits/${visitId}`)).body;

beforeEach(async () => {
  grounds += 1;
  ground = await makeTeamGround(ctx, `P${grounds}`);
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
});

/** Somebody ill: a far visit waits, since who could go there has a near one that a third could do. */
async function stuckDay() {
  await recruitTeam(ctx, ground, 2);
  const nearby = await recruitNearby();
  const { leaveId } = await leave(nearby);
  const [far, near] = [await book('far', 9), await book('near', 9)];
  await cancelLeave(ctx(), { touchpointId: nearby.touchpointId, leaveId });
  await leave({ touchpointId: far.touchpointId! });
  return { far, near, nearby };
}

describe('a preview of the day', () => {
  it('finds room for what waits by moving others, changes nothing, and is adopted as a whole', async () => {
    const { far, near, nearby } = await stuckDay();
    expect(
      (await detail(far)).decisions[0]?.candidates.find((each) => each.touchpointId === nearby.touchpointId),
    ).toMatchObject({
      whyNot: expect.stringContaining('超过服务半径'),
      wouldDo: null,
    });
    const { body } = await preview();
    const moves = body.moves.map(({ visitId, from, to }) => [visitId, from?.touchpointId, to.touchpointId]);
    expect(new Set(moves)).toEqual(
      new Set([
        [near.visitId, near.touchpointId, nearby.touchpointId],
        [far.visitId, undefined, near.touchpointId],
      ]),
    );
    expect(body.left).toEqual([]);
    expect((await detail(far)).state).toBe('unplaced');
    const asked = body.moves.map(({ visitId, revision, to }) => ({ visitId, revision, touchpointId: to.touchpointId }));
    const adopt = { moves: asked, reason: '有人病了，重排一下' };
    expect((await manager.post('/api/fulfilment/day/adopt', adopt)).body).toEqual({ moved: 2 });
    const moved = await detail(far);
    expect(moved).toMatchObject({ state: 'booked', who: { touchpointId: near.touchpointId }, placedBy: 'system' });
    expect(moved.decisions[0]).toMatchObject({ occasionName: '整天重排', reason: '有人病了，重排一下' });
    const schedule = await manager.get<ScheduleAnswer>(`/api/fulfilment/schedule?cityId=${ground.cityId}&day=${day()}`);
    expect(schedule.body.unplaced).toEqual([]);
    expect((await preview()).body.moves).toEqual([]);
  });

  it('is refused as a whole where one visit is no longer as it was', async () => {
    const { far, near } = await stuckDay();
    const { moves } = (await preview()).body;
    await manager.post(`/api/fulfilment/visits/${near.visitId}/reschedule`, { startsAt: at(14).toISOString() });
    const asked = moves.map(({ visitId, revision, to }) => ({ visitId, revision, touchpointId: to.touchpointId }));
    const refused = await manager.post('/api/fulfilment/day/adopt', { moves: asked, reason: '试一试' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'day-moved-on' } });
    expect((await detail(far)).state).toBe('unplaced');
  });

  it('says what would happen without somebody, or if they are late, and for whom nobody is left', async () => {
    const [one] = await recruitTeam(ctx, ground, 1);
    const [early, later] = [await book('near', 10), await book('near', 14)];
    const without = (await preview({ away: [one!.touchpointId] })).body;
    expect(without.moves).toEqual([]);
    expect(without.left.map(({ visitId }) => visitId)).toEqual([early.visitId, later.visitId]);
    const [other] = await recruitTeam(ctx, ground, 1);
    const late = (await preview({ late: { touchpointId: one!.touchpointId, until: at(11).toISOString() } })).body;
    expect(late.moves).toMatchObject([{ visitId: early.visitId, to: { touchpointId: other!.touchpointId } }]);
    const [first, second] = [await detail(early), await detail(later)];
    expect([first.who?.touchpointId, second.who?.touchpointId]).toEqual([one!.touchpointId, one!.touchpointId]);
  });

  it('tells by when somebody could come where nobody can', async () => {
    const [one, two] = await recruitTeam(ctx, ground, 2);
    const visits = [await book('near', 10), await book('near', 10)];
    await leave({ touchpointId: one!.touchpointId });
    const { left } = (await preview()).body;
    expect(left).toMatchObject([
      {
        visitId: visits.find((visit) => visit.touchpointId === one!.touchpointId)!.visitId,
        hints: [{ touchpointId: two!.touchpointId, whyNot: '这段时间已有别的上门', wouldDo: '改到 11:45 就能去' }],
      },
    ]);
  });

  it('is for who dispatches there, with moves of their own area alone', async () => {
    await stuckDay();
    const other = await makeTeamGround(ctx, `Q${grounds}`);
    const stranger = await server.signInAs('store_manager', { areaKind: 'store', areaId: other.storeId });
    expect((await preview({}, stranger)).status).toBe(404);
    const { moves } = (await preview()).body;
    const asked = moves.map(({ visitId, revision, to }) => ({ visitId, revision, touchpointId: to.touchpointId }));
    expect((await stranger.post('/api/fulfilment/day/adopt', { moves: asked, reason: '不该行' })).status).toBe(404);
    expect((await preview({ cityId: ground.cityId })).status).toBe(422);
  });
});

describe('the visits of somebody who is ill', () => {
  it('are given away together: not the cheapest for the first at the price of the second', async () => {
    const [ill, able] = await recruitTeam(ctx, ground, 2);
    const nearby = await recruitNearby();
    // Who can go far is known to the near community, the other one is not.
    const before = await book('near', 16);
    const known = { touchpointId: able!.touchpointId, reason: '熟悉这里的人' };
    await manager.post(`/api/fulfilment/visits/${before.visitId}/place`, known);
    const visits = [await book('near', 9), await book('far', 11.5)];
    for (const [index, visit] of visits.entries()) {
      const place = {
        touchpointId: ill!.touchpointId,
        startsAt: at(index === 0 ? 9 : 10.75).toISOString(),
        reason: '顾客指定',
      };
      expect((await manager.post(`/api/fulfilment/visits/${visit.visitId}/place`, place)).status).toBe(200);
    }
    expect(await leave({ touchpointId: ill!.touchpointId })).toMatchObject({ moved: 2, unplaced: 0 });
    const [first, second] = [await detail(visits[0]!), await detail(visits[1]!)];
    expect(first.who?.touchpointId).toBe(nearby.touchpointId);
    expect(second.who?.touchpointId).toBe(able!.touchpointId);
    expect(first.decisions[0]?.why).toMatch(/^几单一起算，这样派合起来最省/);
  });
});
