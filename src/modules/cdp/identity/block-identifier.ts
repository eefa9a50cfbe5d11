import type { Context, Tx } from '#platform/context';
import type { IdentifierKind } from './identifier.ts';
import { hashIdentifiers } from './hash-identifiers.ts';
import { identifierCacheOf } from './identifier-cache.ts';
import { insertBlocked } from './identity-store.ts';

export interface BlockIdentifierInput {
  readonly kind: IdentifierKind;
  readonly value: string;
  /**
   * `shared`: several people use it (the phone of a shop, or of a leader who orders for others): it never links people,
   * yet events that carry nothing else are kept under it. `blocked`: it identifies nobody.
   */
  readonly effect: 'blocked' | 'shared';
  readonly reason: string;
}

/** Part: keeps values from linking people, from this transaction's commit on. What is merged already stays merged. */
export async function blockIdentifiers(ctx: Context, tx: Tx, inputs: readonly BlockIdentifierInput[]): Promise<void> {
  const blocked = inputs.flatMap(({ kind, value, effect, reason }) =>
    hashIdentifiers(ctx.services.vault, [{ kind, value }]).map(({ key }) => ({ kind, key, effect, reason })),
  );
  const distinct = [...new Map(blocked.map((each) => [each.key, each])).values()];
  if (distinct.length === 0) return;
  await insertBlocked(tx.db, distinct, tx.now);
  for (const { key } of distinct) identifierCacheOf(ctx).delete(key);
}

/** Keeps a value from linking people. The phones of touchpoints and shops are blocked as `shared`. Repeatable. */
export async function blockIdentifier(ctx: Context, input: BlockIdentifierInput): Promise<null> {
  return ctx.transaction(async (tx) => {
    await blockIdentifiers(ctx, tx, [input]);
    await tx.audit({
      action: 'block-identifier',
      subject: { kind: 'identifier', id: input.kind },
      details: { effect: input.effect, reason: input.reason },
    });
    return null;
  });
}
