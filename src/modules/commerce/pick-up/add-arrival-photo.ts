import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import type { FileId } from '#platform/files';
import type { RequestFacts } from '#platform/http';

/** A keeper's picture of what is broken, with what the camera wrote: only whoever took it can name it. Throws NotFound. */
export async function addArrivalPhoto(ctx: Context, file: RequestFacts['file']): Promise<{ readonly fileId: FileId }> {
  const { touchpoint: touchpointId } = ctx.scope;
  if (file === undefined || touchpointId === undefined) throw new NotFound('file');
  const prepared = await ctx.services.files.prepare({ bytes: file.bytes, name: file.name, purpose: 'evidence' });
  const { fileId } = await ctx.transaction((tx) => ctx.services.files.put(tx, prepared, { touchpointId }));
  return { fileId };
}
