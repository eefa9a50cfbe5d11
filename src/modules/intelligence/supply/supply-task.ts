import {
  fitWithin,
  givesOf,
  orderLevel,
  quantileOf,
  stepsOf,
  takesOf,
  unitsToOrder,
  type Calibration,
  type Demand,
  type Step,
} from '#engines/forecasting';
import { BAND } from '../demand/demand-day.ts';
import { solveTransfers } from './solve-transfers.ts';

/**
 * How a place comes by its goods: `ordered` buys what the central warehouse cannot give; `allocated` gets from there alone,
 * since group buys order what is ordered of them; `central` gives.
 */
export type SupplyRole = 'ordered' | 'allocated' | 'central';

/** An item at a place, with all that its order rests on. */
export interface Shelved {
  /** Which place it is, as a number. */
  readonly place: number;
  /** What is expected of each of the coming seven days. */
  readonly means: readonly number[];
  readonly stock: number;
  /** Decided already and not there yet. */
  readonly onTheWay: number;
  /** Of the stock, units whose last day comes after so many days: at 0 today. Empty where goods keep. */
  readonly expiring: readonly number[];
  readonly leadDays: number;
  readonly everyDays: number;
  readonly keepsDays: number | null;
  readonly pack: number;
  readonly minimum: number;
  readonly missingShare: number;
  readonly priceFen: number;
  readonly costFen: number;
  readonly role: SupplyRole;
}

/** One item over the places of a city between which it may be moved. */
export interface CityItem {
  /** Places among all that are shelved. */
  readonly shelved: readonly number[];
  /** Fen for moving a unit, by from and to among them; undefined where it is too far. */
  readonly costFen: readonly (readonly (number | undefined)[])[];
  /** Fen for going there at all, whatever is moved. */
  readonly wayFen: readonly (readonly number[])[];
  /** What the central warehouse can give of it. */
  readonly central: number;
}

/** Places with a budget or a room that all of their orders share. */
export interface Limit {
  readonly shelved: readonly number[];
  readonly budgetFen: number | null;
  readonly roomUnits: number | null;
}

export interface SupplyAsked {
  readonly calibration: Calibration;
  readonly spans: readonly Calibration[];
  readonly shelved: readonly Shelved[];
  readonly items: readonly CityItem[];
  readonly limits: readonly Limit[];
  readonly solveWithinMs: number;
}

export interface Considered {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly days: number;
  readonly level: number;
  /** Of the stock, units that will be too old before they are sold. */
  readonly expiring: number;
}

export interface SupplyAnswer {
  readonly considered: readonly Considered[];
  readonly orders: readonly { readonly at: number; readonly units: number; readonly cutBy: 'budget' | 'room' | null }[];
  /** From the central warehouse. */
  readonly allocations: readonly { readonly at: number; readonly units: number; readonly isCut: boolean }[];
  readonly transfers: readonly {
    readonly from: number;
    readonly to: number;
    readonly units: number;
    /** What needs not be bought, less what moving it costs; the way itself not counted. */
    readonly gainFen: number;
  }[];
  /** Whether every city's transfers were solved to the end. */
  readonly isBest: boolean;
}

/** What keeps longer than forecasts reach is not wasted: it is ordered to be enough on so large a share of days. */
const LASTING_SHARE = 0.95;
/** Fewer units are not worth a way. */
const LEAST_MOVED = 1;

/** In a worker: what to order, to give from the central warehouse and to move, each within what limits it. */
export async function considerSupply(asked: SupplyAsked): Promise<SupplyAnswer> {
  const { shelved } = asked;
  const demands = shelved.map((each) => new Demands(each, asked));
  const considered = shelved.map((each, at) => consider(each, demands[at]!));
  const stocks = shelved.map(({ stock, onTheWay }, at) => stock + onTheWay - considered[at]!.expiring);
  const { transfers, isBest } = await moved(asked, { considered, stocks });
  for (const { from, to, units } of transfers) {
    stocks[to]! += units;
    // What was given is first what would have been too old.
    stocks[from]! -= Math.max(0, units - considered[from]!.expiring);
  }
  const wanted = shelved.map((each, at) =>
    each.role === 'central' ? 0 : unitsToOrder(considered[at]!.level, stocks[at]!, each),
  );
  const line = (at: number) => {
    const { pack, priceFen, costFen } = shelved[at]!;
    const steps = stepsOf(demands[at]!.untilNext);
    return { units: wanted[at]!, pack, stock: stocks[at]!, steps, margin: Math.max(1, priceFen - costFen), takes: 1 };
  };
  const allocations: { at: number; units: number; isCut: boolean }[] = [];
  for (const { shelved: places, central } of asked.items) {
    const claims = places.filter((at) => wanted[at]! > 0);
    if (central <= 0 || claims.length === 0) continue;
    for (const [nth, units] of fitWithin(claims.map(line), central).entries()) {
      const at = claims[nth]!;
      if (units > 0) allocations.push({ at, units, isCut: units < wanted[at]! });
      wanted[at]! -= units;
    }
  }
  for (const [at, { role }] of shelved.entries()) if (role === 'allocated') wanted[at] = 0;
  const cuts = new Map<number, 'budget' | 'room'>();
  for (const { shelved: places, budgetFen, roomUnits } of asked.limits) {
    const ordered = places.filter((at) => wanted[at]! > 0);
    const cut = (limit: number, by: 'budget' | 'room'): void => {
      const lines = ordered.map((at) => ({ ...line(at), takes: by === 'budget' ? shelved[at]!.costFen : 1 }));
      for (const [nth, units] of fitWithin(lines, limit).entries()) {
        const at = ordered[nth]!;
        if (units < wanted[at]!) cuts.set(at, by);
        wanted[at] = units;
      }
    };
    if (roomUnits !== null) cut(roomUnits, 'room');
    if (budgetFen !== null) cut(budgetFen, 'budget');
  }
  const orders = wanted.flatMap((units, at) =>
    units > 0 || cuts.has(at) ? [{ at, units, cutBy: cuts.get(at) ?? null }] : [],
  );
  return { considered, orders, allocations, transfers, isBest };
}

