import type { Context, Database, Tx } from '#platform/context';
import type { PaymentAsked, RefundAsked } from '../payment-port.ts';
import { RefusedByProvider } from '../payment-port.ts';
import { fen } from '#kernel/money';
import {
  expireTrade,
  insertKeys,
  insertRefund,
  insertTrade,
  lockTrade,
  merchantSecret,
  refundsOfTrade,
  sandboxKeys,
} from './sandbox-store.ts';
import { makeKey, type SandboxKey } from './sandbox-signature.ts';
import { REFUND_TAKES_MS, type SandboxTrade } from './sandbox-trade.ts';

/** Both sign: notices name the one that did, as during a change of keys. */
const SERIALS = ['SANDBOX-1', 'SANDBOX-2'];

/** Part: the two keys of the sandbox, made with its first use. */
export async function keysOf(tx: Tx): Promise<SandboxKey[]> {
  const known = await sandboxKeys(tx.db);
  if (known.length >= SERIALS.length) return known;
  await insertKeys(tx.db, SERIALS.map(makeKey), tx.now);
  return sandboxKeys(tx.db);
}

const keySecrets = new WeakMap<Database, Map<string, string>>();

/** The secret of the key that a serial names: it never becomes another, so that it is read once. Undefined for a serial of nobody's. */
export async function secretOfKey(ctx: Context, serial: string): Promise<string | undefined> {
  const known = keySecrets.get(ctx.db) ?? new Map<string, string>();
  keySecrets.set(ctx.db, known);
  if (!known.has(serial)) for (const key of await sandboxKeys(ctx.db)) known.set(key.serial, key.secret);
  return known.get(serial);
}

const secrets = new WeakMap<Database, Promise<string>>();

/** The secret that the sandbox gave us, read once by each process. */
export function merchantSecretOf(ctx: Context): Promise<string> {
  const known = secrets.get(ctx.db);
  if (known !== undefined) return known;
  const fresh = Buffer.from(ctx.random.bytes(32)).toString('hex');
  const read = merchantSecret(ctx.db, fresh, ctx.clock.now());
  secrets.set(ctx.db, read);
  // A database that was away is asked again.
  read.catch(() => secrets.delete(ctx.db));
  return read;
}

/** The trade of an order as its merchant signed it, before anybody paid. */
export const tradeAsked = (asked: PaymentAsked, openedAt: Date): SandboxTrade => ({
  paymentNumber: asked.paymentNumber,
  description: asked.description,
  amountFen: asked.amountFen,
  paidFen: fen(0),
  refundedFen: fen(0),
  refundsFail: false,
  tradeNumber: null,
  notifyUrl: asked.notifyUrl,
  returnUrl: asked.returnUrl,
  openedAt,
  expiresAt: asked.expiresAt,
  paidAt: null,
});

/** Part: the trade in the books of the sandbox, which it enters with the first who comes to pay; locked. */
export async function openTrade(tx: Tx, asked: SandboxTrade): Promise<SandboxTrade> {
  await keysOf(tx);
  await insertTrade(tx.db, asked);
  const trade = await lockTrade(tx.db, asked.paymentNumber);
  if (trade === undefined) throw new Error(`trade ${asked.paymentNumber} is gone`);
  return asSigned(trade, asked);
}

/** A trade as its merchant signed it: one that was closed before anybody came has no facts of its own. */
export const asSigned = (trade: SandboxTrade, asked: SandboxTrade): SandboxTrade => ({
  ...trade,
  amountFen: asked.amountFen,
  description: asked.description,
});

/** Nobody can pay it from now on, also where nobody came yet. Throws RefusedByProvider for one that was paid. */
export async function closeTrade(ctx: Context, paymentNumber: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const unknown = { paymentNumber, amountFen: fen(1), description: '', notifyUrl: '', returnUrl: '' };
    await insertTrade(tx.db, tradeAsked({ ...unknown, expiresAt: tx.now }, tx.now));
    const trade = await lockTrade(tx.db, paymentNumber);
    if (trade?.paidAt != null) throw new RefusedByProvider('paid');
    await expireTrade(tx.db, paymentNumber, tx.now);
  });
}

/**
 * Accepts a refund, to be done a little later; the same number again is the same refund. Throws RefusedByProvider for a
 * trade that was not paid, more than is left of it, or another amount under the number.
 */
export async function acceptRefund(ctx: Context, asked: RefundAsked): Promise<void> {
  await ctx.transaction(async (tx) => {
    const trade = await lockTrade(tx.db, asked.paymentNumber);
    if (trade === undefined || trade.paidAt === null) throw new RefusedByProvider('not-paid');
    const before = await refundsOfTrade(tx.db, asked.paymentNumber);
    const same = before.find((refund) => refund.refundNumber === asked.refundNumber);
    if (same !== undefined) {
      if (same.amountFen !== asked.amountFen) throw new RefusedByProvider('another-amount');
      return;
    }
    const taken = before
      .filter((refund) => refund.state !== 'failed')
      .reduce((sum, refund) => sum + refund.amountFen, 0);
    if (taken + asked.amountFen > trade.paidFen) throw new RefusedByProvider('more-than-paid');
    await insertRefund(tx.db, {
      paymentNumber: asked.paymentNumber,
      refundNumber: asked.refundNumber,
      amountFen: asked.amountFen,
      state: 'accepted',
      notifyUrl: asked.notifyUrl,
      askedAt: tx.now,
      finishAt: new Date(tx.now.getTime() + REFUND_TAKES_MS),
      finishedAt: null,
    });
  });
}
