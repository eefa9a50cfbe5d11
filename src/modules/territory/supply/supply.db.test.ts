import { beforeAll, describe, expect, it } from 'vitest';
import type { CityId, CommunityId, PickupPointId, TouchpointId, WarehouseId } from '#kernel/ids';
import { subscribe } from '#platform/outbox';
import { NOTHING } from '#platform/permission';
import { makeStores, useContext, type StorePlace } from '#testing';
import { PickupPointChanged, WarehouseChanged } from '../events.ts';
import { exportPickupPoints, exportWarehouses } from './export-supply-places.ts';
import { listImportRows } from '../imports/import-store.ts';
import {
  commitImport,
  listPickupPoints,
  listWarehouses,
  pickupPointsByCodes,
  pickupPointsByIds,
  pickupPointsOf,
  previewImport,
  savePickupPoint,
  saveWarehouse,
  setRestDays,
  setSupply,
  supplyOf,
  warehousesByCodes,
  warehousesByIds,
  type ImportKind,
  type SavePickupPointInput,
  type WarehouseKind,
} from '../index.ts';

const world = useContext();
let here: StorePlace;
let there: StorePlace;
let away: StorePlace;
const db = () => world.database.db;
const page = { after: undefined, limit: 50 };

beforeAll(async () => {
  ({ here, there } = await makeStores(() => world.ctx(), 'SP'));
  ({ here: away } = await makeStores(() => world.ctx(), 'SQ'));
});

let codes = 0;
const newCode = (): string => `W${(codes += 1)}`;

async function addWarehouse(kind: WarehouseKind, cityId: CityId = here.cityId): Promise<WarehouseId> {
  const position = { lng: 120.1, lat: 30.2 };
  const facts = { externalCode: newCode(), kind, cityId, name: '河东仓', position, active: true };
  return (await saveWarehouse(world.ctx(), { facts })).id;
}

const point = (communityId: CommunityId, more: Partial<SavePickupPointInput['facts']> = {}) => ({
  externalCode: newCode(),
  communityId,
  name: '东门自提点',
  address: '东门便利店',
  keeperId: null,
  parentId: null,
  pickupOnly: false,
  restDays: [],
  active: true,
  ...more,
});
const addPoint = async (...of: Parameters<typeof point>) =>
  (await savePickupPoint(world.ctx(), { facts: point(...of) })).id;

async function announced(): Promise<string[]> {
  const heard: string[] = [];
  const recorder = subscribe(
    'territory.supply-recorder',
    [WarehouseChanged, PickupPointChanged],
    async (_ctx, event) => {
      heard.push(`${event.type} ${event.aggregateId}`);
    },
  );
  await world.drain([recorder]);
  return heard.toSorted();
}

describe('supply', () => {
  it('is one grid and one flash warehouse for each community; another one takes its place and is announced', async () => {
    const [first, second, flash] = [
      await addWarehouse('grid'),
      await addWarehouse('grid'),
      await addWarehouse('flash'),
    ];
    const communityIds = [here.communityId, there.communityId];
    await setSupply(world.ctx(), { kind: 'grid', warehouseId: first, communityIds });
    await setSupply(world.ctx(), { kind: 'flash', warehouseId: flash, communityIds: [here.communityId] });
    await announced();
    expect(
      await setSupply(world.ctx(), { kind: 'grid', warehouseId: second, communityIds: [here.communityId] }),
    ).toEqual({ touched: 2 });
    expect(await announced()).toEqual([first, second].map((id) => `WarehouseChanged ${id}`).toSorted());
    const supply = await supplyOf(db(), [...communityIds, away.communityId]);
    expect(supply.get(here.communityId)).toMatchObject({ gridId: second, flashId: flash });
    expect(supply.get(there.communityId)).toMatchObject({ gridId: first, flashId: null });
    expect(supply.get(away.communityId)).toEqual({ gridId: null, flashId: null, pickupPoints: [] });
    await setSupply(world.ctx(), { kind: 'grid', warehouseId: null, communityIds });
    expect((await supplyOf(db(), communityIds)).get(there.communityId)).toMatchObject({ gridId: null });
  });

  it('comes from a warehouse of that kind, open, and of the same city', async () => {
    const change = { kind: 'grid' as const, communityIds: [here.communityId] };
    const wrong = [await addWarehouse('flash'), await addWarehouse('central'), await addWarehouse('grid', away.cityId)];
    for (const warehouseId of wrong) {
      await expect(setSupply(world.ctx(), { ...change, warehouseId })).rejects.toMatchObject({
        code: 'warehouse-cannot-supply',
      });
    }
    const warehouseId = await addWarehouse('grid');
    const stranger = world.ctx({ scope: there.manager });
    await expect(setSupply(stranger, { ...change, warehouseId })).rejects.toMatchObject({
      code: 'place-unknown-community',
    });
  });

  it('is seen by those whose communities it reaches, and ends while the warehouse is closed', async () => {
    const warehouseId = await addWarehouse('grid');
    await setSupply(world.ctx(), { kind: 'grid', warehouseId, communityIds: [here.communityId] });
    const seen = async (place: StorePlace) => (await listWarehouses(db(), place.manager, {}, page)).map(({ id }) => id);
    expect(await seen(here)).toContain(warehouseId);
    expect(await seen(there)).not.toContain(warehouseId);
    const {
      version,
      cityName: _city,
      updatedAt: _at,
      id,
      ...facts
    } = (await warehousesByIds(db(), [warehouseId])).get(warehouseId)!;
    await saveWarehouse(world.ctx(), { id, expectedVersion: version, facts: { ...facts, active: false } });
    expect((await supplyOf(db(), [here.communityId])).get(here.communityId)).toMatchObject({ gridId: null });
    await expect(saveWarehouse(world.ctx(), { id, expectedVersion: version, facts })).rejects.toMatchObject({
      code: 'place-changed-meanwhile',
    });
    const flash = { id, expectedVersion: 2, facts: { ...facts, kind: 'flash' as const } };
    await expect(saveWarehouse(world.ctx(), flash)).rejects.toMatchObject({ code: 'warehouse-stays-its-kind' });
  });
});

