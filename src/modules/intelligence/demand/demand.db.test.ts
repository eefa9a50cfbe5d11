import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, businessDay, dayAfter } from '#kernel/time';
import type { Context } from '#platform/context';
import { adjustStock, availableStock, receiveStock } from '#modules/inventory';
import {
  HISTORY_DAYS,
  levelOf,
  makeGoodsHistory,
  makeStores,
  useContext,
  type GoodsHistory,
  type StorePlace,
} from '#testing';
import { decideLines } from '../supply/decide-lines.ts';
import { readComparison, readSupply } from '../supply/read-supply.ts';
import { setSupplyLimit, setSupplyRule } from '../supply/save-supply-rule.ts';
import type { BacktestResult } from '../supply/backtest.ts';
import type { SupplyKind, SupplyLine } from '../supply/supply-line.ts';
import { askForecastRun } from './ask-forecast-run.ts';
import { collectDemand } from './collect-demand.ts';
import { demandSeries } from './demand-store.ts';
import { exportForecasts } from './export-forecasts.ts';
import { pastOf } from './forecast-store.ts';
import { findForecastRun } from './forecast-run-store.ts';
import type { RunKind } from './forecast-run.ts';
import { importHistory } from './import-history.ts';
import { readAccuracy, readForecasts, readSeries } from './read-forecasts.ts';
import { readPanel } from './read-panel.ts';
import { runDueForecasts } from './run-forecast.ts';

const world = useContext();
let shops: GoodsHistory & { readonly here: StorePlace; readonly there: StorePlace };
const ITEMS = 12;

const day = (): string => businessDay(world.clock.now());
const tell = (text: string, save: boolean) => importHistory(world.ctx(), { bytes: Buffer.from(text), save });
const buyer = (): Context =>
  world.ctx({ actor: { kind: 'system', name: 'buyer' }, permissions: ['stock.edit', 'price.edit'] });

async function run(kind: RunKind) {
  const { runId } = await askForecastRun(world.ctx(), kind);
  expect(await runDueForecasts(world.ctx())).toBe(1);
  return (await findForecastRun(world.database.db, runId))!;
}

async function linesOf(kind: SupplyKind): Promise<SupplyLine[]> {
  const page = { after: undefined, limit: 500 };
  return (await readSupply(world.ctx(), { kind }, page)).lines;
}

beforeAll(async () => {
  shops = { ...(await makeStores(() => world.ctx(), 'DM')), ...(await makeGoodsHistory(world, ITEMS)) };
  const stock = (units: (item: number) => number) =>
    shops.skus.map(({ skuId }, item) => ({ skuId, counted: units(item) }));
  const counted = { reason: 'counted' as const };
  // Here far too little of all; there far too much of the first item.
  await adjustStock(world.ctx(), { ...counted, placeId: shops.here.storeId, lines: stock(() => 2) });
  await adjustStock(world.ctx(), {
    ...counted,
    placeId: shops.there.storeId,
    lines: stock((item) => (item === 0 ? 200 : Math.round(levelOf(item) * 0.6))),
  });
});

