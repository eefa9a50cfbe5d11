import { businessDay } from '#kernel/time';
import type { Context } from '#platform/context';
import { RefinerRefused, RefinerUnavailable, RefinerUnclear } from './refiner-port.ts';
import type { Refined, Refining, TopicName } from './refiner-port.ts';
import { countSent, uncountSent, type UnsureVoice } from './refining-store.ts';

/** A message with its words, masked. */
export interface OpenedVoice extends UnsureVoice {
  readonly text: string;
}

/**
 * Has messages read again. That their words leave the house, and where to, is in the audit before they do. Answers in
 * their order; undefined, and nothing is sent, where it would be more than the day's limit. Throws RefinerUnavailable,
 * RefinerRefused: what was not answered counts for no limit.
 */
export async function sendVoices(
  ctx: Context,
  { refiner, mostPerDay }: Refining,
  asked: {
    readonly voices: readonly OpenedVoice[];
    readonly topics: readonly TopicName[];
    readonly signal: AbortSignal;
  },
): Promise<(Refined | undefined)[] | undefined> {
  const { voices, topics, signal } = asked;
  const day = businessDay(ctx.clock.now());
  const mayBeSent = await ctx.transaction(async (tx) => {
    if (!(await countSent(tx.db, { day, texts: voices.length, most: mostPerDay }))) return false;
    await tx.audit({
      action: 'send-voices',
      subject: { kind: 'refiner', id: refiner.host },
      purpose: 'community_listening',
      details: { model: refiner.model, texts: voices.length, eventIds: voices.map(({ eventId }) => eventId) },
    });
    return true;
  });
  if (!mayBeSent) return undefined;
  try {
    return await refiner.refine(
      voices.map(({ text }) => text),
      topics,
      signal,
    );
  } catch (error) {
    if (wasNotAnswered(error)) await ctx.transaction((tx) => uncountSent(tx.db, day, voices.length));
    throw error;
  }
}

const wasNotAnswered = (error: unknown): boolean =>
  error instanceof RefinerUnavailable || (error instanceof RefinerRefused && !(error instanceof RefinerUnclear));