describe('pick-up points', () => {
  it('nest one level, within a city', async () => {
    const parentId = await addPoint(here.communityId);
    const childId = await addPoint(there.communityId, { parentId });
    const wrong: (readonly [CommunityId, PickupPointId])[] = [
      [here.communityId, childId],
      [away.communityId, parentId],
    ];
    for (const [communityId, under] of wrong) {
      await expect(addPoint(communityId, { parentId: under })).rejects.toMatchObject({
        code: 'pickup-point-cannot-nest',
      });
    }
    const another = await addPoint(here.communityId);
    const facts = point(here.communityId, { parentId: another });
    await expect(savePickupPoint(world.ctx(), { id: parentId, expectedVersion: 1, facts })).rejects.toMatchObject({
      code: 'pickup-point-cannot-nest',
    });
    const supply = await supplyOf(db(), [there.communityId]);
    expect(supply.get(there.communityId)?.pickupPoints.map(({ id }) => id)).toEqual([childId]);
  });

  it('rest when their keeper says so, who touches no others', async () => {
    const keeperId: TouchpointId = world.ctx().newId<'Touchpoint'>();
    const mine = await addPoint(here.communityId, { keeperId });
    const other = await addPoint(here.communityId, { keeperId: world.ctx().newId<'Touchpoint'>() });
    const front = world.ctx({ scope: { ...NOTHING, touchpoint: keeperId } });
    expect((await pickupPointsOf(db(), keeperId)).map(({ id }) => id)).toEqual([mine]);
    expect((await listPickupPoints(db(), front.scope, {}, page)).map(({ id }) => id)).toEqual([mine]);
    const saved = await setRestDays(front, { id: mine, expectedVersion: 1, restDays: [7, 1, 7] });
    expect(saved).toMatchObject({ restDays: [1, 7], version: 2 });
    const asked = { expectedVersion: 1, restDays: [3] };
    await expect(setRestDays(front, { id: mine, ...asked })).rejects.toMatchObject({ code: 'place-changed-meanwhile' });
    await expect(setRestDays(front, { id: other, ...asked })).rejects.toMatchObject({ code: 'not-found' });
    const always = { id: mine, expectedVersion: 2, restDays: [1, 2, 3, 4, 5, 6, 7] };
    await expect(setRestDays(front, always)).rejects.toMatchObject({ code: 'pickup-point-rests-all-week' });
    expect((await pickupPointsByIds(db(), [mine])).get(mine)?.restDays).toEqual([1, 7]);
  });
});

