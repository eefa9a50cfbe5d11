import { beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { customerOf } from '#platform/auth';
import { sql } from 'kysely';
import { ProjectCompleted } from '#modules/fulfilment/events';
import { type Client, makeCustomer, makeStores, type StorePlace, useServer } from '#testing';
import type { NpsAnswer, OwnSurveysAnswer, SurveyAnswer, SurveyReplyAnswer } from '../contract.ts';

const server = useServer();
let here: StorePlace;
let there: StorePlace;
let manager: Client;
let sibling: Client;
let phones = 0;

beforeAll(async () => {
  const { world } = server;
  world.clock.set('2027-06-06T12:00:00+08:00');
  ({ here, there } = await makeStores(() => world.ctx(), 'SV'));
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
  sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
});

/** A finished project; answers its customer's phone and the token of the survey that came of it. */
async function finish(place: StorePlace, times = 1): Promise<{ phone: string; token: string; projectId: string }> {
  phones += 1;
  const phone = `1390004${String(phones).padStart(4, '0')}`;
  const ctx = server.world.ctx();
  const customer = await makeCustomer(ctx, { name: '李小红', phone });
  const projectId = ctx.newId<'Project'>();
  const facts = {
    ...customer,
    projectId,
    orderId: ctx.newId<'Order'>(),
    cityId: place.cityId,
    communityId: place.communityId,
    storeId: place.storeId,
  };
  await ctx.transaction((tx) => tx.announce(Array.from({ length: times }, () => ProjectCompleted(projectId, facts))));
  expect(await server.drain()).toEqual({ parked: 0 });
  const found = await sql<{ survey_token: string }>`
    select survey_token from growth.survey where project_id = ${projectId}`.execute(server.world.database.db);
  expect(found.rows).toHaveLength(1);
  return { phone, projectId, token: found.rows[0]?.survey_token ?? '' };
}
const pathOf = (token: string): string => `/api/growth/surveys/${token}`;
const give = (token: string, score: number, comment = '') =>
  server.anonymous.post<SurveyReplyAnswer>(pathOf(token), { score, comment });
const customerClient = async (phone: string): Promise<Client> => {
  const ctx = server.world.ctx();
  const userId: UserId = await ctx.transaction((tx) => customerOf(ctx, tx, phone));
  return server.client(userId);
};

describe('a survey', () => {
  it('is sent once for a project, found by its link, and invited to by a message', async () => {
    const { phone, token } = await finish(here, 2);
    expect(token).toMatch(/^[\w-]{24}$/);
    const { body } = await server.anonymous.get<SurveyAnswer>(pathOf(token));
    expect(body).toMatchObject({ state: 'open', communityName: '青枫里', score: null });
    const mine = await customerClient(phone);
    const own = await mine.get<OwnSurveysAnswer>('/api/growth/own/surveys');
    expect(own.body.items).toMatchObject([{ token, state: 'open' }]);
    const stranger = await customerClient('13900049999');
    expect((await stranger.get<OwnSurveysAnswer>('/api/growth/own/surveys')).body.items).toEqual([]);
    const inbox = await mine.get('/api/messaging/own/messages');
    expect(inbox.body.items).toContainEqual(expect.objectContaining({ link: `/s/${token}`, title: '住得还满意吗' }));
    expect((await server.anonymous.get(pathOf('x'.repeat(24)))).status).toBe(404);
  });

  it('is answered once: a second try is answered with what was given', async () => {
    const { token, projectId } = await finish(here);
    const first = await give(token, 4, '柜门有点歪');
    expect(first.body).toMatchObject({ score: 4, alreadyAnswered: false, message: expect.stringContaining('打电话') });
    const second = await give(token, 10);
    expect(second.body).toMatchObject({ score: 4, alreadyAnswered: true, answeredAt: first.body.answeredAt });
    expect((await server.anonymous.get<SurveyAnswer>(pathOf(token))).text).not.toContain('柜门');
    await server.drain();
    const tickets = await manager.get('/api/desk/tickets?kind=detractor_callback');
    expect(tickets.body.items).toHaveLength(1);
    const surveyId = tickets.body.items[0].subject.id as string;
    const reveal = `/api/growth/nps/${surveyId}/reveal`;
    expect((await manager.post(reveal)).body).toEqual({ surveyId, score: 4, comment: '柜门有点歪' });
    expect((await sibling.post(reveal)).status).toBe(404);
    const heard = await manager.get('/api/cdp/listening/voices?channel=nps&sentiment=negative');
    expect(heard.body.items).toMatchObject([{ eventId: surveyId, text: null }]);
    const sealed = await sql<{ leaked: boolean }>`
      select position(convert_to('柜门', 'UTF8') in comment_sealed) > 0 as leaked from growth.survey
      where project_id = ${projectId}`.execute(server.world.database.db);
    expect(sealed.rows).toEqual([{ leaked: false }]);
  });

  it('is answered once when two answer at once', async () => {
    const { token } = await finish(here);
    const both = await Promise.all([give(token, 9), give(token, 8)]);
    expect(both.map((answer) => answer.status)).toEqual([200, 200]);
    expect(both.filter((answer) => answer.body.alreadyAnswered)).toHaveLength(1);
    expect(new Set(both.map((answer) => answer.body.score)).size).toBe(1);
  });

  it('ends after 30 days, and takes scores from 0 to 10 only', async () => {
    const { token } = await finish(there);
    expect((await give(token, 11)).status).toBe(422);
    expect((await give(token, 3.5)).status).toBe(422);
    expect((await give(token, 5, '长'.repeat(501))).status).toBe(422);
    const answered = await finish(there);
    await give(answered.token, 10);
    server.world.clock.advance(30 * DAY);
    expect((await server.anonymous.get<SurveyAnswer>(pathOf(token))).body.state).toBe('expired');
    expect(await give(token, 10)).toMatchObject({ status: 409, body: { code: 'survey-expired' } });
    expect((await give(answered.token, 1)).body).toMatchObject({ score: 10, alreadyAnswered: true });
  });
});

describe('the score', () => {
  it('counts promoters less detractors, by area, over a period, and names nobody', async () => {
    const from = '2027-07-10';
    server.world.clock.set(`${from}T12:00:00+08:00`);
    // Sessions of before ended with the month.
    manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
    sibling = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
    for (const score of [10, 9, 8, 2]) await give((await finish(here)).token, score, score === 2 ? '慢' : '');
    await finish(here);
    await give((await finish(there)).token, 0);
    const near = (await manager.get<NpsAnswer>(`/api/growth/nps?from=${from}`)).body;
    expect(near).toMatchObject({ invited: 5, answered: 4, promoters: 2, passives: 1, detractors: 1, nps: 25 });
    expect(near.distribution).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1]);
    expect(near.groups).toMatchObject([{ id: here.communityId, name: '青枫里', nps: 25 }]);
    expect(near.lastAnswers.map((answer) => [answer.score, answer.hasComment])).toEqual([
      [2, true],
      [8, false],
      [9, false],
      [10, false],
    ]);
    expect(JSON.stringify(near)).not.toMatch(/李|personId|customerKey/);
    const far = (await sibling.get<NpsAnswer>(`/api/growth/nps?from=${from}&by=store`)).body;
    expect(far).toMatchObject({ answered: 1, nps: -100, groups: [{ id: there.storeId, name: '二店' }] });
    const operator = await server.signInAs('operator');
    const all = (await operator.get<NpsAnswer>(`/api/growth/nps?from=${from}&by=store`)).body;
    expect(all.groups.map((group) => [group.name, group.answered])).toEqual([
      ['一店', 4],
      ['二店', 1],
    ]);
    const before = await operator.get<NpsAnswer>(`/api/growth/nps?from=2027-01-01&to=2027-01-31`);
    expect(before.body).toMatchObject({ answered: 0, nps: null, groups: [] });
  });
});
