import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { FileId } from '#platform/files';
import type { RequestFacts } from '#platform/http';
import { insertUpload } from './upload-store.ts';

/**
 * A customer's picture of what is wrong, with what the camera wrote, before it belongs to a claim: until then nobody sees
 * it, and nobody else can name it. Throws NotFound, and what the file store refuses.
 */
export async function addClaimPhoto(ctx: Context, file: RequestFacts['file']): Promise<{ readonly fileId: FileId }> {
  const { customer: customerKey } = ctx.scope;
  if (file === undefined || customerKey === undefined) throw new NotFound('file');
  const { files } = ctx.services;
  const prepared = await files.prepare({ bytes: file.bytes, name: file.name, purpose: 'evidence' });
  return ctx.transaction(async (tx) => {
    const { fileId } = await files.put(tx, prepared, {});
    await insertUpload(tx.db, { customerKey, fileId, at: tx.now });
    return { fileId };
  });
}
