import { sql } from 'kysely';
import type { Id, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';
import type { MeasuringForm } from './measure.ts';
import type { Visit } from './visit.ts';

type Db = Database | DatabaseTransaction;
type Key = Pick<Visit, 'cityId' | 'visitId'>;

/** One saved state of the form; earlier ones stay. */
export interface Measure {
  readonly revision: number;
  readonly touchpointId: TouchpointId;
  readonly form: MeasuringForm;
  /** Sealed under the customer's key. */
  readonly notesSealed: Buffer | null;
  readonly savedAt: Date;
}

export async function insertMeasure(db: DatabaseTransaction, visit: Key, measure: Measure): Promise<void> {
  await sql`
    insert into fulfilment.visit_measure (city_id, visit_id, revision, touchpoint_id, form, notes_sealed, saved_at)
    values (${visit.cityId}, ${visit.visitId}, ${measure.revision}, ${measure.touchpointId},
      ${JSON.stringify(measure.form)}::jsonb, ${measure.notesSealed}, ${measure.savedAt})`.execute(db);
}

/** The form of a visit that the caller has found within the reader's scope, as it was saved last. */
export async function lastMeasure(db: Db, visit: Key): Promise<Measure | undefined> {
  const found = await sql<{
    revision: number;
    touchpoint_id: TouchpointId;
    form: MeasuringForm;
    notes_sealed: Buffer | null;
    saved_at: Date;
  }>`
    select revision, touchpoint_id, form, notes_sealed, saved_at from fulfilment.visit_measure
    where city_id = ${visit.cityId} and visit_id = ${visit.visitId} order by revision desc limit 1`.execute(db);
  const [row] = found.rows;
  return (
    row && {
      revision: row.revision,
      touchpointId: row.touchpoint_id,
      form: row.form,
      notesSealed: row.notes_sealed,
      savedAt: row.saved_at,
    }
  );
}

export interface VisitPhoto {
  readonly photoId: Id<'Photo'>;
  readonly touchpointId: TouchpointId;
  readonly fileId: FileId;
  readonly takenAt: Date | null;
  readonly hasPosition: boolean;
  readonly addedAt: Date;
}

export async function insertVisitPhoto(db: DatabaseTransaction, visit: Key, photo: VisitPhoto): Promise<void> {
  await sql`
    insert into fulfilment.visit_photo (city_id, photo_id, visit_id, touchpoint_id, file_id, taken_at, has_position,
      added_at)
    values (${visit.cityId}, ${photo.photoId}, ${visit.visitId}, ${photo.touchpointId}, ${photo.fileId},
      ${photo.takenAt}, ${photo.hasPosition}, ${photo.addedAt})`.execute(db);
}

/** The photos of a visit that the caller has found within the reader's scope, the oldest first. */
export async function visitPhotos(db: Db, visit: Key): Promise<VisitPhoto[]> {
  const found = await sql<{
    photo_id: Id<'Photo'>;
    touchpoint_id: TouchpointId;
    file_id: FileId;
    taken_at: Date | null;
    has_position: boolean;
    added_at: Date;
  }>`
    select photo_id, touchpoint_id, file_id, taken_at, has_position, added_at from fulfilment.visit_photo
    where city_id = ${visit.cityId} and visit_id = ${visit.visitId} order by added_at, photo_id limit 200`.execute(db);
  return found.rows.map((row) => ({
    photoId: row.photo_id,
    touchpointId: row.touchpoint_id,
    fileId: row.file_id,
    takenAt: row.taken_at,
    hasPosition: row.has_position,
    addedAt: row.added_at,
  }));
}
