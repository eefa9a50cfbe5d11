import { distanceM, type Position } from '#kernel/geo';
import type { CityId, SkuId, StockPlaceId, StoreId, WarehouseId } from '#kernel/ids';
import { addDays, businessDay, DAY, dayAfter, startOfBusinessDay } from '#kernel/time';
import type { Context, Database } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import type { Threads } from '#platform/threads';
import { categoriesOf, chainOf, skusByIds, spusByIds, type CatalogueSku, type CategoryId } from '#modules/commerce';
import { arrivedSince, availableStock } from '#modules/inventory';
import { listWarehouses, storesByIds, warehousesByIds } from '#modules/territory';
import { HORIZONS } from '../demand/demand-day.ts';
import type { DemandSeries } from '../demand/demand-store.ts';
import type { ForecastRun } from '../demand/forecast-run.ts';
import type { ForecastAnswer } from '../demand/forecast-task.ts';
import { type ReadPanel } from '../demand/read-panel.ts';
import { clearingPrice } from './clearing-price.ts';
import {
  decidedToday,
  deleteLinesBefore,
  lapseBefore,
  onTheWay,
  replaceProposals,
  type ProposedLine,
} from './line-store.ts';
import { missingShare, termsOf, type SupplyTerms } from './supply-rule.ts';
import { supplyLimits, supplyRules } from './supply-rule-store.ts';
import type { SupplyBasis, SupplyKind } from './supply-line.ts';
import type { CityItem, Considered, Limit, Shelved, SupplyAnswer, SupplyAsked } from './supply-task.ts';

const TASK = new URL('./supply-task.ts', import.meta.url);
const SOLVE_WITHIN_MS = 20_000;
const LONGEST_MS = 600_000;
const KEPT_DAYS = 180;
/** Of moving a unit between places: handling, and the way in a van that goes anyway. */
const HANDLING_FEN = 30;
const FEN_PER_KM = 8;
/** Of going there at all. */
const WAY_FEN = 800;
const WAY_FEN_PER_KM = 100;
/** Farther than this nobody carries single goods. */
const REACH_KM = 30;

const ROLES = { store: 'ordered', flash: 'ordered', grid: 'allocated', central: 'central' } as const;

/** One series of the run with what its order rests on. */
interface Row extends Omit<Shelved, 'place'> {
  readonly cityId: CityId;
  readonly placeId: StockPlaceId;
  readonly skuId: SkuId;
  readonly categoryId: CategoryId;
  readonly position: Position;
  readonly kind: 'store' | 'flash' | 'grid' | 'central';
  readonly reasons: SupplyBasis['reasons'];
}

/**
 * What to order, move and reduce today, from a forecast. Group buys order what is ordered of them, so their warehouses get
 * what the central one has and are not ordered for. What people decided today stays; what nobody decided is proposed anew.
 */
export async function proposeSupply(
  ctx: Context,
  asked: {
    readonly run: ForecastRun;
    readonly read: ReadPanel;
    readonly answer: ForecastAnswer;
    readonly threads: Threads;
    readonly signal?: AbortSignal | undefined;
    readonly beat: (done: number) => Promise<void>;
  },
): Promise<Record<SupplyKind, number>> {
  const { run, read, answer, threads, signal, beat } = asked;
  const today = businessDay(ctx.clock.now());
  const rows = await readRows(ctx.db, { today, read, answer });
  await beat(0.2);
  const places = [...new Set(rows.map(({ placeId }) => placeId))];
  const input: SupplyAsked = {
    calibration: answer.calibration,
    spans: answer.spans,
    shelved: rows.map((row) => shelvedOf(row, places.indexOf(row.placeId))),
    items: await cityItems(ctx.db, rows),
    limits: await limitsOf(ctx.db, rows, today),
    solveWithinMs: SOLVE_WITHIN_MS,
  };
  const found = await threads.run<SupplyAsked, SupplyAnswer>(TASK, 'considerSupply', input, {
    timeoutMs: LONGEST_MS,
    signal,
  });
  await beat(0.7);
  const central = await centralOf(ctx.db);
  const lines = linesOf(ctx, { run, today, rows, found, central });
  await ctx.transaction(async (tx) => {
    await lapseBefore(tx.db, today);
    await deleteLinesBefore(tx.db, dayAfter(today, -KEPT_DAYS));
    await replaceProposals(tx.db, today, lines);
  });
  const count = (kind: SupplyKind): number => lines.filter((line) => line.kind === kind).length;
  return { order: count('order'), transfer: count('transfer'), discount: count('discount') };
}

