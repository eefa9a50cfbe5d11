import { createHmac, timingSafeEqual } from 'node:crypto';
import { fen } from '#kernel/money';
import type { PaymentAsked } from '../payment-port.ts';

const MAC_BYTES = 16;

/** HMAC-SHA-256 (RFC 2104) over what was asked, cut to 128 bits (section 5). */
const macOf = (secret: string, asked: string): Buffer =>
  createHmac('sha256', secret).update(asked).digest().subarray(0, MAC_BYTES);

/**
 * What the merchant hands to whoever pays, as the address of a real house carries the signed order: what is asked for,
 * and a signature that only we and the sandbox can make. So opening a cashier is no call.
 */
export function writeToken(secret: string, asked: PaymentAsked): string {
  const { paymentNumber, amountFen, description, expiresAt, notifyUrl, returnUrl } = asked;
  const facts = [paymentNumber, amountFen, description, expiresAt.getTime(), notifyUrl, returnUrl];
  const text = Buffer.from(JSON.stringify(facts)).toString('base64url');
  return `${text}.${macOf(secret, text).toString('base64url')}`;
}

/** What was asked; undefined for a token that we did not sign. */
export function readToken(secret: string, token: string): PaymentAsked | undefined {
  const [text = '', mac = ''] = token.split('.');
  const [wanted, given] = [macOf(secret, text), Buffer.from(mac, 'base64url')];
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  const facts = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    string,
    number,
    string,
    number,
    string,
    string,
  ];
  const [paymentNumber, amountFen, description, expiresAt, notifyUrl, returnUrl] = facts;
  return {
    paymentNumber,
    amountFen: fen(amountFen),
    description,
    expiresAt: new Date(expiresAt),
    notifyUrl,
    returnUrl,
  };
}
