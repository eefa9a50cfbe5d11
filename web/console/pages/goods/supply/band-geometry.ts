export interface Band {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
  /** What is there, and what is on its way. */
  readonly stock: number;
  readonly onTheWay: number;
}

export interface BandShape {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  /** How far what is there and what is on its way reach. */
  readonly covered: number;
}

/** Room to the right of the largest figure, so that its mark is not cut in half. */
const ROOM = 1.04;
/** A band of nothing would not be seen. */
const LEAST = 0.02;

/** Everything of a row on one scale from nothing to its largest figure, as shares of the width. */
export function bandShape({ low, mean, high, stock, onTheWay }: Band): BandShape {
  const most = Math.max(high, mean, stock + onTheWay, 1) * ROOM;
  const at = (value: number): number => Math.max(0, value) / most;
  const [from, to] = [at(Math.min(low, high)), at(Math.max(low, high))];
  const middle = (from + to) / 2;
  const isThin = to - from < LEAST;
  return {
    low: isThin ? Math.max(0, middle - LEAST / 2) : from,
    high: isThin ? middle + LEAST / 2 : to,
    mean: at(mean),
    covered: at(stock + onTheWay),
  };
}
