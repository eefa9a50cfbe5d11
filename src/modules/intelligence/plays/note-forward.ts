import type { CityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { PlayId } from './play.ts';
import { noteForwarded } from './play-store.ts';

/** Notes that a play's material was forwarded; only the first time counts. */
export async function noteForward(
  ctx: Context,
  input: { readonly cityId: CityId; readonly playId: PlayId },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await noteForwarded(tx.db, input.cityId, input.playId, tx.now);
    return null;
  });
}
