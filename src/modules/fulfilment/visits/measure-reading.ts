import type { Context } from '#platform/context';
import type { MeasureAnswer } from './measure-contract.ts';
import {
  floorArea,
  LEAK_SEVERITIES,
  missingFrom,
  totalFloorArea,
  totalWallArea,
  WALL_CONDITION_NAMES,
  wallArea,
  type MeasuringForm,
} from './measure.ts';
import { lastMeasure, visitPhotos, type VisitPhoto } from './measure-store.ts';
import type { Visit, VisitId } from './visit.ts';

const EMPTY: MeasuringForm = { rooms: [], wallCondition: null, leaks: null };

/**
 * The measuring form of a visit that the caller has found within the reader's scope, as it was saved last; the notes in
 * clear, which the audit keeps. Photos are addressed under `base`.
 */
export async function readMeasure(ctx: Context, visit: Visit, base: string): Promise<MeasureAnswer> {
  const last = await lastMeasure(ctx.db, visit);
  const form = last?.form ?? EMPTY;
  const sealed = last?.notesSealed ?? undefined;
  const notes =
    sealed === undefined
      ? ''
      : await ctx.transaction((tx) => ctx.services.vault.open(tx, visit.personId, sealed, 'service_visit'));
  return {
    visitId: visit.visitId,
    revision: last?.revision ?? 0,
    rooms: form.rooms.map((room) => ({ ...room, area: floorArea(room), wallArea: wallArea(room) })),
    totalArea: totalFloorArea(form.rooms),
    totalWallArea: totalWallArea(form.rooms),
    wallCondition: form.wallCondition,
    wallConditionName: form.wallCondition === null ? null : WALL_CONDITION_NAMES[form.wallCondition],
    leaks: form.leaks?.map((leak) => ({ ...leak, severityName: LEAK_SEVERITIES[leak.severity] })) ?? null,
    notes: typeof notes === 'string' ? notes : '',
    photos: (await visitPhotos(ctx.db, visit)).map((photo) => measurePhotoShown(base, visit.visitId, photo)),
    missing: missingFrom(last?.form),
    savedAt: last?.savedAt.toISOString() ?? null,
  };
}

export const measurePhotoShown = (
  base: string,
  visitId: VisitId,
  photo: VisitPhoto,
): MeasureAnswer['photos'][number] => ({
  photoId: photo.photoId,
  url: `${base}/${visitId}/measure/photos/${photo.photoId}`,
  takenAt: photo.takenAt?.toISOString() ?? null,
  hasPosition: photo.hasPosition,
  addedAt: photo.addedAt.toISOString(),
});
