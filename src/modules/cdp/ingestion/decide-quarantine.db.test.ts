import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { useContext } from '#testing';
import {
  createSource,
  discardQuarantine,
  findLiveSource,
  ingestBatch,
  planEvent,
  replayQuarantine,
  type LiveSource,
} from '#modules/cdp';
import { makePlaces } from '../test-places.ts';
import { countHeld, listHeld } from './quarantine-store.ts';

const world = useContext();
let source: LiveSource;

beforeEach(async () => {
  const made = await createSource(world.ctx(), { name: '源', kind: 'server' });
  await planEvent(world.ctx(), { sourceId: made.source.sourceId, eventName: 'Quote', required: { area: 'number' } });
  source = (await findLiveSource(world.database.db, made.source.sourceId)) as LiveSource;
});

const quote = (n: number, area: unknown = `${n}`) => ({
  type: 'track',
  event: 'Quote',
  messageId: `q-${n}`,
  userId: `quoter-${n}`,
  properties: { area, phone: '13544440001' },
});
const held = async (): Promise<number> =>
  (await countHeld(world.database.db))
    .filter((row) => row.sourceId === source.sourceId)
    .reduce((sum, row) => sum + row.held, 0);

test('what broke the plan is recorded once the plan is mended, and what still breaks it stays', async () => {
  await ingestBatch(world.ctx(), source, { events: [quote(1), quote(2), quote(3, null)] });
  expect((await countHeld(world.database.db)).filter((row) => row.sourceId === source.sourceId)).toMatchObject([
    { reason: 'plan-violated', detail: 'area is no number', eventName: 'Quote', held: 2 },
    { reason: 'plan-violated', detail: 'missing area', eventName: 'Quote', held: 1 },
  ]);
  expect(await replayQuarantine(world.ctx(), { sourceId: source.sourceId })).toEqual({ recorded: 0, held: 3 });
  await planEvent(world.ctx(), { sourceId: source.sourceId, eventName: 'Quote', required: { area: 'string' } });
  expect(await replayQuarantine(world.ctx(), { sourceId: source.sourceId })).toEqual({ recorded: 2, held: 1 });
  expect(await replayQuarantine(world.ctx(), { sourceId: source.sourceId })).toEqual({ recorded: 0, held: 1 });
  const { rows } = await sql`select name from cdp.event where source_id = ${source.sourceId}`.execute(
    world.database.db,
  );
  expect(rows).toHaveLength(2);
});

test('a post of a community that was added since is recorded and counted', async () => {
  const post = {
    type: 'track',
    event: 'Community Post Published',
    messageId: 'late',
    userId: 'poster',
    properties: { communityCode: 'QUA1', text: '水管爆了' },
  };
  expect(await ingestBatch(world.ctx(), source, { events: [post] })).toMatchObject({ quarantined: 1 });
  await makePlaces(() => world.ctx(), 'QUA', 1);
  expect(await replayQuarantine(world.ctx(), { sourceId: source.sourceId })).toEqual({ recorded: 1, held: 0 });
  const { rows } = await sql`select mentions from cdp.mention_day where topic = 'leak'`.execute(world.database.db);
  expect(rows).toEqual([{ mentions: 1 }]);
});

test('what is given up is closed with its reason, and what it held is destroyed', async () => {
  await ingestBatch(world.ctx(), source, { events: [quote(11), quote(12)] });
  const [first] = await listHeld(world.database.db, { sourceId: source.sourceId }, { after: undefined, limit: 10 });
  const one = { sourceId: source.sourceId, quarantineIds: [first!.quarantineId] };
  expect(await discardQuarantine(world.ctx(), { ...one, why: '测试数据' })).toEqual({ discarded: 1 });
  expect(await held()).toBe(1);
  const { rows } = await sql`
    select q.state, q.decision_reason as why, p.wrapped_key as key from cdp.quarantine q
    join platform.vault_person p on p.person_id = q.quarantine_id where q.quarantine_id = ${first!.quarantineId}`.execute(
    world.database.db,
  );
  expect(rows).toEqual([{ state: 'discarded', why: '测试数据', key: null }]);
});

test('is headquarters’ alone', async () => {
  const scope = {
    everything: false,
    cities: [],
    stores: [],
    communities: [],
    touchpoint: undefined,
    customer: undefined,
  };
  await expect(replayQuarantine(world.ctx({ scope }), { sourceId: source.sourceId })).rejects.toMatchObject({
    kind: 'forbidden',
  });
});
