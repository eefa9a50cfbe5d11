import { IllegalMove } from '#kernel/errors';
import type { Context, Tx } from '#platform/context';
import { me } from '../me.ts';
import {
  MeasuringChangedMeanwhile,
  missingFrom,
  MOST_MEASURE_PHOTOS,
  NoMeasureVisit,
  TooManyMeasurePhotos,
  totalFloorArea,
  totalWallArea,
  type MeasuringForm,
} from './measure.ts';
import { insertMeasure, insertVisitPhoto, lastMeasure, visitPhotos, type VisitPhoto } from './measure-store.ts';
import { lockMine } from './progress-visit.ts';
import type { Visit, VisitId, VisitState } from './visit.ts';

/** From when they took it on until after it is done: what was measured can be put right. */
const MEASURABLE: readonly VisitState[] = ['accepted', 'departed', 'arrived', 'done'];

/**
 * Saves the measuring form of one's own visit as its next revision; the notes are sealed under the customer's key.
 * Throws NotFound, NoMeasureVisit, IllegalMove before the visit is accepted, MeasuringChangedMeanwhile.
 */
export async function measureVisit(
  ctx: Context,
  input: {
    readonly visitId: VisitId;
    /** The revision that was edited, 0 for the first. */
    readonly basedOn: number;
    readonly form: MeasuringForm;
    readonly notes: string;
  },
): Promise<{ visitId: VisitId; revision: number; totalArea: number; totalWallArea: number; missing: string[] }> {
  return ctx.transaction(async (tx) => {
    const visit = await lockToMeasure(ctx, tx, input.visitId);
    const last = await lastMeasure(tx.db, visit);
    if ((last?.revision ?? 0) !== input.basedOn) throw new MeasuringChangedMeanwhile();
    const revision = input.basedOn + 1;
    await insertMeasure(tx.db, visit, {
      revision,
      touchpointId: me(ctx),
      form: input.form,
      notesSealed: input.notes === '' ? null : await ctx.services.vault.seal(tx, visit.personId, input.notes),
      savedAt: tx.now,
    });
    return {
      visitId: visit.visitId,
      revision,
      totalArea: totalFloorArea(input.form.rooms),
      totalWallArea: totalWallArea(input.form.rooms),
      missing: missingFrom(input.form),
    };
  });
}

/** Adds a photo to it. Throws as `measureVisit`, TooManyMeasurePhotos, and what the file store refuses. */
export async function addMeasurePhoto(
  ctx: Context,
  input: { readonly visitId: VisitId; readonly name: string; readonly bytes: Buffer },
): Promise<VisitPhoto> {
  const { files } = ctx.services;
  const prepared = await files.prepare({ bytes: input.bytes, name: input.name, purpose: 'evidence' });
  return ctx.transaction(async (tx) => {
    const visit = await lockToMeasure(ctx, tx, input.visitId);
    if ((await visitPhotos(tx.db, visit)).length >= MOST_MEASURE_PHOTOS) throw new TooManyMeasurePhotos();
    const touchpointId = me(ctx);
    const file = await files.put(tx, prepared, {
      cityId: visit.cityId,
      communityId: visit.communityId,
      storeId: visit.storeId ?? undefined,
      touchpointId,
    });
    const photo: VisitPhoto = {
      photoId: tx.newId<'Photo'>(),
      touchpointId,
      fileId: file.fileId,
      takenAt: file.captured?.takenAt ?? null,
      hasPosition: file.captured?.position !== undefined,
      addedAt: tx.now,
    };
    await insertVisitPhoto(tx.db, visit, photo);
    return photo;
  });
}

async function lockToMeasure(ctx: Context, tx: Tx, visitId: VisitId): Promise<Visit> {
  const visit = await lockMine(ctx, tx, visitId);
  if (visit.service !== 'measure') throw new NoMeasureVisit();
  if (!MEASURABLE.includes(visit.state)) throw new IllegalMove('visit', visit.state, 'measure');
  return visit;
}