/** What goes to the worker: nothing but figures. */
const shelvedOf = (row: Row, place: number): Shelved => ({
  place,
  means: row.means,
  stock: row.stock,
  onTheWay: row.onTheWay,
  expiring: row.expiring,
  leadDays: row.leadDays,
  everyDays: row.everyDays,
  keepsDays: row.keepsDays,
  pack: row.pack,
  minimum: row.minimum,
  missingShare: row.missingShare,
  priceFen: row.priceFen,
  costFen: row.costFen,
  role: row.role,
});

type UnitSeries = DemandSeries & { readonly placeId: StockPlaceId };

async function readRows(
  db: Database,
  { today, read, answer }: { readonly today: string; readonly read: ReadPanel; readonly answer: ForecastAnswer },
): Promise<Row[]> {
  // Units lie at stores and warehouses.
  const series = read.series as readonly UnitSeries[];
  const places = await placesOf(
    db,
    series.map(({ placeId }) => placeId),
  );
  const skus = await skusByIds(db, [...new Set(series.map(({ skuId }) => skuId))]);
  const spus = await spusByIds(db, [...new Set([...skus.values()].map(({ spuId }) => spuId))]);
  const categories = new Map((await categoriesOf(db)).map((each) => [each.categoryId, each]));
  const rules = await supplyRules(db);
  const coming = await onTheWay(db, today);
  const shelves = await shelvesOf(db, series, today);
  return series.flatMap(({ cityId, placeId, skuId }, at): Row[] => {
    const [place, sku] = [places.get(placeId), skus.get(skuId)];
    if (place === undefined || sku === undefined || !isOrderable(sku)) return [];
    const chain = (chainOf(categories, sku.categoryId) ?? []).map((each) => each.categoryId);
    const terms = termsOf(rules, skuId, chain);
    const keepsDays = terms.keepsDays ?? spus.get(sku.spuId)?.shelfLifeDays ?? null;
    const shelf = shelves.get(`${placeId}/${skuId}`);
    // A place that keeps no stock of it in our books cannot be ordered for: nobody knows what lies there.
    if (shelf === undefined) return [];
    return [
      {
        ...figuresOf(sku, { ...terms, keepsDays }),
        means: [...answer.means.subarray(at * HORIZONS, (at + 1) * HORIZONS)],
        stock: Math.max(0, shelf.available),
        onTheWay: coming.get(`${placeId}/${skuId}`) ?? 0,
        expiring: expiringOf(shelf.arrived, { stock: Math.max(0, shelf.available), keepsDays, today }),
        role: ROLES[place.kind],
        cityId,
        placeId,
        skuId,
        categoryId: sku.categoryId,
        position: place.position,
        kind: place.kind,
        reasons: answer.reasons[at]!,
      },
    ];
  });
}

const isOrderable = (sku: CatalogueSku): boolean => sku.active && sku.kind === 'goods';

function figuresOf(sku: CatalogueSku, terms: SupplyTerms) {
  const { leadDays, everyDays, pack, minimum, keepsDays } = terms;
  const money = { priceFen: sku.listFen, costFen: sku.costFen };
  return { leadDays, everyDays, pack, minimum, keepsDays, ...money, missingShare: missingShare(money, terms) };
}

interface Shelf {
  readonly available: number;
  /** The newest first. */
  readonly arrived: readonly { readonly day: string; readonly units: number }[];
}

const PLACES_AT_ONCE = 20;
/** Goods that keep longer than this are not told apart by age. */
const AGES = 30;

