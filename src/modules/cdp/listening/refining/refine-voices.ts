import { MINUTE } from '#kernel/time';
import type { Context } from '#platform/context';
import type { Job } from '#platform/jobs';
import { openPosts } from '../../communities/open-posts.ts';
import { listTopics } from '../../topics/topic-store.ts';
import { applyRefined } from './apply-refined.ts';
import { installedRefining, RefinerRefused, type Refining, type TopicName } from './refiner-port.ts';
import { leaveAsRead, letGo, type UnsureVoice } from './refining-store.ts';
import { sendVoices, type OpenedVoice } from './send-voices.ts';
import { takeUnsure } from './take-unsure.ts';

const TEXTS_A_REQUEST = 20;
/** The next run comes soon; what is left is its. */
const LONGEST_MS = 9 * MINUTE;
/** So many texts that are refused by themselves, while none is taken: it is not about texts. */
const MOST_REFUSED = 3;

export interface RefinedVoices {
  /** Messages that were read again and taken, whether or not that changed anything. */
  readonly refined: number;
  /** Messages of which nothing was to be had, and which are not asked for again. */
  readonly left: number;
}

/**
 * Has messages of the last days that our models were unsure of read again by the language model that is set up, if there
 * is one; their words are opened masked, and audited. Throws RefinerUnavailable, RefinerRefused: what was read until then
 * is kept, the others are let go and may be asked for again.
 */
export async function refineVoices(ctx: Context, signal?: AbortSignal): Promise<RefinedVoices> {
  const refining = installedRefining();
  if (refining === undefined) return { refined: 0, left: 0 };
  const { voices, until } = await takeUnsure(ctx, refining);
  if (voices.length === 0) return { refined: 0, left: 0 };
  const run = new Run(ctx, refining, signal);
  try {
    await run.through(voices);
  } finally {
    await ctx.transaction(async (tx) => {
      await leaveAsRead(tx.db, run.left, tx.now);
      await letGo(tx.db, voices, until);
    });
  }
  return { refined: run.refined, left: run.left.length };
}

/** One run over what it took. */
class Run {
  refined = 0;
  /** Whose words are nowhere, or of which nothing usable was said. */
  readonly left: UnsureVoice[] = [];
  #topics: readonly TopicName[] = [];
  #hasAnswers = false;
  #isSpent = false;
  #refused: { readonly voice: UnsureVoice; readonly error: RefinerRefused }[] = [];
  readonly #ctx: Context;
  readonly #refining: Refining;
  readonly #signal: AbortSignal;

  constructor(ctx: Context, refining: Refining, signal: AbortSignal | undefined) {
    this.#ctx = ctx;
    this.#refining = refining;
    const longest = AbortSignal.timeout(LONGEST_MS);
    this.#signal = signal === undefined ? longest : AbortSignal.any([signal, longest]);
  }

  async through(voices: readonly UnsureVoice[]): Promise<void> {
    const opened = await this.#open(voices);
    this.#topics = (await listTopics(this.#ctx.db)).filter(({ active }) => active);
    for (let at = 0; at < opened.length; at += TEXTS_A_REQUEST) {
      await this.#ask(opened.slice(at, at + TEXTS_A_REQUEST));
    }
    if (this.#hasAnswers) this.left.push(...this.#refused.map(({ voice }) => voice));
    else if (this.#refused[0] !== undefined) throw this.#refused[0].error;
  }

  async #open(voices: readonly UnsureVoice[]): Promise<OpenedVoice[]> {
    const texts = await openPosts(this.#ctx, voices, 'community_listening');
    return voices.flatMap((voice) => {
      const text = texts.get(voice.eventId);
      if (text === undefined || text.trim() === '') this.left.push(voice);
      return text === undefined || text.trim() === '' ? [] : [{ ...voice, text }];
    });
  }

  /** Providers refuse a whole request for the words of one text: then its halves are asked about. */
  async #ask(voices: readonly OpenedVoice[]): Promise<void> {
    if (this.#isSpent || this.#signal.aborted) return;
    try {
      await this.#send(voices);
    } catch (error) {
      if (this.#signal.aborted) return;
      if (!(error instanceof RefinerRefused) || !error.isOfTexts) throw error;
      if (voices.length === 1) {
        this.#refused.push({ voice: voices[0]!, error });
        if (!this.#hasAnswers && this.#refused.length >= MOST_REFUSED) throw error;
        return;
      }
      const half = Math.ceil(voices.length / 2);
      await this.#ask(voices.slice(0, half));
      await this.#ask(voices.slice(half));
    }
  }

  async #send(voices: readonly OpenedVoice[]): Promise<void> {
    const asked = { voices, topics: this.#topics, signal: this.#signal };
    const answers = await sendVoices(this.#ctx, this.#refining, asked);
    this.#isSpent = answers === undefined;
    for (const [at, refined] of (answers ?? []).entries()) {
      this.#hasAnswers = true;
      const voice = voices[at]!;
      if (refined === undefined) this.left.push(voice);
      else if (await applyRefined(this.#ctx, { voice, refined, model: this.#refining.refiner.model })) this.refined++;
    }
  }
}

/** Between the minutes at which other jobs begin. What fails is logged by its status, and tried by the next run. */
export const refineVoicesJob: Job = {
  name: 'cdp.refine-voices',
  cron: '3-59/10 * * * *',
  retryLimit: 0,
  handle: async (ctx, _data, signal) => {
    await refineVoices(ctx, signal);
  },
};
