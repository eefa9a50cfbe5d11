import { integerBetween, seededRandom, type Random } from '#kernel/random';

/**
 * Picks `wanted` of `total` things that come one after another, each choice equally likely (selection sampling, Knuth,
 * The Art of Computer Programming, volume 2, 3.4.2, algorithm S). A pick that turns out not to count is made up for
 * among those still to come.
 */
export class Draw {
  readonly #random: Random;
  readonly #total: number;
  #wanted: number;
  #seen = 0;

  constructor(seed: string, wanted: number, total: number) {
    this.#random = seededRandom(seed);
    this.#wanted = wanted;
    this.#total = total;
  }

  /** Whether the next one is picked. */
  next(): boolean {
    this.#seen += 1;
    const left = this.#total - this.#seen;
    return this.#wanted > 0 && integerBetween(this.#random, 0, Math.max(left, 0)) < this.#wanted;
  }

  /** The one that was picked counts. */
  count(): void {
    this.#wanted -= 1;
  }
}
