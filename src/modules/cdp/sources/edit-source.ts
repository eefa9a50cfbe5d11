import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { SourceChangedMeanwhile, type Source, type SourceId } from './source.ts';
import { forgetSources } from './source-registry.ts';
import { findLiveSource, updateSource } from './source-store.ts';
import { hashWriteKey, hintOf, newWriteKey } from './write-key.ts';

export interface EditSourceInput {
  readonly sourceId: SourceId;
  readonly version: number;
  readonly name?: string | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly enabled?: boolean | undefined;
  readonly eventsPerMinute?: number | undefined;
  readonly maxEventBytes?: number | undefined;
  readonly maxBatchBytes?: number | undefined;
}

/** Changes a source. Processes that know the old state use it for five seconds more. @throws SourceChangedMeanwhile */
export async function editSource(ctx: Context, input: EditSourceInput): Promise<Source> {
  const edited = await ctx.transaction(async (tx) => {
    const found = await findLiveSource(tx.db, input.sourceId);
    if (found === undefined) throw new NotFound('source');
    const { plan: _plan, ...source } = found;
    const next: Source = {
      ...source,
      version: input.version,
      name: input.name ?? source.name,
      allowedOrigins: input.allowedOrigins ?? source.allowedOrigins,
      enabled: input.enabled ?? source.enabled,
      eventsPerMinute: input.eventsPerMinute ?? source.eventsPerMinute,
      maxEventBytes: input.maxEventBytes ?? source.maxEventBytes,
      maxBatchBytes: input.maxBatchBytes ?? source.maxBatchBytes,
    };
    if (!(await updateSource(tx.db, next, tx.now))) throw new SourceChangedMeanwhile(source.name);
    await tx.audit({
      action: 'edit-source',
      subject: { kind: 'source', id: source.sourceId },
      details: { enabled: next.enabled, allowedOrigins: next.allowedOrigins },
    });
    return { ...next, version: next.version + 1 };
  });
  forgetSources(ctx);
  return edited;
}

/** Gives a source a new write key and makes the old one void. The key is in the answer and nowhere else. */
export async function renewWriteKey(
  ctx: Context,
  input: { sourceId: SourceId; version: number },
): Promise<{ source: Source; writeKey: string }> {
  const writeKey = newWriteKey(ctx.random);
  const source = await ctx.transaction(async (tx) => {
    const found = await findLiveSource(tx.db, input.sourceId);
    if (found === undefined) throw new NotFound('source');
    const { plan: _plan, ...known } = found;
    const next = { ...known, version: input.version, writeKeyHint: hintOf(writeKey) };
    if (!(await updateSource(tx.db, next, tx.now, hashWriteKey(writeKey))))
      throw new SourceChangedMeanwhile(known.name);
    await tx.audit({ action: 'renew-write-key', subject: { kind: 'source', id: known.sourceId } });
    return { ...next, version: next.version + 1 };
  });
  forgetSources(ctx);
  return { source, writeKey };
}
