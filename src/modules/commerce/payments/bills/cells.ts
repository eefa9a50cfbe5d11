import { fen, type Fen } from '#kernel/money';
import { HOUR } from '#kernel/time';
import { BillUnreadable } from '../payment-port.ts';

/** Where each column of a header stands. Throws BillUnreadable when one that is needed is not there. */
export function columnsOf(header: readonly string[], needed: readonly string[]): Map<string, number> {
  const columns = new Map(header.map((name, at) => [name.replace(/^[\u{feff}`]+/u, '').trim(), at]));
  if (needed.some((name) => !columns.has(name))) throw new BillUnreadable(1, 'header');
  return columns;
}

/** `12.50`, `-12.5` or `12` yuan as fen, without its sign; digit by digit, since 0.29 × 100 is not 29. */
export function fenOf(text: string, line: number): Fen {
  const [, yuan = '', cents = ''] = /^[+-]?(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text.trim()) ?? [];
  if (yuan === '') throw new BillUnreadable(line, 'amount');
  return fen(Number(yuan) * 100 + Number(cents.padEnd(2, '0')));
}

/** `2026-06-06 10:30:00`, in Beijing. */
export function momentOf(text: string, line: number): Date {
  const at = Date.parse(`${text.trim().replace(' ', 'T')}Z`);
  if (Number.isNaN(at)) throw new BillUnreadable(line, 'time');
  return new Date(at - 8 * HOUR);
}
