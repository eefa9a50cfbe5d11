import type { Random } from '#kernel/random';

/** Things with weights, from which one is drawn by bisection however many there are. */
export class Weighted<T> {
  readonly #items: T[] = [];
  readonly #sums: number[] = [];

  get total(): number {
    return this.#sums.at(-1) ?? 0;
  }

  add(item: T, weight: number): void {
    if (weight <= 0) return;
    this.#sums.push(this.total + weight);
    this.#items.push(item);
  }

  /** Throws RangeError when there is nothing to draw from. */
  pick(random: Random): T {
    const wanted = random.next() * this.total;
    let low = 0;
    let high = this.#items.length - 1;
    if (high < 0) throw new RangeError('nothing to draw from');
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return this.#items[low]!;
  }
}
