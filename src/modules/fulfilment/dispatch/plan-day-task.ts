import { planDay, type DayAsked, type DayPlan } from './plan-day.ts';

/** In a worker: `planDay` with a cap of so many milliseconds. */
export const planDayWithin = ({ within, ...asked }: DayAsked & { readonly within: number }): DayPlan =>
  planDay(asked, { at: performance.now() + within, now: () => performance.now() });
