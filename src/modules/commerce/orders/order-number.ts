import type { Random } from '#kernel/random';
import { businessDay } from '#kernel/time';
import { readTypedNumber, type TypedNumber } from '#platform/numbers';
import { drawDigits } from './parcel.ts';

export type { TypedNumber } from '#platform/numbers';

/** 订单: the number of a service order begins with it. */
export const ORDER_PREFIX = 'DD';

/**
 * A number for goods, `260606-1234-5678`: the business day, seven random digits and a check digit. No counter stands
 * behind it: a row that every order of a city has to change would queue them all.
 */
export function drawOrderNumber(random: Random, now: Date): string {
  const day = businessDay(now).replaceAll('-', '').slice(2);
  const drawn = drawDigits(random, 7);
  const digits = `${drawn}${checkDigit(`${day}${drawn}`)}`;
  return `${day}-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Luhn (ISO/IEC 7812-1, annex B): one wrong digit and most swaps of neighbours are noticed. */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = at % 2 === 0 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return (10 - (sum % 10)) % 10;
}

/** Whether a whole number of goods was read or typed without a slip. */
export function isGoodsNumber(text: string): boolean {
  const digits = text.replaceAll(/[\s-]/g, '');
  return /^\d{14}$/.test(digits) && checkDigit(digits.slice(0, -1)) === Number(digits.slice(-1));
}

/** What somebody typed of an order number; undefined where it cannot be one. */
export function readOrderNumber(text: string): TypedNumber | undefined {
  const digits = text.trim().replaceAll(/[\s-]/g, '');
  // Digits alone are of goods: four are the end, six the day, more go on from there.
  if (/^\d{5,14}$/.test(digits)) {
    const parts = [digits.slice(0, 6), digits.slice(6, 10), digits.slice(10)].filter((part) => part !== '');
    return { beginning: parts.join('-') };
  }
  return readTypedNumber(text, ORDER_PREFIX);
}