async function shelvesOf(db: Database, series: readonly UnitSeries[], today: string): Promise<Map<string, Shelf>> {
  const byPlace = Map.groupBy(series, ({ placeId }) => placeId);
  const placeIds = [...byPlace.keys()];
  const since = addDays(startOfBusinessDay(today), -AGES);
  const shelves = new Map<string, Shelf>();
  for (let at = 0; at < placeIds.length; at += PLACES_AT_ONCE) {
    const chunk = placeIds.slice(at, at + PLACES_AT_ONCE);
    const skuIds = [...new Set(chunk.flatMap((id) => byPlace.get(id)!.map(({ skuId }) => skuId)))];
    const arrived = Map.groupBy(await arrivedSince(db, chunk, since), (each) => `${each.placeId}/${each.skuId}`);
    for (const [key, { available }] of await availableStock(db, chunk, skuIds)) {
      shelves.set(key, { available, arrived: arrived.get(key) ?? [] });
    }
  }
  return shelves;
}

/**
 * How much of a stock has its last day when: sold first in, first out, what lies there is what came last. What came before
 * anybody wrote it down is taken to be as old as can be.
 */
export function expiringOf(
  arrived: Shelf['arrived'],
  asked: { readonly stock: number; readonly keepsDays: number | null; readonly today: string },
): number[] {
  const { stock, keepsDays, today } = asked;
  if (keepsDays === null || keepsDays > AGES) return [];
  const expiring = Array.from({ length: keepsDays }, () => 0);
  let left = stock;
  for (const { day, units } of arrived) {
    const age = Math.round((Date.parse(today) - Date.parse(day)) / DAY);
    const own = Math.min(left, units);
    expiring[Math.max(0, Math.min(keepsDays - 1, keepsDays - 1 - age))]! += own;
    left -= own;
  }
  expiring[0]! += left;
  return expiring;
}

async function placesOf(db: Database, ids: readonly StockPlaceId[]) {
  const distinct = [...new Set(ids)];
  const stores = await storesByIds(db, distinct as StoreId[]);
  const warehouses = await warehousesByIds(db, distinct as WarehouseId[]);
  return new Map<StockPlaceId, { readonly kind: Row['kind']; readonly position: Position }>([
    ...[...stores.values()].map(({ id, position }) => [id, { kind: 'store' as const, position }] as const),
    ...[...warehouses.values()].map(({ id, kind, position }) => [id, { kind, position }] as const),
  ]);
}

const MOST_CENTRALS = 1_000;

/** The central warehouse of each city. */
async function centralOf(db: Database): Promise<Map<CityId, StockPlaceId>> {
  const all = await listWarehouses(db, EVERYTHING, { kind: 'central' }, { after: undefined, limit: MOST_CENTRALS });
  return new Map(all.filter(({ active }) => active).map(({ cityId, id }) => [cityId, id]));
}

/** Each item of each city: who may give to whom, and what the central warehouse has. */
async function cityItems(db: Database, rows: readonly Row[]): Promise<CityItem[]> {
  const centrals = await centralOf(db);
  const skuIds = [...new Set(rows.map(({ skuId }) => skuId))];
  const lying = await availableStock(db, [...centrals.values()], skuIds);
  const groups = Map.groupBy(rows.keys(), (at) => `${rows[at]!.cityId}/${rows[at]!.skuId}`);
  return [...groups.values()].map((shelved) => {
    const { cityId, skuId } = rows[shelved[0]!]!;
    const central = centrals.get(cityId);
    const available = central === undefined ? 0 : (lying.get(`${central}/${skuId}`)?.available ?? 0);
    const costFen = shelved.map((from) => shelved.map((to) => costOfMoving(rows[from]!, rows[to]!)));
    const wayFen = shelved.map((from) =>
      shelved.map((to) => WAY_FEN + WAY_FEN_PER_KM * kmBetween(rows[from]!, rows[to]!)),
    );
    return { shelved, costFen, wayFen, central: Math.max(0, available) };
  });
}

const kmBetween = (from: Row, to: Row): number => distanceM(from.position, to.position) / 1_000;

function costOfMoving(from: Row, to: Row): number | undefined {
  const km = kmBetween(from, to);
  return from === to || km > REACH_KM ? undefined : HANDLING_FEN + FEN_PER_KM * km;
}

