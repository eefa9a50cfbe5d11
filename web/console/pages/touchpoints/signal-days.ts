import type { SignalItem } from '#modules/touchpoints/contract';
import { DAY, HOUR } from '#kernel/time';
import { count } from '../../../shared/format.ts';

export interface SignalDay {
  /** The first instant of the day's newest signal, to name the day by. */
  readonly day: string;
  readonly signals: readonly SignalItem[];
}

const SHANGHAI_OFFSET = 8 * HOUR;

/** Signals by the day on which they were reported in Shanghai, in the order given. */
export function signalDays(signals: readonly SignalItem[]): SignalDay[] {
  const dayOf = (signal: SignalItem): number => Math.floor((Date.parse(signal.reportedAt) + SHANGHAI_OFFSET) / DAY);
  const days = Map.groupBy(signals, dayOf);
  return [...days.values()].map((of) => ({ day: of[0]?.reportedAt ?? '', signals: of }));
}

export const signalsWithin = (signals: readonly SignalItem[], now: number, hours: number): SignalItem[] =>
  signals.filter((signal) => now - Date.parse(signal.reportedAt) <= hours * HOUR);

/** 「需求3条、投诉1条；说得最多的是「漏水」，2个小区。」 */
export function signalSentence(signals: readonly SignalItem[]): string {
  const kinds = [...Map.groupBy(signals, ({ kindName }) => kindName)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([kind, of]) => `${kind}${count(of.length)}条`);
  const [most] = [...Map.groupBy(signals, ({ topic }) => topic)].toSorted(([, a], [, b]) => b.length - a.length);
  if (most === undefined) return '';
  const [topic, of] = most;
  const places = new Set(of.map(({ communityId }) => communityId)).size;
  return `${kinds.join('、')}；说得最多的是「${topic}」，${count(places)}个小区。`;
}
