import { MINUTE } from '#kernel/time';
import { read, write } from '../visitor.ts';

/**
 * An order that was sent and not answered. It is kept on the phone with its key until it is: sent again, also after a
 * reload, it is the same order, and nothing else is ordered before.
 */
export interface PendingOrder {
  readonly key: string;
  readonly body: unknown;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** An unpaid order is called off by itself long before; what was sent so long ago is nobody's wish any more. */
export const PENDING_MS = 20 * MINUTE;
/** So soon after, it is sent again without asking. */
export const AT_ONCE_MS = 2 * MINUTE;

const keyOf = (cart: string): string => `tw.order.${cart}`;

export function parsePending(text: string | null, now: number): PendingOrder | undefined {
  if (text === null || text === '') return undefined;
  try {
    const { key, body, sentAt } = JSON.parse(text) as PendingOrder;
    const sound = typeof key === 'string' && typeof sentAt === 'number' && body !== undefined;
    return sound && now - sentAt < PENDING_MS ? { key, body, sentAt } : undefined;
  } catch {
    return undefined;
  }
}

export const pendingOrder = (cart: string): PendingOrder | undefined => parsePending(read(keyOf(cart)), Date.now());
export const keepPending = (cart: string, pending: PendingOrder): void => write(keyOf(cart), JSON.stringify(pending));
export const dropPending = (cart: string): void => write(keyOf(cart), '');