describe('history that is told', () => {
  it('is refused row by row, with what is wrong and where, and changes nothing until it is saved', async () => {
    const file = [
      '门店编码,商品编码,日期,销量,缺货小时,折扣',
      `SDM1,V1,${dayAfter(day(), -3)},12,0,1`,
      `SDM9,V1,${dayAfter(day(), -3)},12,0,1`,
      `SDM1,V1,2026-02-30,12,0,1`,
      `SDM1,NONE,${dayAfter(day(), -3)},-4,17,2`,
    ].join('\n');
    const found = await tell(file, false);
    expect([found.rows, found.good, found.bad, found.isSaved]).toEqual([4, 1, 3, false]);
    expect(found.faults.map(({ lineNumber, field }) => `${lineNumber} ${field}`)).toEqual([
      '3 place',
      '4 day',
      '5 sku',
      '5 sold',
      '5 outOfStock',
      '5 discount',
    ]);
    const span = { from: dayAfter(day(), -90), to: day(), measure: 'units' as const };
    expect(await demandSeries(world.database.db, span)).toEqual([]);
  });

  it('is too short to learn from: the run says so and ends', async () => {
    const [header, ...lines] = shops.file.split('\n');
    const lately = lines.filter((line) => line.split(',')[2]! >= dayAfter(day(), -5));
    await tell([header, ...lately].join('\n'), true);
    const { state, error } = await run('forecast');
    expect([state, error]).toEqual(['failed', 'forecast-history-short']);
  });

  it('is taken over once it is saved, again and again the same', async () => {
    const found = await tell(shops.file, true);
    expect([found.bad, found.series]).toEqual([0, 2 * (ITEMS + 1)]);
    await tell(shops.file, true);
    // What the ledger and the tills do not know of does not take it away.
    await collectDemand(world.ctx());
    const span = { from: dayAfter(day(), -90), to: day(), measure: 'units' as const };
    const series = await demandSeries(world.database.db, span);
    expect(series).toHaveLength(2 * ITEMS);
    expect(series[0]!.at).toHaveLength(HISTORY_DAYS);
  });
});

describe('a night', () => {
  it('forecasts a week of everything, near what is usual, with a band, reasons and receipts', async () => {
    const done = await run('forecast');
    expect([done.state, done.error, done.series, done.progress]).toEqual(['done', null, 2 * ITEMS + 2, 1]);
    const { origin, series } = await readForecasts(
      world.ctx(),
      { placeId: shops.here.storeId, measure: 'units' },
      { after: undefined, limit: 50 },
    );
    expect([origin, series.length]).toEqual([dayAfter(day(), -1), ITEMS]);
    for (const each of series) {
      const item = shops.skus.findIndex(({ skuId }) => skuId === each.skuId);
      // A week of five usual days and two of half as much again, some of them at a lower price.
      expect(each.total / (8.5 * levelOf(item))).toBeGreaterThan(0.7);
      expect(each.total / (8.5 * levelOf(item))).toBeLessThan(1.4);
      for (const [at, mean] of each.means.entries()) {
        expect(each.lows[at]).toBeLessThanOrEqual(mean);
        expect(each.highs[at]).toBeGreaterThanOrEqual(mean);
      }
    }
    expect(series.some(({ reasons }) => reasons.length > 0)).toBe(true);
    const visits = await readForecasts(world.ctx(), { measure: 'receipts' }, { after: undefined, limit: 50 });
    expect(visits.series.map(({ skuName }) => skuName)).toEqual(['客流（小票）', '客流（小票）']);
    // Two series are few, and yet there is a band.
    for (const { lows, highs } of visits.series) expect(highs[0]).toBeGreaterThan(lows[0]!);
    const one = await readSeries(world.ctx(), { placeId: shops.here.storeId, skuId: shops.skus[0]!.skuId });
    expect(one.past).toHaveLength(42);
    const csv = await exportForecasts(world.ctx(), { measure: 'units' });
    expect(csv.trimEnd().split('\n')).toHaveLength(1 + 2 * ITEMS * 7);
  });

  it('is seen as far as the reader may see', async () => {
    const page = { after: undefined, limit: 500 };
    const mine = world.ctx({ scope: shops.here.manager });
    const { series } = await readForecasts(mine, { measure: 'units' }, page);
    expect(new Set(series.map(({ placeId }) => placeId))).toEqual(new Set([shops.here.storeId]));
    const { lines } = await readSupply(mine, {}, page);
    expect(lines.every(({ placeId }) => placeId === shops.here.storeId)).toBe(true);
    await expect(readSeries(mine, { placeId: shops.there.storeId, skuId: shops.skus[0]!.skuId })).rejects.toMatchObject(
      { code: 'not-found' },
    );
  });

  it('moves what is too much to where too little is, and orders the rest', async () => {
    const [moved] = await linesOf('transfer');
    expect([moved?.placeId, moved?.fromPlaceId, moved?.skuId]).toEqual([
      shops.here.storeId,
      shops.there.storeId,
      shops.skus[0]!.skuId,
    ]);
    const orders = await linesOf('order');
    const here = orders.filter(({ placeId }) => placeId === shops.here.storeId);
    expect(here).toHaveLength(ITEMS - 1);
    for (const { proposed, basis } of here) {
      expect(proposed).toBeGreaterThan(basis.mean - basis.stock - 1);
      expect(proposed + basis.stock).toBeLessThan(basis.high * 2);
    }
    // Two hundred are there of which a third is sold before it is too old.
    const [reduced] = await linesOf('discount');
    expect(reduced?.skuId).toBe(shops.skus[0]!.skuId);
    expect(reduced!.proposed).toBeLessThan(1_000);
  });
});

