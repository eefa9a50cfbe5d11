import { DAY } from '#kernel/time';

/** What was put into a cart, as it was shown then; what it costs now the server says. */
export interface CartLine {
  readonly skuId: string;
  readonly quantity: number;
  readonly name: string;
  readonly unit: string;
  readonly imageId: string | null;
  readonly unitFen: number;
}

/** Where it is bought: goods at hand in a community, or a group buy. */
export type CartPlace =
  | { readonly kind: 'community'; readonly communityId: string; readonly communityName: string }
  | {
      readonly kind: 'group';
      readonly groupBuyId: string;
      readonly groupBuyNumber: string;
      readonly title: string;
      readonly communityId: string;
      readonly communityName: string;
      /** Of the link that it was opened by: whose word brought them. */
      readonly shareToken: string | null;
    };

export interface Cart {
  readonly place: CartPlace;
  readonly lines: readonly CartLine[];
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

export type Carts = Readonly<Record<string, Cart>>;

/** A cart that nobody touched for so long is let go. */
export const KEPT_MS = 14 * DAY;
const MOST_CARTS = 12;
const MOST_LINES = 50;
const MOST_UNITS = 999;

export const digitsOf = (number: string): string => number.replace(/\D/g, '');

/** `c/<community>`, `g/<ten digits>`: the key of a cart, and the end of its addresses. */
export const cartKey = (place: CartPlace): string =>
  place.kind === 'community' ? `c/${place.communityId}` : `g/${digitsOf(place.groupBuyNumber)}`;

export const quantityOf = (cart: Cart | undefined, skuId: string): number =>
  cart?.lines.find((line) => line.skuId === skuId)?.quantity ?? 0;

export const unitsOf = (cart: Cart | undefined): number =>
  cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;

/** By the prices that were shown when it was chosen. */
export const sumOf = (cart: Cart | undefined): number =>
  cart?.lines.reduce((sum, line) => sum + line.quantity * line.unitFen, 0) ?? 0;

/** The carts with so many of something: none takes it out, and an empty cart goes. The newest carts are kept. */
export function withLine(carts: Carts, place: CartPlace, line: CartLine, now: number): Carts {
  const key = cartKey(place);
  const before = carts[key]?.lines ?? [];
  const quantity = Math.max(0, Math.min(MOST_UNITS, Math.trunc(line.quantity)));
  const there = before.some((one) => one.skuId === line.skuId);
  const lines = there
    ? before.map((one) => (one.skuId === line.skuId ? { ...line, quantity } : one))
    : [...before, { ...line, quantity }].slice(0, MOST_LINES);
  return withLines(carts, place, lines, now);
}

/** The carts with these lines in one of them. */
export function withLines(carts: Carts, place: CartPlace, lines: readonly CartLine[], now: number): Carts {
  const others = without(carts, cartKey(place));
  const kept = lines.filter((line) => line.quantity > 0);
  const all: Carts =
    kept.length === 0 ? others : { ...others, [cartKey(place)]: { place, lines: kept, changedAt: now } };
  return fresh(all, now);
}

/** The carts without one of them. */
export function without(carts: Carts, key: string): Carts {
  const { [key]: _gone, ...others } = carts;
  return others;
}

/** Without those that are too old, and no more than a dozen. */
export function fresh(carts: Carts, now: number): Carts {
  const kept = Object.entries(carts)
    .filter(([, cart]) => now - cart.changedAt < KEPT_MS)
    .toSorted(([, a], [, b]) => b.changedAt - a.changedAt)
    .slice(0, MOST_CARTS);
  return Object.fromEntries(kept);
}

/** What a phone kept; nothing of it where it cannot be read. */
export function parseCarts(text: string | null, now: number): Carts {
  if (text === null) return {};
  try {
    const kept = JSON.parse(text) as unknown;
    if (typeof kept !== 'object' || kept === null) return {};
    const sound = Object.entries(kept as Record<string, unknown>).filter((entry): entry is [string, Cart] =>
      isCart(entry[1]),
    );
    return fresh(Object.fromEntries(sound), now);
  } catch {
    return {};
  }
}

function isCart(value: unknown): value is Cart {
  const cart = value as Partial<Cart> | null;
  return (
    typeof cart === 'object' &&
    cart !== null &&
    typeof cart.changedAt === 'number' &&
    typeof cart.place?.kind === 'string' &&
    Array.isArray(cart.lines) &&
    cart.lines.every((line) => typeof line.skuId === 'string' && Number.isInteger(line.quantity) && line.quantity > 0)
  );
}
