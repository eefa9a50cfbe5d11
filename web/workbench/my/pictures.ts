import type { Op } from '../outbox/op.ts';

/*
 * Photos that were taken on this phone, shown from the phone: while they wait, and after the server has them, so that
 * none is fetched back over a bad network.
 */
const byOp = new Map<string, string>();
const byPhoto = new Map<string, { readonly url: string; readonly fingerprint: string }>();

type PhotoOp = Pick<Op, 'opId' | 'file'>;

/** An address for the photo of an op. */
export function waitingPicture({ opId, file }: PhotoOp): string | undefined {
  const known = byOp.get(opId);
  if (known !== undefined || file === undefined) return known;
  const url = URL.createObjectURL(file.blob);
  byOp.set(opId, url);
  return url;
}

/** The server has the photo of an op, under this id. */
export function pictureSent(op: PhotoOp, photoId: string): void {
  const url = waitingPicture(op);
  if (url !== undefined && op.file !== undefined) byPhoto.set(photoId, { url, fingerprint: fingerprint(op.file.blob) });
}

/** An address on this phone for a photo of the server; undefined where it was taken on another one. */
export const sentPicture = (photoId: string): string | undefined => byPhoto.get(photoId)?.url;

/** A photo that is not wanted any more. */
export function dropPicture(opId: string): void {
  const url = byOp.get(opId);
  if (url !== undefined) URL.revokeObjectURL(url);
  byOp.delete(opId);
}

/** Whether a file is one of the photos that are there already. */
export function isThere(file: File, ops: readonly PhotoOp[], photoIds: readonly string[]): boolean {
  const mark = fingerprint(file);
  return (
    ops.some((op) => op.file !== undefined && fingerprint(op.file.blob) === mark) ||
    photoIds.some((photoId) => byPhoto.get(photoId)?.fingerprint === mark)
  );
}

const fingerprint = (blob: Blob): string =>
  blob instanceof File ? `${blob.name}/${blob.size}/${blob.lastModified}` : `${blob.size}`;
