import type { Sentiment, Severity } from '#engines/text';
import { Refusal } from '#kernel/errors';

/** A topic that is listened for, as whoever reads is told of it. */
export interface TopicName {
  readonly topic: string;
  readonly name: string;
}

/** How a text reads to whoever was asked. */
export interface Refined {
  readonly sentiment: Sentiment;
  readonly severity: Severity;
  /** Codes of topics that were offered, each once. */
  readonly topics: readonly string[];
}

/** Who reads again what our own models are unsure of. Calls are made outside of our transactions and may be made again. */
export interface Refiner {
  /** Stands beside what it read: `qwen-plus`. */
  readonly model: string;
  /** Where the words go to; stands in the audit. */
  readonly host: string;
  /**
   * How texts read, in their order; undefined for one of which nothing was said that can be used.
   * Throws RefinerUnavailable and RefinerRefused.
   */
  refine(texts: readonly string[], topics: readonly TopicName[], signal: AbortSignal): Promise<(Refined | undefined)[]>;
}

/** A refiner, and how much it is asked. */
export interface Refining {
  readonly refiner: Refiner;
  /** Texts that may be sent and answered on a business day. */
  readonly mostPerDay: number;
  /** What was read less surely than this, 0 to 1, is read again. */
  readonly leastCertainty: number;
}

/** The endpoint did not answer, or is too busy: it may be asked again. */
export class RefinerUnavailable extends Refusal {
  constructor(host: string, code: string) {
    super('refiner-unavailable', 'unavailable', { host, code });
    // The log shows messages and no parameters.
    this.message = `refiner-unavailable: ${host} ${code}`;
  }
}

/** The endpoint says no: to everything (key, address, balance), which a person has to mend, or to these texts alone. */
export class RefinerRefused extends Refusal {
  readonly isOfTexts: boolean;
  constructor(host: string, code: string, isOfTexts = false) {
    super('refiner-refused', 'conflict', { host, code });
    this.message = `refiner-refused: ${host} ${code}`;
    this.isOfTexts = isOfTexts;
  }
}

/** The endpoint answered these texts with what says nothing. */
export class RefinerUnclear extends RefinerRefused {
  constructor(host: string, code: string) {
    super(host, code, true);
  }
}

let installed: Refining | undefined;

/** Sets up the refiner of this installation before the server starts; without one nobody is asked. */
export function installRefining(refining: Refining | undefined): void {
  installed = refining;
}

/** The refiner of this installation; undefined where none is set up. */
export const installedRefining = (): Refining | undefined => installed;
