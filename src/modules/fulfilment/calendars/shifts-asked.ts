import { minutesOf, type Hours } from './worker.ts';

/** Hours as they are typed, `09:00` to `18:00`, as minutes since midnight. */
export const hoursIn = (hours: readonly { readonly from: string; readonly to: string }[]): Hours[] =>
  hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
