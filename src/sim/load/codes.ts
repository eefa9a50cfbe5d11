import type { CommunityId, TouchpointId } from '#kernel/ids';
import { addDays } from '#kernel/time';
import type { Context } from '#platform/context';
import { createContext } from '#platform/context';
import { EVERYTHING } from '#platform/permission';
import { addCode, listCodes } from '#modules/growth';
import { communitiesByCodes } from '#modules/territory';
import { touchpointsByCodes } from '#modules/touchpoints';
import type { World } from '../world/index.ts';

export const OFFICE_LABEL = '物业服务中心';
const STEWARD_LABEL = '管家工牌';
/** Days before the world's last one on which they were printed: all of the history comes after. */
const PRINTED_DAYS_AGO = 75;
/** Of the compounds, every so-manieth has one on the wall of its property office. */
const OFFICES = 5;
const MOST = 10_000;

/** Codes to be scanned: one on the badge of every steward, and some in property offices. Can be repeated. */
export async function loadCodes(ctx: Context, world: World): Promise<void> {
  const printed = await listCodes(ctx.db, EVERYTHING, {}, { before: undefined, limit: MOST });
  const known = new Set(printed.map(({ communityId, touchpointId }) => `${communityId} ${touchpointId}`));
  const printing = printingContext(ctx, world);
  for (const asked of await wanted(ctx, world)) {
    if (known.has(`${asked.communityId ?? null} ${asked.touchpointId ?? null}`)) continue;
    await addCode(printing, asked);
  }
}

interface Wanted {
  readonly label: string;
  readonly communityId?: CommunityId;
  readonly touchpointId?: TouchpointId;
}

async function wanted(ctx: Context, world: World): Promise<Wanted[]> {
  const stewards = [...world.touchpoints()].filter(({ role }) => role === 'property_steward');
  const people = await touchpointsByCodes(
    ctx.db,
    stewards.map(({ code }) => code),
  );
  const codes = world.communities.filter((_, at) => at % OFFICES === 0).map(({ code }) => code);
  const places = await communitiesByCodes(ctx.db, codes);
  return [
    ...[...people.values()].map(({ touchpointId }) => ({ label: STEWARD_LABEL, touchpointId })),
    ...[...places.values()].map(({ communityId }) => ({ label: OFFICE_LABEL, communityId })),
  ];
}

function printingContext({ actor, scope, permissions, db, random, services }: Context, world: World): Context {
  const at = addDays(world.options.until, -PRINTED_DAYS_AGO);
  return createContext({ db, random, services, clock: { now: () => at } }, { actor, scope, permissions });
}
