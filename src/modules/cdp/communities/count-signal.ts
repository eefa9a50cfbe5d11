import type { Context } from '#platform/context';
import { keepAndCount } from './count-mentions.ts';
import type { Mention } from './mention.ts';

/** The channel under which what people at the front report is counted. */
export const SIGNAL_CHANNEL = 'signal';

/** Counts a field signal as a mention of its topic by the touchpoint that reported it. */
export async function countSignal(ctx: Context, signal: Omit<Mention, 'channel'>): Promise<void> {
  await ctx.transaction(async (tx) => {
    await keepAndCount(tx, [{ ...signal, channel: SIGNAL_CHANNEL }], tx.now, 'mentions');
    return null;
  });
}
