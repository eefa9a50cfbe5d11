import { createHash } from 'node:crypto';
import { NotFound } from '#kernel/errors';
import { isUuid } from '#kernel/ids';
import { type Clock, DAY, systemClock } from '#kernel/time';
import type { Context, Database, Tx } from '../context/context.ts';
import { covers, type Place, type Scope } from '../permission/scope.ts';
import { blobFolder, type BlobFolder } from './blob-folder.ts';
import { cleanImage } from './clean-image.ts';
import {
  type CapturedAt,
  FILE_POLICIES,
  type FileId,
  type FilePolicy,
  type FilePurpose,
  type FileType,
  isImage,
  PUBLIC_PURPOSES,
  type StoredFile,
} from './file.ts';
import { deleteFile, findFile, findReferenced, insertFile } from './file-row-store.ts';
import { FileBroken, FileEmpty, FileTooLarge, FileTypeRefused } from './refusals.ts';
import { fromGb18030, sniffType } from './sniff.ts';

export interface Upload {
  readonly bytes: Uint8Array;
  /** What the sender called it: neither believed nor kept, since names of files hold names of people. */
  readonly name?: string | undefined;
  readonly purpose: FilePurpose;
}

/** Bytes that were checked, cleaned and written to disk; what is missing is the row. */
export interface PreparedFile {
  readonly sha256: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly purpose: FilePurpose;
  readonly captured: CapturedAt | undefined;
}

export interface OpenedFile {
  readonly file: StoredFile;
  readonly bytes: Buffer;
}

/** Where files live. The local folder is one adapter; another has to keep the same promises. */
export interface FileStore {
  /**
   * The slow half, outside a transaction: sniffs the type, checks size and purpose, cleans pictures, keeps the bytes.
   * Refusals: `file-empty`, `file-too-large`, `file-type-refused-<purpose>`, `file-damaged`, `file-expands-too-far`.
   */
  prepare(upload: Upload): Promise<PreparedFile>;
  /** The quick half, a part of the caller's transaction: from its commit on, the file can be opened by whoever may see its place. */
  put(tx: Tx, prepared: PreparedFile, place: Place): Promise<StoredFile>;
  /** The file, if the reader's scope covers its place; else NotFound. `ctx` serves as reader. */
  open(reader: Reader, fileId: FileId): Promise<OpenedFile>;
  /** A file of a public purpose, for anybody; NotFound for every other, whoever asks. */
  openPublic(db: Database, fileId: FileId): Promise<OpenedFile>;
  /** The same without the bytes. */
  describe(reader: Reader, fileId: FileId): Promise<StoredFile>;
  /** Takes the row away, under the same condition; the bytes go with the next sweep if no other row has them. */
  remove(tx: Tx, scope: Scope, fileId: FileId): Promise<void>;
  /** Deletes bytes without a row and unfinished writes older than a day; answers how many. For a nightly job. */
  sweep(db: Database): Promise<number>;
}

export type Reader = Pick<Context, 'db' | 'scope'>;

export interface FileStoreOptions {
  readonly folder: string;
  /** Replaces the policy of a purpose. */
  readonly limits?: Partial<Record<FilePurpose, Partial<FilePolicy>>>;
  readonly clock?: Clock;
}

export function createFileStore(options: FileStoreOptions): FileStore {
  const blobs = blobFolder(options.folder);
  const clock = options.clock ?? systemClock;
  const describe = async ({ db, scope }: Reader, fileId: FileId): Promise<StoredFile> => {
    const file = isUuid(fileId) ? await findFile(db, fileId) : undefined;
    if (file === undefined || !covers(scope, file.place)) throw new NotFound('file');
    return file;
  };
  return {
    prepare: async (upload) => {
      const policy = { ...FILE_POLICIES[upload.purpose], ...options.limits?.[upload.purpose] };
      const { bytes, ...facts } = await checked(upload, policy);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await blobs.write(sha256, bytes, clock.now());
      return { ...facts, sha256, bytes: bytes.length, purpose: upload.purpose };
    },
    put: async (tx, prepared, place) => {
      const file: StoredFile = { ...prepared, fileId: tx.newId<'File'>(), place, createdAt: tx.now };
      await insertFile(tx.db, file, tx.actor);
      return file;
    },
    describe,
    open: async (reader, fileId) => {
      const file = await describe(reader, fileId);
      return { file, bytes: await readWhole(blobs, file) };
    },
    openPublic: async (db, fileId) => {
      const file = isUuid(fileId) ? await findFile(db, fileId) : undefined;
      if (file === undefined || !PUBLIC_PURPOSES.includes(file.purpose)) throw new NotFound('file');
      return { file, bytes: await readWhole(blobs, file) };
    },
    remove: async (tx, scope, fileId) => {
      await describe({ db: tx.db, scope }, fileId);
      await deleteFile(tx.db, fileId);
    },
    sweep: (db) => sweep(db, blobs, new Date(clock.now().getTime() - DAY)),
  };
}

type Checked = Pick<PreparedFile, 'type' | 'width' | 'height' | 'captured'> & { readonly bytes: Buffer };

async function checked({ bytes: raw, purpose }: Upload, policy: FilePolicy): Promise<Checked> {
  if (raw.length === 0) throw new FileEmpty();
  if (raw.length > policy.maxBytes) throw new FileTooLarge(policy.maxBytes);
  const { type, bytes } = recognised(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), purpose);
  if (type === undefined || !policy.types.includes(type)) throw new FileTypeRefused(purpose, type);
  if (!isImage(type)) return { bytes, type, width: undefined, height: undefined, captured: undefined };
  const image = await cleanImage(bytes, type);
  const keeps = purpose === 'evidence' && Object.keys(image.captured).length > 0;
  return { ...image, captured: keeps ? image.captured : undefined };
}

/** Tables come from Excel, and Excel on Chinese machines writes CSV in GB 18030: such an import is turned into UTF-8. */
function recognised(bytes: Buffer, purpose: FilePurpose): { type: FileType | undefined; bytes: Buffer } {
  const type = sniffType(bytes);
  const converted = type === undefined && purpose === 'import' ? fromGb18030(bytes) : undefined;
  return converted === undefined ? { type, bytes } : { type: sniffType(converted), bytes: converted };
}

async function readWhole(blobs: BlobFolder, file: StoredFile): Promise<Buffer> {
  const bytes = await blobs.read(file.sha256);
  if (bytes === undefined) throw new FileBroken(file.fileId, 'missing');
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new FileBroken(file.fileId, 'changed');
  }
  return bytes;
}

async function sweep(db: Database, blobs: BlobFolder, before: Date): Promise<number> {
  let removed = await blobs.removeUnfinished(before);
  for (let first = 0; first < 256; first++) {
    const old = await blobs.listOlderThan(first.toString(16).padStart(2, '0'), before);
    const referenced = old.length === 0 ? new Set<string>() : await findReferenced(db, old);
    for (const sha256 of old) {
      if (referenced.has(sha256)) continue;
      await blobs.remove(sha256);
      removed += 1;
    }
  }
  return removed;
}
