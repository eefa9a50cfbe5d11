/** Something that somebody in the world does at its time. */
export interface Act {
  /** What it is called where failures are shown. */
  readonly name: string;
  run(): Promise<void>;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: Act;
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What is to happen, by simulated time: a binary heap that never holds more than its limit. */
export class Agenda {
  readonly #heap: Entry[] = [];
  readonly #limit: number;
  #order = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** False when the agenda is full: the act will not happen. */
  add(at: Date, act: Act): boolean {
    if (this.#heap.length >= this.#limit) return false;
    const entry = { at: at.getTime(), order: this.#order++, act };
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
    return true;
  }

  /** Takes the earliest of what is due; undefined when nothing is. */
  takeDue(now: Date): Act | undefined {
    const first = this.#heap[0];
    return first !== undefined && first.at <= now.getTime() ? this.#takeFirst() : undefined;
  }

  #takeFirst(): Act {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first.act;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const child = left + 1 < heap.length && isBefore(heap[left + 1]!, heap[left]!) ? left + 1 : left;
      if (!isBefore(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first.act;
  }
}
