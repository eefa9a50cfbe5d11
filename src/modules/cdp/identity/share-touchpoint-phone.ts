import type { PersonId, TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { blockIdentifiers } from './block-identifier.ts';

/**
 * Keeps the phones of a person at the front from linking people: leaders and shops order for their neighbours, and their
 * phone would swallow all of them. What they do under the phone alone stays theirs.
 */
export async function shareTouchpointPhone(
  ctx: Context,
  input: { touchpointId: TouchpointId; personId: PersonId },
): Promise<null> {
  return ctx.transaction(async (tx) => {
    const read = await ctx.services.vault.read(tx, {
      personIds: [input.personId],
      kinds: ['phone'],
      purpose: 'resolve_identity',
      subject: { kind: 'touchpoint', id: input.touchpointId },
    });
    const phones = read.get(input.personId)?.phone ?? [];
    const blocked = phones.map((value) => ({ kind: 'phone', value, effect: 'shared', reason: 'touchpoint' }) as const);
    await blockIdentifiers(ctx, tx, blocked);
    return null;
  });
}
