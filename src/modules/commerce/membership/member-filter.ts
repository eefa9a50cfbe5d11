import type { z } from 'zod';
import type { CustomerKey } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { memberExportQuery } from './member-contract.ts';
import type { MemberFilter } from './member-list-store.ts';

/** What was asked for, as the store understands it; nobody matches a text that is neither a phone nor its end. */
export async function memberFilterOf(
  ctx: Context,
  { text, ...filter }: z.output<typeof memberExportQuery>,
): Promise<MemberFilter> {
  return text === undefined ? filter : { ...filter, customerKeys: await keysOf(ctx, text.replaceAll(/[\s-]/g, '')) };
}

async function keysOf(ctx: Context, digits: string): Promise<readonly CustomerKey[]> {
  const { vault } = ctx.services;
  if (/^1[3-9]\d{9}$/.test(digits)) return [vault.hash('phone', digits) as CustomerKey];
  if (!/^\d{4}$/.test(digits)) return [];
  const people = await vault.find(ctx.db, 'phone', digits, 'last_four');
  return (await vault.hashesOfAny(ctx.db, people, 'phone')) as CustomerKey[];
}