describe('whoever decides', () => {
  it('takes lines as proposed, changes them with a reason, and never twice at once', async () => {
    const [first, second, third] = await linesOf('order');
    const take = { lineId: first!.lineId, revision: first!.revision, decided: first!.proposed };
    await decideLines(buyer(), { decisions: [take], reason: null, note: '' });
    const late = decideLines(buyer(), { decisions: [take], reason: null, note: '' });
    await expect(late).rejects.toMatchObject({ code: 'supply-line-changed' });
    const change = { lineId: second!.lineId, revision: second!.revision, decided: second!.proposed + 5 };
    const refuse = { lineId: third!.lineId, revision: third!.revision, decided: null };
    const silent = decideLines(buyer(), { decisions: [change, refuse], reason: null, note: '' });
    await expect(silent).rejects.toMatchObject({ code: 'supply-reason-missing' });
    const said = { decisions: [change, refuse], reason: 'event' as const, note: '门口有集市' };
    const decided = await decideLines(buyer(), said);
    expect(decided.map(({ state }) => state).toSorted()).toEqual(['changed', 'refused']);
    // An order is a list until its day is over: back to what was proposed.
    const back = decided.find(({ state }) => state === 'refused')!;
    const again = { lineId: back.lineId, revision: back.revision, decided: back.proposed };
    const [taken] = await decideLines(buyer(), { decisions: [again], reason: null, note: '' });
    expect([taken!.state, taken!.reason]).toEqual(['taken', null]);
  });

  it('moves goods and sets prices in the same moment, or does nothing', async () => {
    const [moved] = await linesOf('transfer');
    const at = [shops.here.storeId, shops.there.storeId];
    const before = await availableStock(world.database.db, at, [moved!.skuId]);
    const far = { lineId: moved!.lineId, revision: moved!.revision, decided: 5_000 };
    const tooMuch = decideLines(buyer(), { decisions: [far], reason: 'taste', note: '' });
    await expect(tooMuch).rejects.toMatchObject({ code: 'stock-not-on-hand' });
    const decisions = [{ lineId: moved!.lineId, revision: moved!.revision, decided: moved!.proposed }];
    await decideLines(buyer(), { decisions, reason: null, note: '' });
    const after = await availableStock(world.database.db, at, [moved!.skuId]);
    const level = (of: typeof before, place: string): number => of.get(`${place}/${moved!.skuId}` as never)!.onHand;
    expect(level(after, at[0]!) - level(before, at[0]!)).toBe(moved!.proposed);
    expect(level(before, at[1]!) - level(after, at[1]!)).toBe(moved!.proposed);
    const once = decideLines(buyer(), {
      decisions: [{ ...decisions[0]!, revision: moved!.revision + 1 }],
      reason: null,
      note: '',
    });
    await expect(once).rejects.toMatchObject({ code: 'supply-line-closed' });
    const [reduced] = await linesOf('discount');
    const price = { lineId: reduced!.lineId, revision: reduced!.revision, decided: reduced!.proposed };
    const clerk = world.ctx({ permissions: ['stock.edit'] });
    const notTheirs = decideLines(clerk, { decisions: [price], reason: null, note: '' });
    await expect(notTheirs).rejects.toMatchObject({ code: 'supply-price-not-yours' });
    const [done] = await decideLines(buyer(), { decisions: [price], reason: null, note: '' });
    expect(done!.state).toBe('taken');
    // Forecasts know of it from the next night on.
    const { panel, series } = await readPanel(world.database.db, { today: day(), measure: 'units' });
    const row = series.findIndex((each) => each.placeId === done!.placeId && each.skuId === done!.skuId);
    const discount = panel.known.find(({ name }) => name === 'discount')!;
    const cell = panel.days * row + HISTORY_DAYS;
    expect(discount.values[cell]).toBeCloseTo(done!.decided! / 1_000, 5);
    expect(discount.values[cell + 1]).toBe(1);
  });
});

