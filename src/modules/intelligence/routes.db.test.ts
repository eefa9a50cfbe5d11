import { beforeAll, describe, expect, it } from 'vitest';
import type { Package } from '#modules/commerce';
import { useServer, type Client } from '#testing';
import { addPackage, leakAudience, makePlaces, talk, type TestPlaces } from './test-places.ts';

const server = useServer();
const world = { ctx: () => server.world.ctx(), drain: () => server.drain() };
let places: TestPlaces;
let leak: Package;
let operator: Client;
let suzhou: Client;
let hefei: Client;

beforeAll(async () => {
  places = await makePlaces(world, 6);
  leak = await addPackage(world.ctx(), 'leak-check', { name: '漏水检测' });
  await addPackage(world.ctx(), 'wall', { name: '墙面焕新', topics: ['damp'] });
  await talk(world, 'S1', '我家漏水', 20);
  await talk(world, 'S2', '漏水了', 12);
  operator = await server.signInAs('operator');
  suzhou = await server.signInAs('city_manager', { areaKind: 'city', areaId: places.suzhou });
  hefei = await server.signInAs('city_manager', { areaKind: 'city', areaId: places.hefei });
});

describe('over HTTP', () => {
  it('an operator asks, a manager reads, edits, approves; the screen hears of it; the sibling hears nothing', async () => {
    const audienceId = await leakAudience(world.ctx(), '老房漏水', 5);
    const [live, foreign] = [await suzhou.live(['play']), await hefei.live(['play'])];
    const run = await operator.post('/api/intelligence/plays/propose', { audienceId });
    expect(run).toMatchObject({ status: 201, body: { total: 2, done: 2, proposed: 2, skipped: [] } });
    expect((await operator.get(`/api/intelligence/play-runs/${run.body.id}`)).body.finishedAt).not.toBeNull();
    await live.next((message) => message.type === 'PlayProposed');

    const list = await suzhou.get('/api/intelligence/plays?state=proposed&limit=1');
    expect(list.body.items).toHaveLength(1);
    const rest = await suzhou.get(`/api/intelligence/plays?state=proposed&limit=1&cursor=${list.body.nextCursor}`);
    expect(rest.body.nextCursor).toBeNull();
    const { id } = list.body.items[0];
    const detail = await suzhou.get(`/api/intelligence/plays/${id}`);
    expect(detail.body).toMatchObject({
      packageName: '漏水检测',
      cityName: '苏州',
      audienceName: '老房漏水',
      edited: false,
    });
    expect(detail.body.record.candidates[0].parts[0].sentence).toMatch(/漏水讨论/);

    const edit = (body: unknown, etag = detail.headers.get('etag')!) =>
      suzhou.patch(`/api/intelligence/plays/${id}`, body, { headers: { 'if-match': etag } });
    const banned = await edit({ headline: '全城最好的防水', reason: '更响亮' });
    expect(banned).toMatchObject({ status: 422, body: { code: 'play-banned-words', faults: [{ path: 'headline' }] } });
    const edited = await edit({
      headline: '漏水先查后修',
      dueAt: new Date(server.world.clock.now().getTime() + 86_400_000 * 3).toISOString(),
      reason: '改短',
    });
    expect(edited).toMatchObject({ status: 200, body: { headline: '漏水先查后修', edited: true, revision: 2 } });
    expect((await edit({ headline: '晚了', reason: '改' })).body.code).toBe('play-changed-meanwhile');

    const approved = await suzhou.post('/api/intelligence/plays/approve', { playIds: [id] });
    expect(approved.body).toMatchObject({ done: 1 });
    await live.next((message) => message.type === 'PlayApproved' && message.id === id);
    const other = rest.body.items[0].id;
    expect(
      (await suzhou.post('/api/intelligence/plays/reject', { playIds: [other], reason: '重复了' })).body.done,
    ).toBe(1);
    expect((await suzhou.get('/api/intelligence/plays/counts')).body).toEqual({
      proposed: 0,
      approved: 1,
      rejected: 1,
      withdrawn: 0,
    });
    const csv = await suzhou.get('/api/intelligence/plays/export');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text).toContain('漏水先查后修');
    const poster = await suzhou.get(`/api/intelligence/plays/${id}/poster.png`);
    expect(poster.headers.get('content-type')).toBe('image/png');
    expect(poster.bytes.subarray(1, 4).toString()).toBe('PNG');

    for (const path of [id, `${id}/poster.png`]) {
      expect((await hefei.get(`/api/intelligence/plays/${path}`)).status).toBe(404);
    }
    expect((await hefei.get('/api/intelligence/plays')).body.items).toEqual([]);
    expect((await hefei.get(`/api/intelligence/play-runs/${run.body.id}`)).status).toBe(404);
    // Messages come in order: what the sibling hears first is their own.
    await talk(world, 'H1', '漏水', 12);
    await operator.post('/api/intelligence/plays/propose', { communityIds: [places.community('H1').communityId] });
    const own = (await hefei.get('/api/intelligence/plays')).body.items[0];
    expect((await foreign.next()).id).toBe(own.id);
    live.close();
    foreign.close();
    const withdrawn = await suzhou.post(`/api/intelligence/plays/${id}/withdraw`, { reason: '物业叫停' });
    expect(withdrawn).toMatchObject({ status: 200, body: { state: 'withdrawn', decisionReason: '物业叫停' } });
  });

  it('packages are edited from the revision that was read', async () => {
    const path = `/api/commerce/packages/${leak.id}`;
    const read = await operator.get(path);
    const { id: _i, revision: _r, updatedAt: _u, ...facts } = read.body;
    const put = (etag: string) =>
      operator.put(path, { ...facts, subtitle: '当天出方案' }, { headers: { 'if-match': etag } });
    const etag = read.headers.get('etag')!;
    expect((await put(etag)).body).toMatchObject({ subtitle: '当天出方案', revision: 2 });
    expect((await put(etag)).body.code).toBe('package-changed-meanwhile');
    expect((await operator.put(path, facts)).body.code).toBe('package-revision-required');
    const priced = await operator.post('/api/commerce/packages', {
      ...facts,
      code: 'new',
      originalPriceFen: facts.priceFen,
    });
    expect(priced.body.code).toBe('package-price-not-reduced');
    expect((await operator.post('/api/commerce/packages', facts)).body.code).toBe('package-code-taken');
    expect((await suzhou.put(path, facts)).status).toBe(403);
    const list = await suzhou.get('/api/commerce/packages?active=true');
    expect(list.body.items.map(({ code }: { code: string }) => code)).toEqual(['leak-check', 'wall']);
  });

  it('an approval is read before it is signed, used by an entry, and revoked', async () => {
    const audienceId = await leakAudience(world.ctx(), '新漏水', 3);
    // Whoever is in it already came in before anything was signed.
    await server.drain();
    const terms = {
      name: '新漏水直接下发',
      packageIds: [leak.id],
      audienceIds: [audienceId],
      cityIds: [places.suzhou],
      communityIds: [],
      budgetFen: 100_000,
      maxPlaysADay: 5,
      validUntil: new Date(server.world.clock.now().getTime() + 86_400_000 * 30).toISOString(),
    };
    const { statement } = (await operator.post('/api/intelligence/standing-approvals/statement', terms)).body;
    const signed = await operator.post('/api/intelligence/standing-approvals', terms);
    expect(signed).toMatchObject({
      status: 201,
      body: { statement, state: 'live', spentFen: 0, signedBy: operator.userId },
    });
    expect((await suzhou.post('/api/intelligence/standing-approvals', terms)).status).toBe(403);
    await talk(world, 'S3', '漏水', 3);
    const { items } = (await suzhou.get(`/api/intelligence/plays?standingApprovalId=${signed.body.id}`)).body;
    expect(items).toMatchObject([{ communityName: '青枫S3', state: 'approved', approvedBy: 'standing_approval' }]);
    const path = `/api/intelligence/standing-approvals/${signed.body.id}`;
    expect((await suzhou.get(path)).body).toMatchObject({
      spentFen: leak.costFen,
      plays: 1,
      packageNames: ['漏水检测'],
    });
    expect((await hefei.get(path)).status).toBe(404);
    expect((await hefei.get('/api/intelligence/standing-approvals')).body.items).toEqual([]);
    expect((await operator.post(`${path}/revoke`, { reason: '活动结束' })).body).toMatchObject({
      state: 'revoked',
      endReason: '活动结束',
    });
    expect((await operator.post(`${path}/revoke`, { reason: '活动结束' })).body.code).toBe('approval-already-ended');
  });

  it('settings and pushes answer as their contract says', async () => {
    const audienceId = await leakAudience(world.ctx(), '自动漏水', 900);
    const path = `/api/intelligence/play-settings/${audienceId}`;
    const unset = await operator.get(path);
    expect(unset.body).toMatchObject({ audienceName: '自动漏水', automatic: false, packageIds: [], revision: 0 });
    const put = await operator.put(
      path,
      { automatic: true, packageIds: [leak.id] },
      { headers: { 'if-match': unset.headers.get('etag')! } },
    );
    expect(put.body).toMatchObject({ automatic: true, revision: 1 });
    expect((await operator.get('/api/intelligence/play-settings')).body.items).toMatchObject([
      { audienceId, automatic: true },
    ]);
    expect((await suzhou.get('/api/intelligence/main-pushes')).body).toEqual({ items: [], nextCursor: null });
    expect((await suzhou.get('/api/intelligence/main-pushes/count')).body).toEqual({ proposed: 0 });
    const { communityId } = places.community('S1');
    const push = await suzhou.get(`/api/intelligence/communities/${communityId}/main-push`);
    expect(push.body).toMatchObject({ currentPackageId: null, proposal: null, outlooks: [], history: [] });
    const accept = await suzhou.post('/api/intelligence/main-pushes/accept', {
      items: [{ communityId, packageId: leak.id }],
    });
    expect(accept.body).toMatchObject({ done: 0, items: [{ code: 'main-push-moved-on' }] });
    expect((await hefei.get(`/api/intelligence/communities/${communityId}/main-push`)).status).toBe(404);
  });
});
