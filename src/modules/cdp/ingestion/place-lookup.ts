import type { CityId, CommunityId } from '#kernel/ids';
import { MINUTE } from '#kernel/time';
import type { Context, Database } from '#platform/context';
import { communitiesByCodes } from '#modules/territory';

export interface EventPlace {
  readonly communityId: CommunityId;
  readonly cityId: CityId;
}

const REMEMBERED_MS = MINUTE;
const LIMIT = 50_000;
const remembered = new WeakMap<Database, Map<string, { place: EventPlace; until: number }>>();

/**
 * Communities by the customer's own codes. Known ones are remembered for a minute; unknown ones are asked for each time,
 * so that a community that was just added is found at once.
 */
export async function placesByCode(ctx: Context, codes: Iterable<string>): Promise<Map<string, EventPlace>> {
  const now = ctx.clock.now().getTime();
  let memory = remembered.get(ctx.db);
  if (memory === undefined) remembered.set(ctx.db, (memory = new Map()));
  const found = new Map<string, EventPlace>();
  const missing = new Set<string>();
  for (const code of codes) {
    const entry = memory.get(code);
    if (entry !== undefined && entry.until > now) found.set(code, entry.place);
    else missing.add(code);
  }
  if (missing.size === 0) return found;
  if (memory.size + missing.size > LIMIT) memory.clear();
  for (const [code, place] of await communitiesByCodes(ctx.db, [...missing])) {
    memory.set(code, { place, until: now + REMEMBERED_MS });
    found.set(code, place);
  }
  return found;
}
