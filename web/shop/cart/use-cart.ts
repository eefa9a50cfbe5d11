import { useSyncExternalStore } from 'react';
import { read, write } from '../visitor.ts';
import {
  cartKey,
  parseCarts,
  withLine,
  withLines,
  without,
  type Cart,
  type CartLine,
  type CartPlace,
  type Carts,
} from './cart.ts';

const KEY = 'tw.carts';
const NONE: Carts = {};
const listeners = new Set<() => void>();
let carts: Carts | undefined;

function current(): Carts {
  carts ??= parseCarts(read(KEY), Date.now());
  return carts;
}

function keep(next: Carts): void {
  carts = next;
  write(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function listen(changed: () => void): () => void {
  // Another tab of the same phone.
  const stored = (event: StorageEvent): void => {
    if (event.key !== KEY) return;
    carts = undefined;
    changed();
  };
  listeners.add(changed);
  window.addEventListener('storage', stored);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', stored);
  };
}

/** Every cart on this phone; none while the server renders. */
export const useCarts = (): Carts => useSyncExternalStore(listen, current, () => NONE);

export interface CartInHand {
  readonly cart: Cart | undefined;
  /** So many of something. */
  readonly put: (line: CartLine) => void;
  readonly putAll: (lines: readonly CartLine[]) => void;
}

/** The cart of a place. */
export function useCart(place: CartPlace): CartInHand {
  const cart = useCarts()[cartKey(place)];
  return {
    cart,
    put: (line) => keep(withLine(current(), place, line, Date.now())),
    putAll: (lines) => keep(withLines(current(), place, lines, Date.now())),
  };
}

/** Empties a cart: it was ordered. */
export const emptyCart = (key: string): void => keep(without(current(), key));
