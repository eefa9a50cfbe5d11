/** A source of randomness that can be seeded, so that every decision can be replayed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `length` bytes. */
  bytes(length: number): Uint8Array;
}

/** Cryptographic randomness of the host, for ids and secrets. */
export const systemRandom: Random = {
  next: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 4_294_967_296,
  bytes: takeBytes,
};

const POOL_BYTES = 4_096;
let pool = new Uint8Array(0);
let taken = 0;

/** From a pool, each byte once: asking the host for every id costs more than the rest of making it. */
function takeBytes(length: number): Uint8Array {
  if (length > POOL_BYTES) return crypto.getRandomValues(new Uint8Array(length));
  if (taken + length > pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES));
    taken = 0;
  }
  taken += length;
  return pool.slice(taken - length, taken);
}

/** 32-bit FNV-1a of a text: turns names into seeds. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, and good enough for simulation; never for secrets. */
export function seededRandom(seed: number | string): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = typeof seed === 'number' ? seed >>> 0 : hash32(seed);
  let counter = 1;
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) step();
  return {
    next: () => step() / 4_294_967_296,
    bytes: (length) => Uint8Array.from({ length }, () => step() & 255),
  };
}

/** Uniform integer in [low, high], both included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1));
}

/** One element, uniformly; throws on an empty list. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new Error('pick: the list is empty');
  return item;
}

/** One element with probability in proportion to its weight (weights ≥ 0, at least one > 0). */
export function pickWeighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (last === undefined) throw new Error('pickWeighted: the list is empty');
  return last[0];
}

/** Standard normal by Box–Muller. */
export function normal(random: Random): number {
  const u = 1 - random.next();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.next());
}
