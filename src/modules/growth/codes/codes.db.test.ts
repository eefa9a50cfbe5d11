import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { TouchpointId, UserId } from '#kernel/ids';
import { DAY } from '#kernel/time';
import { useServer } from '#testing';
import { makeOfferPlaces, type OfferPlaces } from '../test-places.ts';
import type { CodeItem, CodesAnswer } from './code-contract.ts';

const server = useServer();
const headers = { 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0' };

let places: OfferPlaces;
beforeAll(async () => {
  places = await makeOfferPlaces(() => server.world.ctx(), 'CD');
  await server.drain();
});

const manager = (storeId: string) => server.signInAs('store_manager', { areaKind: 'store', areaId: storeId });

async function steward(touchpointId: TouchpointId) {
  const found = await sql<{ user_id: UserId }>`
    select user_id from touchpoints.touchpoint where touchpoint_id = ${touchpointId}`.execute(server.world.database.db);
  return server.client(found.rows[0]!.user_id);
}

describe('printed codes', () => {
  it('are made for a place of the manager, counted, and taken out of use once', async () => {
    const mine = await manager(places.here.storeId);
    const asked = { label: '3幢电梯厅', communityId: places.here.communityId };
    const { status, body } = await mine.post('/api/growth/codes', asked);
    expect(status).toBe(200);
    const made = body as CodeItem;
    expect(made).toMatchObject({
      state: 'live',
      communityName: '青枫里',
      scans: 0,
      bookings: 0,
      url: `${server.url}/b/${made.code}`,
    });
    const scan = (visitorId: string, more = headers) =>
      server.anonymous.post(`/api/growth/bookings/${made.code}/scans`, { visitorId }, { headers: more });
    expect((await scan('one-browser')).body).toEqual({ counted: true });
    expect((await scan('one-browser')).body).toEqual({ counted: false });
    expect((await scan('another-browser')).body).toEqual({ counted: true });
    expect((await scan('a-program-here', { 'user-agent': 'Baiduspider/2.0' })).body).toEqual({ counted: false });
    server.world.clock.advance(DAY);
    expect((await scan('one-browser')).body).toEqual({ counted: true });
    const { items, counts } = (await mine.get('/api/growth/codes?state=live')).body as CodesAnswer;
    expect(items).toMatchObject([{ code: made.code, scans: 3 }]);
    expect(counts).toEqual({ live: 1, revoked: 0, scans: 3, bookings: 0 });
    expect((await mine.get(`/api/growth/codes?cityId=${made.cityId}`)).body.items).toHaveLength(1);
    expect((await mine.post(`/api/growth/codes/${made.code}/revoke`, {})).body).toMatchObject({ state: 'revoked' });
    expect((await mine.post(`/api/growth/codes/${made.code}/revoke`, {})).status).toBe(409);
    expect((await scan('third-browser')).body).toEqual({ counted: false });
  });

  it('are hidden from the neighbouring store, and cannot be made for its places or people', async () => {
    const [mine, theirs] = [await manager(places.here.storeId), await manager(places.there.storeId)];
    const asked = { label: '东门', communityId: places.there.communityId };
    expect((await mine.post('/api/growth/codes', asked)).status).toBe(404);
    const [person] = places.there.touchpoints;
    expect((await mine.post('/api/growth/codes', { label: '名片', touchpointId: person })).status).toBe(404);
    const { code } = (await theirs.post('/api/growth/codes', asked)).body as CodeItem;
    expect(JSON.stringify((await mine.get('/api/growth/codes')).body)).not.toContain(code);
    for (const picture of ['qr.png', 'qr.svg', 'poster.png']) {
      expect((await mine.get(`/api/growth/codes/${code}/${picture}`)).status).toBe(404);
    }
    expect((await mine.post(`/api/growth/codes/${code}/revoke`, {})).status).toBe(404);
    const elsewhere = {
      label: '名片',
      touchpointId: places.here.touchpoints[0],
      communityId: places.there.communityId,
    };
    expect((await (await server.signInAs('admin')).post('/api/growth/codes', elsewhere)).status).toBe(403);
  });

  it("are shown to whose they are, with pictures to print, and nobody else's are", async () => {
    const admin = await server.signInAs('admin');
    const [one, two] = places.here.touchpoints;
    const { code } = (await admin.post('/api/growth/codes', { label: '名片', touchpointId: one })).body as CodeItem;
    await admin.post('/api/growth/codes', { label: '大门', communityId: places.here.communityId });
    const mine = await steward(one!);
    expect((await mine.get('/api/growth/my/codes')).body).toMatchObject({ items: [{ code, label: '名片' }] });
    const png = await mine.get(`/api/growth/my/codes/${code}/qr.png`);
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    const svg = await mine.get(`/api/growth/my/codes/${code}/qr.svg`);
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect((await mine.get(`/api/growth/my/codes/${code}/poster.png`)).status).toBe(200);
    const other = await steward(two!);
    expect((await other.get('/api/growth/my/codes')).body).toEqual({ items: [] });
    expect((await other.get(`/api/growth/my/codes/${code}/qr.png`)).status).toBe(404);
    expect((await mine.get('/api/growth/codes')).status).toBe(403);
  });

  it('name a community or a touchpoint', async () => {
    const admin = await server.signInAs('admin');
    expect((await admin.post('/api/growth/codes', { label: '到处' })).status).toBe(422);
  });
});
