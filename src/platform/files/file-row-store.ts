import { sql } from 'kysely';
import type { CityId, CommunityId, StoreId, TouchpointId } from '#kernel/ids';
import type { Actor, Database, DatabaseTransaction } from '../context/context.ts';
import type { FileId, FilePurpose, FileType, StoredFile } from './file.ts';

type Db = Database | DatabaseTransaction;

interface FileRow {
  readonly file_id: FileId;
  readonly sha256: string;
  readonly media_type: FileType;
  readonly byte_count: string | number;
  readonly width: number | null;
  readonly height: number | null;
  readonly purpose: FilePurpose;
  readonly city_id: CityId | null;
  readonly store_id: StoreId | null;
  readonly community_id: CommunityId | null;
  readonly touchpoint_id: TouchpointId | null;
  readonly captured_at: Date | null;
  readonly captured_lng: number | null;
  readonly captured_lat: number | null;
  readonly created_at: Date;
}

export async function insertFile(db: DatabaseTransaction, file: StoredFile, createdBy: Actor): Promise<void> {
  const { place, captured } = file;
  await sql`
    insert into platform.file (
      file_id, sha256, media_type, byte_count, width, height, purpose, city_id, store_id, community_id, touchpoint_id,
      captured_at, captured_lng, captured_lat, created_by, created_at
    ) values (
      ${file.fileId}, ${file.sha256}, ${file.type}, ${file.bytes}, ${file.width ?? null}, ${file.height ?? null},
      ${file.purpose}, ${place.cityId ?? null}, ${place.storeId ?? null}, ${place.communityId ?? null},
      ${place.touchpointId ?? null}, ${captured?.takenAt ?? null}, ${captured?.position?.lng ?? null},
      ${captured?.position?.lat ?? null}, ${JSON.stringify(createdBy)}::jsonb, ${file.createdAt}
    )
  `.execute(db);
}

/** Whether the reader may see it is decided by `covers` on its place, by the one caller. */
export async function findFile(db: Db, fileId: FileId): Promise<StoredFile | undefined> {
  const { rows } = await sql<FileRow>`
    select file_id, sha256, media_type, byte_count, width, height, purpose, city_id, store_id, community_id,
      touchpoint_id, captured_at, captured_lng, captured_lat, created_at
    from platform.file where file_id = ${fileId}
  `.execute(db);
  return rows[0] === undefined ? undefined : fromRow(rows[0]);
}

export async function deleteFile(db: DatabaseTransaction, fileId: FileId): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from platform.file where file_id = ${fileId}`.execute(db);
  return numAffectedRows === 1n;
}

/** Those of the hashes to which a row still points. */
export async function findReferenced(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sha256: string }>`
    select distinct sha256 from platform.file where sha256 = any(${hashes}::text[])
  `.execute(db);
  return new Set(rows.map((row) => row.sha256));
}

function fromRow(row: FileRow): StoredFile {
  const takenAt = row.captured_at === null ? {} : { takenAt: row.captured_at };
  const position =
    row.captured_lng === null || row.captured_lat === null
      ? {}
      : { position: { lng: row.captured_lng, lat: row.captured_lat } };
  const captured = { ...takenAt, ...position };
  return {
    fileId: row.file_id,
    sha256: row.sha256,
    type: row.media_type,
    bytes: Number(row.byte_count),
    width: row.width ?? undefined,
    height: row.height ?? undefined,
    purpose: row.purpose,
    place: {
      cityId: row.city_id ?? undefined,
      storeId: row.store_id ?? undefined,
      communityId: row.community_id ?? undefined,
      touchpointId: row.touchpoint_id ?? undefined,
    },
    captured: Object.keys(captured).length === 0 ? undefined : captured,
    createdAt: row.created_at,
  };
}
