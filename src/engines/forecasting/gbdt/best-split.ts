/** The derivatives of some rows of a leaf, and how many rows they are. */
export interface Sums {
  readonly first: number;
  readonly second: number;
  readonly rows: number;
}

export interface SplitRules {
  /** Rows that each side keeps at least. */
  readonly minRows: number;
  /** Second derivative that each side keeps at least. */
  readonly minSecond: number;
  /** Added to the second derivative of each leaf, which pulls small leaves towards zero. */
  readonly l2: number;
}

/** What was found of a split: written into numbers, since other threads find it. */
export const SPLIT = { gain: 0, bin: 1, missingLeft: 2, first: 3, second: 4, size: 5 } as const;
/** Whole numbers that hold a set of 256 bins. */
export const SET_SIZE = 8;
/** Values of a bin in a histogram: first and second derivative. Rows are told from the second, as LightGBM does. */
export const CELL = 2;

/** Fewer rows of a category say too little by themselves; and so many categories go to one side at most. */
const LEAST_OF_CATEGORY = 10;
const MOST_CATEGORIES = 32;
/** Rare categories are drawn towards the middle of the order, and pay more for standing apart. */
const CATEGORY_SMOOTHING = 10;
const CATEGORY_L2 = 10;

/** What a side has at least, rows told by their share of the second derivative. */
const leastSecond = (whole: Sums, minRows: number, minSecond: number): number =>
  Math.max(minSecond, (minRows * whole.second) / whole.rows);

const scoreOf = (first: number, second: number, l2: number): number => (first * first) / (second + l2);

/** Finds the best bound of a number; what is missing goes to the better side. Without a gain the gain stays 0. */
export function bestOfNumber(
  cells: Float64Array,
  from: number,
  bins: number,
  whole: Sums,
  rules: SplitRules,
  found: Float64Array,
): void {
  found[SPLIT.gain] = 0;
  scan(cells, from, bins, whole, false, rules, found);
  if (cells[from + 1]! > 0) scan(cells, from, bins, whole, true, rules, found);
}

/** Goes from the lowest bin to the highest, with what is missing on the left side or on the right. */
function scan(
  cells: Float64Array,
  from: number,
  bins: number,
  whole: Sums,
  missingLeft: boolean,
  { minRows, minSecond, l2 }: SplitRules,
  found: Float64Array,
): void {
  let first = missingLeft ? cells[from]! : 0;
  let second = missingLeft ? cells[from + 1]! : 0;
  const least = leastSecond(whole, minRows, minSecond);
  const alone = scoreOf(whole.first, whole.second, l2);
  for (let bin = 1; bin < bins - 1; bin += 1) {
    const at = from + CELL * bin;
    first += cells[at]!;
    second += cells[at + 1]!;
    if (second < least) continue;
    if (whole.second - second < least) break;
    const otherFirst = whole.first - first;
    const gain = (first * first) / (second + l2) + (otherFirst * otherFirst) / (whole.second - second + l2) - alone;
    if (gain <= found[SPLIT.gain]!) continue;
    found[SPLIT.gain] = gain;
    found[SPLIT.bin] = bin;
    found[SPLIT.missingLeft] = missingLeft ? 1 : 0;
    found[SPLIT.first] = first;
    found[SPLIT.second] = second;
  }
}

/**
 * Finds the best set of categories to stand apart: in the order of what their rows ask for, the best beginning or end is
 * the best of all sets (Fisher, Journal of the American Statistical Association 53, 1958).
 */
export function bestOfCategories(
  cells: Float64Array,
  from: number,
  bins: number,
  whole: Sums,
  rules: SplitRules,
  found: Float64Array,
  set: Int32Array,
): void {
  found[SPLIT.gain] = 0;
  const ratio = (bin: number): number =>
    cells[from + CELL * bin]! / (cells[from + CELL * bin + 1]! + CATEGORY_SMOOTHING);
  const order: number[] = [];
  const least = leastSecond(whole, LEAST_OF_CATEGORY, 0);
  for (let bin = 1; bin < bins; bin += 1) if (cells[from + CELL * bin + 1]! >= least) order.push(bin);
  order.sort((a, b) => ratio(a) - ratio(b) || a - b);
  const best = { gain: 0, count: 0, fromEnd: false };
  for (const fromEnd of [false, true]) {
    scanCategories(cells, from, fromEnd ? order.toReversed() : order, whole, rules, found, (count) =>
      Object.assign(best, { count, fromEnd }),
    );
  }
  set.fill(0);
  const apart = (best.fromEnd ? order.toReversed() : order).slice(0, best.count);
  for (const bin of apart) set[bin >> 5]! |= 1 << (bin & 31);
}

function scanCategories(
  cells: Float64Array,
  from: number,
  order: readonly number[],
  whole: Sums,
  { minRows, minSecond, l2 }: SplitRules,
  found: Float64Array,
  onBest: (count: number) => void,
): void {
  let [first, second] = [0, 0];
  const least = leastSecond(whole, minRows, minSecond);
  const alone = scoreOf(whole.first, whole.second, l2);
  const most = Math.min(MOST_CATEGORIES, order.length);
  for (let count = 1; count <= most; count += 1) {
    const at = from + CELL * order[count - 1]!;
    first += cells[at]!;
    second += cells[at + 1]!;
    if (second < least) continue;
    if (whole.second - second < least) break;
    const apart = scoreOf(first, second, l2 + CATEGORY_L2);
    const gain = apart + scoreOf(whole.first - first, whole.second - second, l2 + CATEGORY_L2) - alone;
    if (gain <= found[SPLIT.gain]!) continue;
    found[SPLIT.gain] = gain;
    found[SPLIT.bin] = 0;
    found[SPLIT.missingLeft] = 0;
    found[SPLIT.first] = first;
    found[SPLIT.second] = second;
    onBest(count);
  }
}
