import type { Context } from '#platform/context';
import { keepAndCount } from './count-mentions.ts';
import type { Mention } from './mention.ts';

/** The channel under which what people at the front report is counted. */
export const SIGNAL_CHANNEL = 'signal';

/** A complaint that is brought forward is one, whatever words it came in. */
const SAID = {
  demand: { sentiment: 'neutral', severity: 0 },
  competitor: { sentiment: 'neutral', severity: 0 },
  complaint: { sentiment: 'negative', severity: 1 },
} as const;

/** Counts a field signal as a mention of its topic by the touchpoint that reported it. */
export async function countSignal(
  ctx: Context,
  signal: Omit<Mention, 'channel' | 'sentiment' | 'severity'>,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await keepAndCount(
      tx,
      [{ ...signal, channel: SIGNAL_CHANNEL, ...SAID[signal.signalKind ?? 'demand'] }],
      tx.now,
      'mentions',
    );
    return null;
  });
}
