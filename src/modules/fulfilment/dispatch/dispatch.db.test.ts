import { beforeAll, describe, expect, it } from 'vitest';
import { businessDay, DAY, HOUR, startOfBusinessDay } from '#kernel/time';
import { useServer, type Client } from '#testing';
import type {
  CandidatesAnswer,
  RevealedCustomer,
  ScheduleAnswer,
  VisitItem,
  VisitsAnswer,
  WorkerItem,
} from '../contract.ts';
import { makeResident, makeTeamGround, recruitTeam, type Recruit, type TeamGround } from '../slots/test-team.ts';
import { bookVisit } from '../visits/book-visit.ts';
import type { Visit } from '../visits/visit.ts';

const server = useServer();
const ctx = () => server.world.ctx();
let ground: TeamGround;
let team: Recruit[];
let manager: Client;
let stranger: Client;

/** An hour in Shanghai of the third day from now. */
const at = (hour: number): Date =>
  new Date(startOfBusinessDay(businessDay(server.world.clock.now())).getTime() + 2 * DAY + hour * HOUR);
const day = (): string => businessDay(at(9));

async function book(hour: number): Promise<Visit> {
  const { personId, customerKey } = await makeResident(ctx);
  const asked = { service: 'measure', communityId: ground.near, startsAt: at(hour), personId, customerKey };
  return bookVisit(ctx(), { ...asked, leadId: null, shareToken: null, packageId: null, projectId: null, by: 'staff' });
}

const candidatesOf = async (visit: Visit, startsAt?: Date): Promise<CandidatesAnswer> => {
  const query = startsAt === undefined ? '' : `?startsAt=${startsAt.toISOString()}`;
  return (await manager.get<CandidatesAnswer>(`/api/fulfilment/visits/${visit.visitId}/candidates${query}`)).body;
};
const scheduled = async (as = manager) =>
  as.get<ScheduleAnswer>(`/api/fulfilment/schedule?storeId=${ground.storeId}&day=${day()}`);
const itemOf = async (visit: Visit): Promise<VisitItem> =>
  (await manager.get<VisitItem>(`/api/fulfilment/visits/${visit.visitId}`)).body;

beforeAll(async () => {
  ground = await makeTeamGround(ctx, 'D1');
  const other = await makeTeamGround(ctx, 'D2');
  team = await recruitTeam(ctx, ground, 2);
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: ground.storeId });
  stranger = await server.signInAs('store_manager', { areaKind: 'store', areaId: other.storeId });
});

describe('who could go', () => {
  it('scores everybody as things stand now, the visit itself not in the way, and takes nothing', async () => {
    const visit = await book(9);
    const before = await itemOf(visit);
    const { candidates } = await candidatesOf(visit);
    expect(candidates.map((each) => each.cost !== null)).toEqual([true, true]);
    expect(candidates.filter((each) => each.isPresent).map((each) => each.touchpointId)).toEqual([visit.touchpointId]);
    expect(candidates[0]!.parts.map((part) => part.part)).toEqual(['way', 'skill', 'load', 'continuity']);
    const atNight = await candidatesOf(visit, at(20));
    expect(atNight.candidates.map((each) => each.whyNot)).toEqual(['这段时间不在班', '这段时间不在班']);
    expect(await itemOf(visit)).toEqual(before);
  });

  it('says of a colleague what stands against them, and who decided once a person did', async () => {
    const [first, second] = [await book(14), await book(14)];
    const { candidates } = await candidatesOf(first);
    const busy = candidates.find((each) => each.touchpointId === second.touchpointId);
    expect(busy).toMatchObject({ cost: null, whyNot: '这段时间已有别的上门', isPresent: false });
    expect((await itemOf(first)).placedBy).toBe('system');
    const place = { touchpointId: first.touchpointId, startsAt: at(16.5).toISOString(), reason: '顾客要晚一点' };
    expect((await manager.post(`/api/fulfilment/visits/${first.visitId}/place`, place)).status).toBe(200);
    expect((await itemOf(first)).placedBy).toBe('people');
    expect((await itemOf(second)).placedBy).toBe('system');
  });
});

describe('one day of a store', () => {
  it('shows its people, their hours, what is taken by whom, and what waits', async () => {
    const leaver = team[0]!.touchpointId;
    const leave = { from: at(0).toISOString(), to: at(24).toISOString(), reason: 'ill' };
    expect((await manager.post(`/api/fulfilment/workers/${leaver}/leaves`, leave)).status).toBe(200);
    const { body } = await scheduled();
    const { items } = (await manager.get<VisitsAnswer>(`/api/fulfilment/visits?from=${day()}&to=${day()}&order=latest`))
      .body;
    const shown = [...body.people.flatMap((person) => person.visits), ...body.unplaced];
    expect(new Set(shown.map((visit) => visit.visitId))).toEqual(new Set(items.map((visit) => visit.visitId)));
    expect(items.map((visit) => visit.startsAt)).toEqual(
      items
        .map((visit) => visit.startsAt)
        .toSorted()
        .toReversed(),
    );
    const away = body.people.find((person) => person.touchpointId === leaver)!;
    expect(away).toMatchObject({
      shifts: [{ startsAt: at(9).toISOString(), endsAt: at(18).toISOString() }],
      visits: [],
    });
    expect(away.leaves).toEqual([{ startsAt: leave.from, endsAt: leave.to }]);
    expect(body.people.every((person) => person.held.length === 0)).toBe(true);
    const workers = (await manager.get<{ items: WorkerItem[] }>('/api/fulfilment/workers')).body.items;
    expect(workers.map((worker) => worker.hoursToday)).toEqual(team.map(() => [{ from: '09:00', to: '18:00' }]));
  });

  it('is not for another store', async () => {
    expect((await scheduled(stranger)).status).toBe(404);
  });
});

describe('the customer in clear', () => {
  it('is for those who place visits, until it is over, without the door', async () => {
    const visit = await book(11);
    const path = `/api/fulfilment/visits/${visit.visitId}/reveal`;
    const { body } = await manager.post<RevealedCustomer>(path, {});
    expect(body).toEqual({ visitId: visit.visitId, name: '赵女士', phone: expect.stringMatching(/^1352\d{7}$/) });
    expect((await stranger.post(path, {})).status).toBe(404);
    await manager.post(`/api/fulfilment/visits/${visit.visitId}/cancel`, { reason: 'other' });
    expect((await manager.post(path, {})).status).toBe(409);
  });
});