describe('the nights after', () => {
  it('keep what was decided, count what is on its way, and propose within packs and budgets', async () => {
    const before = (await linesOf('order')).filter(({ state }) => state !== 'proposed');
    await setSupplyRule(world.ctx(), {
      subjectId: shops.skus[5]!.skuId,
      subjectKind: 'sku',
      terms: { leadDays: 1, everyDays: 1, pack: 12, minimum: 24, keepsDays: 3, missingMargins: 2 },
      expectedRevision: 0,
    });
    const decidedThere = before.filter(({ placeId }) => placeId === shops.there.storeId);
    const spentBefore = decidedThere.reduce((sum, { decided, basis }) => sum + (decided ?? 0) * basis.costFen, 0);
    const limit = { placeId: shops.there.storeId, budgetFen: spentBefore + 30_000, roomUnits: null };
    await setSupplyLimit(world.ctx(), { ...limit, expectedRevision: 0 });
    await expect(setSupplyLimit(world.ctx(), { ...limit, expectedRevision: 0 })).rejects.toMatchObject({
      code: 'supply-rule-changed-meanwhile',
    });
    await run('forecast');
    const orders = await linesOf('order');
    for (const { lineId, decided } of before) {
      expect(orders.find((each) => each.lineId === lineId)?.decided).toBe(decided);
    }
    const packed = orders.filter(({ skuId, state }) => skuId === shops.skus[5]!.skuId && state === 'proposed');
    for (const { proposed } of packed) expect(proposed % 12).toBe(0);
    const spent = orders
      .filter(({ placeId, state }) => placeId === shops.there.storeId && state === 'proposed')
      .reduce((sum, { proposed, basis }) => sum + proposed * basis.costFen, 0);
    expect(spent).toBeLessThanOrEqual(30_000);
  });

  it('compare what was decided, what was proposed and what came, and say how far off they were', async () => {
    const [header] = shops.file.split('\n');
    for (let ahead = 0; ahead < 3; ahead += 1) {
      const sold = shops.skus.flatMap(({ code }, item) =>
        ['SDM1', 'SDM2'].map((store) => `${store},${code},${day()},${levelOf(item)},0,1`),
      );
      world.clock.set(addDays(world.clock.now(), 1));
      await tell([header, ...sold].join('\n').replaceAll(day(), dayAfter(day(), -1)), true);
      await run('forecast');
    }
    const compared = await readComparison(world.ctx());
    const event = compared.find(({ reason }) => reason === 'event');
    // Five more than proposed: whatever came, five more were left, or five fewer missing.
    expect(event!.lines).toBe(1);
    const more = event!.left - event!.leftAsProposed - (event!.missing - event!.missingAsProposed);
    expect(more).toBeCloseTo(5, 5);
    const { all } = await readAccuracy(world.ctx(), { weeks: 2 });
    expect(all.sold).toBe(3 * 2 * shops.skus.reduce((sum, _, item) => sum + levelOf(item), 0));
    expect(all.wape).toBeGreaterThan(0);
    expect(all.wape).toBeLessThan(1);
  });

  it('are given back when the process goes down, and begun again by the next one', async () => {
    const { runId } = await askForecastRun(world.ctx(), 'forecast');
    const stopping = new AbortController();
    const running = runDueForecasts(world.ctx(), stopping.signal);
    // In the middle of learning.
    while ((await findForecastRun(world.database.db, runId))!.step !== 'train') continue;
    stopping.abort();
    await running;
    const left = (await findForecastRun(world.database.db, runId))!;
    expect([left.state, left.attempts, left.error]).toEqual(['asked', 0, null]);
    expect(await runDueForecasts(world.ctx())).toBe(1);
    expect((await findForecastRun(world.database.db, runId))!.state).toBe('done');
  });

  it('that died in the middle are begun again by whoever comes next, and given up at the third time', async () => {
    const { runId } = await askForecastRun(world.ctx(), 'forecast');
    const die = () =>
      sql`update intelligence.forecast_run set state = 'running', attempts = 2,
        beat_at = ${new Date(world.clock.now().getTime() - 600_000)} where run_id = ${runId}`.execute(
        world.database.db,
      );
    await die();
    expect(await runDueForecasts(world.ctx())).toBe(1);
    expect((await findForecastRun(world.database.db, runId))!.state).toBe('done');
    const next = await askForecastRun(world.ctx(), 'forecast');
    await sql`update intelligence.forecast_run set state = 'running', attempts = 3,
      beat_at = ${new Date(world.clock.now().getTime() - 600_000)} where run_id = ${next.runId}`.execute(
      world.database.db,
    );
    expect(await runDueForecasts(world.ctx())).toBe(0);
    expect((await findForecastRun(world.database.db, next.runId))!.error).toBe('forecast-run-died');
  });
});

