import type { CityId } from '#kernel/ids';
import { HOUR } from '#kernel/time';
import type { ShortLine } from '../stock/stock.ts';
import type { Refusals } from './refusal-store.ts';

/**
 * Refusals of this process that are not written down yet, by item, place and hour. A refusal undoes its transaction, so
 * it cannot be written in it; what is here when the process dies is lost. It is a measurement, not a ledger.
 */
const waiting = new Map<string, Refusals>();

/** More items than this within a minute are noise of somebody who tries ids. */
const MAX_WAITING = 20_000;

export function noteRefusals(cityId: CityId, short: readonly ShortLine[], at: Date): void {
  const beganAt = new Date(Math.floor(at.getTime() / HOUR) * HOUR);
  for (const { placeId, skuId, asked } of short) {
    const key = `${placeId}/${skuId}/${beganAt.getTime()}`;
    const before = waiting.get(key);
    if (before === undefined && waiting.size >= MAX_WAITING) continue;
    waiting.set(key, {
      cityId,
      placeId,
      skuId,
      beganAt,
      refusals: (before?.refusals ?? 0) + 1,
      units: (before?.units ?? 0) + asked,
    });
  }
}

/** Takes what is waiting, to write it down. */
export function takeRefusals(): Refusals[] {
  const taken = [...waiting.values()];
  waiting.clear();
  return taken;
}
