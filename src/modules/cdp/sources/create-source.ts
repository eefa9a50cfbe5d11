import type { Context } from '#platform/context';
import { MAX_BATCH_BYTES, MAX_EVENT_BYTES, type Source, type SourceKind } from './source.ts';
import { insertSource } from './source-store.ts';
import { hashWriteKey, hintOf, newWriteKey } from './write-key.ts';

export interface CreateSourceInput {
  readonly name: string;
  readonly kind: SourceKind;
  readonly allowedOrigins?: readonly string[];
  readonly eventsPerMinute?: number;
  readonly maxEventBytes?: number;
  readonly maxBatchBytes?: number;
}

export const DEFAULT_EVENTS_PER_MINUTE = 600_000;

/** Opens a source. The write key is in the answer and nowhere else: it cannot be shown again. */
export async function createSource(
  ctx: Context,
  input: CreateSourceInput,
): Promise<{ source: Source; writeKey: string }> {
  // The key is made outside the transaction: a kept answer under an idempotency key would keep the key itself.
  const writeKey = newWriteKey(ctx.random);
  const source = await ctx.transaction(async (tx) => {
    const made: Source = {
      sourceId: tx.newId<'Source'>(),
      name: input.name,
      kind: input.kind,
      writeKeyHint: hintOf(writeKey),
      allowedOrigins: input.allowedOrigins ?? [],
      enabled: true,
      eventsPerMinute: input.eventsPerMinute ?? DEFAULT_EVENTS_PER_MINUTE,
      maxEventBytes: input.maxEventBytes ?? MAX_EVENT_BYTES,
      maxBatchBytes: input.maxBatchBytes ?? MAX_BATCH_BYTES,
      createdAt: tx.now,
      version: 1,
    };
    await insertSource(tx.db, made, hashWriteKey(writeKey));
    await tx.audit({
      action: 'create-source',
      subject: { kind: 'source', id: made.sourceId },
      details: { kind: made.kind },
    });
    return made;
  });
  return { source, writeKey };
}
