import type { CityId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Tx } from '../context/context.ts';
import { nextOrdinal } from './number-store.ts';

export interface NumberAsked {
  /** What is counted by itself: `contract`, `order`, `visit`. */
  readonly series: string;
  /** Says what it is when it is read aloud: `HT`, `DD`; empty for none. */
  readonly prefix: string;
  readonly cityId: CityId;
  /** Short and in Latin letters: `sz`. */
  readonly cityCode: string;
}

/**
 * Part: the next number of a series in a city on the business day, `HT-SZ-260606-0001`. Numbers of one day and city are
 * given out one transaction after the other; one that is rolled back leaves no gap.
 */
export async function nextNumber(tx: Tx, { series, prefix, cityId, cityCode }: NumberAsked): Promise<string> {
  const day = businessDay(tx.now);
  const ordinal = await nextOrdinal(tx.db, { cityId, day, series });
  return numberOf(prefix, cityCode, day, ordinal);
}

/** `day` is `YYYY-MM-DD`, `ordinal` counts from 1. */
export function numberOf(prefix: string, cityCode: string, day: string, ordinal: number): string {
  const head = prefix === '' ? '' : `${prefix}-`;
  return `${head}${cityCode.toUpperCase()}-${day.slice(2).replaceAll('-', '')}-${String(ordinal).padStart(4, '0')}`;
}