describe('a day of a series that nobody told of', () => {
  it('is one of none sold where its place sold other things, and unknown where it was closed', async () => {
    world.clock.set(addDays(world.clock.now(), 3));
    const header = shops.file.split('\n')[0];
    const yesterday = dayAfter(day(), -1);
    await tell([header, `SDM1,V2,${yesterday},9,0,1`].join('\n'), true);
    const soldOf = async (placeId: StorePlace['storeId']) => {
      const at = { placeId, skuId: shops.skus[0]!.skuId };
      return (await pastOf(world.database.db, at, { from: yesterday, to: yesterday })).map(({ sold }) => sold);
    };
    expect(await soldOf(shops.here.storeId)).toEqual([0]);
    expect(await soldOf(shops.there.storeId)).toEqual([null]);
  });
});

describe('the past weeks played over again', () => {
  it('compare our orders with usual rules, and with how it was really ordered', async () => {
    await receiveStock(world.ctx(), {
      placeId: shops.here.storeId,
      lines: [{ skuId: shops.skus[1]!.skuId, received: 30, missing: 0 }],
    });
    const sold = shops.skus.map(({ code }, item) => `SDM1,${code},${day()},${levelOf(item)},0,1`);
    const file = [shops.file.split('\n')[0], ...sold].join('\n');
    world.clock.set(addDays(world.clock.now(), 1));
    await tell(file, true);
    const done = await run('backtest');
    expect([done.state, done.error]).toEqual(['done', null]);
    const { categories, ledgerSeries } = done.result as BacktestResult;
    expect(ledgerSeries).toBe(1);
    const [{ rules, past, oursBesidePast }] = categories as [BacktestResult['categories'][number]];
    for (const figures of [rules.ours, rules.sameWeekday120, rules.mean7x130, past!, oursBesidePast!]) {
      expect(figures.fill).toBeGreaterThan(0.3);
      expect(figures.fill).toBeLessThanOrEqual(1);
      expect(figures.turnover).toBeGreaterThan(0);
    }
    expect(rules.ours.fill).toBeGreaterThan(0.95);
  });
});