describe('importing supply', () => {
  const take = async (kind: ImportKind, lines: readonly string[]) => {
    const bytes = Buffer.from(lines.join('\n'));
    const summary = await previewImport(world.ctx(), { kind, datum: 'wgs84', fileName: `${kind}.csv`, bytes });
    const rows = await listImportRows(db(), summary.id, { verdict: undefined }, { after: 0, limit: 100 });
    const result = await commitImport(world.ctx(), { importId: summary.id, lines: 'all' });
    return {
      result,
      faults: rows.map((row) => row.faults.map((fault) => fault.code.replace('place-import-row-', ''))),
    };
  };

  it('takes warehouses with what they supply, and says what is wrong', async () => {
    const header = '仓库编码,仓库名称,类型,城市编码,经度,纬度,供货小区编码';
    const { result, faults } = await take('warehouses', [
      header,
      'I1,城东网格仓,网格仓,SP,120.1,30.2,SP1;SP2',
      'I2,城西网格仓,网格仓,SP,120.1,30.2,SP2',
      'I3,中心仓,中心仓,SP,120.1,30.2,SP1',
      'I4,外地仓,闪电仓,SP,120.1,30.2,SQ1',
      'I5,怪仓,飞仓,SP,120.1,30.2,',
    ]);
    expect(result).toMatchObject({ created: 1, changed: 0 });
    expect(faults).toEqual([
      [],
      ['supplied-twice'],
      ['central-supplies'],
      ['communities-of-other-city'],
      ['unknown-warehouse-kind'],
    ]);
    const imported = (await warehousesByCodes(db(), ['I1'])).get('I1')!;
    const supply = await supplyOf(db(), [here.communityId, there.communityId]);
    expect([...supply.values()].map(({ gridId }) => gridId)).toEqual([imported.id, imported.id]);
    const again = await take('warehouses', [
      header,
      'I1,城东网格仓,网格仓,SP,120.1,30.2,SP1',
      'I6,城西网格仓,网格仓,SP,120.1,30.2,SP2',
    ]);
    expect(again.result).toMatchObject({ created: 1, changed: 1 });
    const after = await supplyOf(db(), [here.communityId, there.communityId]);
    const other = (await warehousesByCodes(db(), ['I6'])).get('I6')!;
    expect([...after.values()].map(({ gridId }) => gridId)).toEqual([imported.id, other.id]);
    const kind = await take('warehouses', [header, 'I1,城东网格仓,闪电仓,SP,120.1,30.2,SP1']);
    expect(kind.faults).toEqual([['kind-changed']]);
  });

  it('takes pick-up points, leaves their keepers, and says what is wrong', async () => {
    const header = '自提点编码,自提点名称,小区编码,位置,上级自提点编码,仅自提,休息日,启用';
    const first = await take('pickup_points', [
      header,
      'Q1,东门,SP1,便利店,,否,周一、周日,是',
      'Q2,西门,SP2,岗亭,Q1,,,',
      'Q3,南门,没有,岗亭,,也许,星期八,',
    ]);
    expect(first.faults).toEqual([[], ['unknown-parent'], ['unknown-community', 'not-yes-or-no', 'not-weekdays']]);
    const { id, version, ...known } = (await pickupPointsByCodes(db(), ['Q1'])).get('Q1')!;
    expect(known).toMatchObject({ restDays: [1, 7], pickupOnly: false, active: true, communityName: '青枫里' });
    const keeperId: TouchpointId = world.ctx().newId<'Touchpoint'>();
    await savePickupPoint(world.ctx(), { id, expectedVersion: version, facts: { ...known, keeperId } });
    const second = await take('pickup_points', [header, 'Q1,东门外,SP1,,,,,', 'Q2,西门,SP2,岗亭,Q1,是,,']);
    expect(second).toMatchObject({ result: { created: 1, changed: 1 }, faults: [[], []] });
    const points = await pickupPointsByCodes(db(), ['Q1', 'Q2']);
    expect(points.get('Q1')).toMatchObject({ name: '东门外', keeperId, address: '', restDays: [] });
    expect(points.get('Q2')).toMatchObject({ parentId: id, pickupOnly: true });
  });

  it('takes what was exported as it is', async () => {
    const only = (text: string, codes: RegExp): string[] =>
      text.split('\r\n').filter((line, at) => at === 0 || codes.test(line));
    const warehouses = only(await exportWarehouses(world.ctx(), { cityId: here.cityId }), /^I\d,/);
    expect(warehouses).toEqual([
      expect.stringContaining('仓库编码,仓库名称,类型,城市编码,经度,纬度,启用,供货小区编码,'),
      expect.stringMatching(/^I1,城东网格仓,网格仓,SP,120.1,30.2,是,SP1,/),
      expect.stringMatching(/^I6,城西网格仓,网格仓,SP,120.1,30.2,是,SP2,/),
    ]);
    expect(await take('warehouses', warehouses)).toMatchObject({
      result: { created: 0, changed: 0 },
      faults: [[], []],
    });
    const points = only(await exportPickupPoints(world.ctx(), {}), /^Q\d,/);
    expect(points.at(-1)).toMatch(/^Q2,西门,SP2,岗亭,Q1,是,无,是,/);
    expect(await take('pickup_points', points)).toMatchObject({ result: { created: 0, changed: 0 }, faults: [[], []] });
  });
});