/** What is left of budgets and rooms after what was decided today. */
async function limitsOf(db: Database, rows: readonly Row[], today: string): Promise<Limit[]> {
  const limits = await supplyLimits(db);
  const decided = await decidedToday(db, today);
  const byPlace = Map.groupBy(rows.keys(), (at) => rows[at]!.placeId);
  return [...limits.values()].flatMap(({ placeId, budgetFen, roomUnits }) => {
    const shelved = byPlace.get(placeId);
    if (shelved === undefined) return [];
    const { costFen, units } = decided.get(placeId) ?? { costFen: 0, units: 0 };
    const left = (limit: number | null, used: number): number | null => limit && Math.max(0, limit - used);
    return [{ shelved, budgetFen: left(budgetFen, costFen), roomUnits: left(roomUnits, units) }];
  });
}

function linesOf(
  ctx: Context,
  asked: {
    readonly run: ForecastRun;
    readonly today: string;
    readonly rows: readonly Row[];
    readonly found: SupplyAnswer;
    readonly central: ReadonlyMap<CityId, StockPlaceId>;
  },
): ProposedLine[] {
  const { run, today, rows, found, central } = asked;
  const line = (at: number, kind: SupplyKind, units: number, more: Partial<ProposedLine> & { worthFen: number }) => ({
    lineId: ctx.newId<'SupplyLine'>(),
    runId: run.runId,
    cityId: rows[at]!.cityId,
    day: today,
    kind,
    placeId: rows[at]!.placeId,
    skuId: rows[at]!.skuId,
    categoryId: rows[at]!.categoryId,
    fromPlaceId: null,
    proposed: units,
    arrivesOn: dayAfter(today, kind === 'discount' ? 0 : rows[at]!.leadDays),
    basis: basisOf(rows[at]!, found.considered[at]!),
    ...more,
    worthFen: Math.max(0, Math.round(more.worthFen)),
  });
  const given = new Map<number, number>();
  for (const { from, units } of found.transfers) given.set(from, (given.get(from) ?? 0) + units);
  return [
    ...found.orders.map(({ at, units, cutBy }) =>
      line(at, 'order', units, {
        worthFen: worthOf(rows[at]!, found.considered[at]!, units),
        basis: { ...basisOf(rows[at]!, found.considered[at]!), cutBy },
      }),
    ),
    ...found.allocations.map(({ at, units, isCut }) =>
      line(at, 'transfer', units, {
        worthFen: worthOf(rows[at]!, found.considered[at]!, units),
        fromPlaceId: central.get(rows[at]!.cityId) ?? null,
        basis: { ...basisOf(rows[at]!, found.considered[at]!), cutBy: isCut ? 'central' : null },
      }),
    ),
    ...found.transfers.map(({ from, to, units, gainFen }) =>
      line(to, 'transfer', units, {
        worthFen: gainFen,
        fromPlaceId: rows[from]!.placeId,
        arrivesOn: dayAfter(today, 1),
        basis: {
          ...basisOf(rows[to]!, found.considered[to]!),
          expiring: Math.min(units, found.considered[from]!.expiring),
          km: Math.round(kmBetween(rows[from]!, rows[to]!) * 10) / 10,
        },
      }),
    ),
    ...rows.flatMap((row, at) => {
      // Prices differ by store; a warehouse has none of its own.
      const left = found.considered[at]!.expiring - (given.get(at) ?? 0);
      const cleared = row.kind === 'store' && left >= 1 ? clearingPrice(row, left) : undefined;
      return cleared === undefined ? [] : [line(at, 'discount', cleared.priceFen, { worthFen: cleared.worthFen })];
    }),
  ];
}

/** What those units are expected to earn before the next delivery, less what the rest of them costs where they do not keep. */
function worthOf(row: Row, { mean }: Considered, units: number): number {
  const missing = Math.max(0, mean - row.stock - row.onTheWay);
  return Math.min(units, missing) * (row.priceFen - row.costFen);
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

const basisOf = (row: Row, considered: Considered): SupplyBasis => ({
  mean: tenth(considered.mean),
  low: tenth(considered.low),
  high: tenth(considered.high),
  days: considered.days,
  stock: row.stock,
  onTheWay: row.onTheWay,
  expiring: considered.expiring,
  level: tenth(considered.level),
  keepsDays: row.keepsDays,
  pack: row.pack,
  missingShare: Math.round(row.missingShare * 100) / 100,
  priceFen: row.priceFen,
  costFen: row.costFen,
  cutBy: null,
  km: null,
  reasons: row.reasons,
});
