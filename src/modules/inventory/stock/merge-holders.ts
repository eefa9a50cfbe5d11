import type { HolderLines } from './reservation-store.ts';
import { mergeLines } from './stock.ts';

/** Each holder once; who is named whole and by lines is taken whole. @throws RangeError */
export function mergeHolders(holders: readonly HolderLines[]): HolderLines[] {
  return [...Map.groupBy(holders, (each) => each.holderId)].flatMap(([holderId, same]): HolderLines[] => {
    if (same.some((each) => each.lines === undefined)) return [{ holderId }];
    const lines = mergeLines(same.flatMap((each) => each.lines ?? []));
    return lines.length === 0 ? [] : [{ holderId, lines }];
  });
}