/** What is wanted of a series over spans of days from today on. */
class Demands {
  readonly #shelved: Shelved;
  readonly #asked: SupplyAsked;

  constructor(shelved: Shelved, asked: SupplyAsked) {
    this.#shelved = shelved;
    this.#asked = asked;
  }

  over(days: number): Demand {
    const { means } = this.#shelved;
    const { calibration, spans } = this.#asked;
    let mean = 0;
    for (let day = 0; day < days; day += 1) mean += means[day % means.length]!;
    const span = days < 2 ? calibration : (spans[Math.min(days, spans.length + 1) - 2] ?? calibration);
    return { mean, leadTime: 1, calibration: span };
  }

  /** Until what is ordered at the next time could be there. */
  get untilNext(): Demand {
    return this.over(this.days);
  }

  get days(): number {
    return this.#shelved.leadDays + this.#shelved.everyDays;
  }
}

function consider(shelved: Shelved, demands: Demands): Considered {
  const { untilNext, days } = demands;
  const { keepsDays, leadDays, missingShare } = shelved;
  const quantile = (share: number): number => quantileOf(untilNext.calibration, untilNext.mean, 1, share);
  const isLasting = keepsDays === null || keepsDays > shelved.means.length;
  const level = isLasting
    ? quantile(Math.max(missingShare, LASTING_SHARE))
    : orderLevel(missingShare, untilNext, demands.over(leadDays + keepsDays));
  return {
    mean: untilNext.mean,
    low: Math.min(untilNext.mean, quantile(BAND.low)),
    high: Math.max(untilNext.mean, quantile(BAND.high)),
    days,
    // Whole units: what is moved and what is ordered then add up to it.
    level: Math.round(level),
    expiring: expiringUnsold(shelved),
  };
}

/** Units that will be too old before they are sold, first in first out: where most has to go by a day, less what sells by it. */
export function expiringUnsold({ means, expiring }: Pick<Shelved, 'means' | 'expiring'>): number {
  let [due, sold, gone] = [0, 0, 0];
  for (const [day, units] of expiring.entries()) {
    due += units;
    sold += means[day % means.length]!;
    gone = Math.max(gone, due - sold);
  }
  return Math.floor(gone);
}

/** Moves what would be too old, and what lies above its level, to where less than its level lies. */
async function moved(
  asked: SupplyAsked,
  { considered, stocks }: { readonly considered: readonly Considered[]; readonly stocks: readonly number[] },
): Promise<{ transfers: SupplyAnswer['transfers']; isBest: boolean }> {
  // What lies at a place for group buys is promised to come or to go: it is not moved on.
  const isMoved = (at: number): boolean => asked.shelved[at]!.role !== 'allocated';
  const items = asked.items.filter(({ shelved }) => shelved.filter(isMoved).length > 1);
  const problems = items.map(({ shelved, costFen }) => {
    const steps = shelved.map((at): Step[] => [{ units: considered[at]!.level, worth: 1 }]);
    return {
      gives: shelved.map((at, nth) =>
        isMoved(at)
          ? [
              ...(considered[at]!.expiring > 0 ? [{ units: considered[at]!.expiring, worth: 0 }] : []),
              ...givesOf(steps[nth]!, Math.max(0, stocks[at]!)).filter(({ worth }) => worth === 0),
            ]
          : [],
      ),
      takes: shelved.map((at, nth) => (isMoved(at) ? takesOf(steps[nth]!, Math.max(0, stocks[at]!)) : [])),
      // A unit that is moved needs not be bought.
      costs: costFen.map((row, from) =>
        row.map((fen) => (fen === undefined ? undefined : fen / Math.max(1, asked.shelved[shelved[from]!]!.costFen))),
      ),
    };
  });
  const solved = await solveTransfers({ problems, withinMs: asked.solveWithinMs });
  const found = solved.flatMap(({ moves }, nth) =>
    moves.flatMap(({ from, to, units }) => {
      const { shelved, costFen, wayFen } = items[nth]!;
      const [at, whole] = [shelved[from]!, Math.floor(units + 1e-6)];
      const gainFen = whole * (asked.shelved[at]!.costFen - (costFen[from]![to] ?? 0));
      return whole < LEAST_MOVED
        ? []
        : [{ from: at, to: shelved[to]!, units: whole, gainFen, wayFen: wayFen[from]![to]! }];
    }),
  );
  const transfers = [...Map.groupBy(found, ({ from, to }) => `${placeOf(asked, from)}/${placeOf(asked, to)}`).values()]
    // All that goes the same way shares it, and has to be worth it together.
    .filter((own) => own.reduce((sum, { gainFen }) => sum + gainFen, 0) > own[0]!.wayFen)
    .flat();
  return { transfers, isBest: solved.every(({ isBest }) => isBest) };
}

const placeOf = ({ shelved }: SupplyAsked, at: number): number => shelved[at]!.place;
