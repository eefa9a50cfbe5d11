import { sql } from 'kysely';
import type { Id, TouchpointId } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { FileId } from '#platform/files';
import type { Milestone, MilestoneId, Project } from './project.ts';

type Db = Database | DatabaseTransaction;

export type PhotoId = Id<'Photo'>;

export interface MilestonePhoto {
  readonly photoId: PhotoId;
  readonly milestoneId: MilestoneId;
  readonly touchpointId: TouchpointId;
  /** Null until it is submitted. */
  readonly round: number | null;
  readonly fileId: FileId;
  readonly sha256: string;
  readonly takenAt: Date | null;
  readonly hasPosition: boolean;
  readonly addedAt: Date;
}

interface Row {
  photo_id: PhotoId;
  milestone_id: MilestoneId;
  touchpoint_id: TouchpointId;
  round: number | null;
  file_id: FileId;
  sha256: string;
  taken_at: Date | null;
  has_position: boolean;
  added_at: Date;
}

const toPhoto = (row: Row): MilestonePhoto => ({
  photoId: row.photo_id,
  milestoneId: row.milestone_id,
  touchpointId: row.touchpoint_id,
  round: row.round,
  fileId: row.file_id,
  sha256: row.sha256,
  takenAt: row.taken_at,
  hasPosition: row.has_position,
  addedAt: row.added_at,
});

export async function insertPhoto(
  db: DatabaseTransaction,
  milestone: Pick<Milestone, 'cityId' | 'projectId'>,
  photo: MilestonePhoto,
): Promise<void> {
  await sql`
    insert into fulfilment.milestone_photo (city_id, photo_id, project_id, milestone_id, touchpoint_id, round, file_id,
      sha256, taken_at, has_position, added_at)
    values (${milestone.cityId}, ${photo.photoId}, ${milestone.projectId}, ${photo.milestoneId}, ${photo.touchpointId},
      ${photo.round}, ${photo.fileId}, ${photo.sha256}, ${photo.takenAt}, ${photo.hasPosition},
      ${photo.addedAt})`.execute(db);
}

/**
 * The photos of a project that the caller has found within the reader's scope, the oldest first: those submitted, and
 * of the others only those of `drafter`.
 */
export async function photosOf(
  db: Db,
  project: Pick<Project, 'cityId' | 'projectId'>,
  drafter: TouchpointId | undefined,
): Promise<MilestonePhoto[]> {
  const found = await sql<Row>`
    select f.* from fulfilment.milestone_photo f
    where f.city_id = ${project.cityId} and f.project_id = ${project.projectId}
      and (f.round is not null or f.touchpoint_id = ${drafter ?? null})
    order by f.added_at, f.photo_id limit 2000`.execute(db);
  return found.rows.map(toPhoto);
}

/** What a technician added to a milestone and has not submitted yet. */
export async function draftsOf(
  db: Db,
  milestone: Pick<Milestone, 'cityId' | 'milestoneId' | 'projectId'>,
  touchpointId: TouchpointId,
): Promise<MilestonePhoto[]> {
  const found = await sql<Row>`
    select f.* from fulfilment.milestone_photo f
    where f.city_id = ${milestone.cityId} and f.project_id = ${milestone.projectId}
      and f.milestone_id = ${milestone.milestoneId} and f.round is null and f.touchpoint_id = ${touchpointId}
    order by f.added_at, f.photo_id limit 100`.execute(db);
  return found.rows.map(toPhoto);
}

/** Puts what a technician added into a round. */
export async function submitDrafts(
  db: DatabaseTransaction,
  milestone: Pick<Milestone, 'cityId' | 'milestoneId' | 'projectId'>,
  touchpointId: TouchpointId,
  round: number,
): Promise<void> {
  await sql`
    update fulfilment.milestone_photo set round = ${round}
    where city_id = ${milestone.cityId} and project_id = ${milestone.projectId}
      and milestone_id = ${milestone.milestoneId} and round is null and touchpoint_id = ${touchpointId}`.execute(db);
}

/** Takes a photo away that its technician has not submitted; answers its file, or undefined where there is none. */
export async function deleteDraft(
  db: DatabaseTransaction,
  project: Pick<Project, 'cityId' | 'projectId'>,
  photo: { readonly photoId: PhotoId; readonly touchpointId: TouchpointId },
): Promise<FileId | undefined> {
  const removed = await sql<{ file_id: FileId }>`
    delete from fulfilment.milestone_photo
    where city_id = ${project.cityId} and project_id = ${project.projectId} and photo_id = ${photo.photoId}
      and round is null and touchpoint_id = ${photo.touchpointId}
    returning file_id`.execute(db);
  return removed.rows[0]?.file_id;
}
