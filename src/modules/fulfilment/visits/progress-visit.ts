import { NotFound } from '#kernel/errors';
import type { Position } from '#kernel/geo';
import type { Context, Tx } from '#platform/context';
import { VisitProgressed } from '../events.ts';
import { me } from '../me.ts';
import { MeasuringMissing, missingFrom } from './measure.ts';
import { lastMeasure } from './measure-store.ts';
import { momentOf, NotToBeMeasured, type VisitOutcome } from './progress.ts';
import { assignedAt, insertStep, stepsTold } from './progress-store.ts';
import { lockVisit, saveVisit, visitsByIds } from './visit-store.ts';
import { advance, appointmentOf, factsOf, VisitNotYours, type Visit, type VisitId, type VisitStep } from './visit.ts';

export interface ProgressInput {
  readonly visitId: VisitId;
  readonly step: VisitStep;
  /** Made by the device, once for a step. */
  readonly opId: string;
  readonly happenedAt?: Date | undefined;
  readonly position?: Position | undefined;
  /** With `done`. */
  readonly outcome: VisitOutcome;
  readonly reason: string;
}

/**
 * The next step of whoever comes: accepted, departed, arrived, done. Sent again under its `opId` it changes nothing and
 * answers the visit as it is. Throws NotFound, VisitNotYours when it moved on to somebody else, IllegalMove, StepInFuture,
 * StepBeforeLast, MeasuringMissing, NotToBeMeasured.
 */
export async function progressVisit(ctx: Context, input: ProgressInput): Promise<Visit> {
  return ctx.transaction(async (tx) => {
    const visit = await lockMine(ctx, tx, input.visitId);
    const told = await stepsTold(tx.db, visit);
    if (told.some((step) => step.opId === input.opId)) return visit;
    const happenedAt = momentOf(visit, await assignedAt(tx.db, visit), input.happenedAt, tx.now);
    const next = advance(visit, input.step, happenedAt);
    const outcome = input.step === 'done' ? input.outcome : null;
    if (outcome !== null) await refuseUnlessReady(tx, visit, outcome);
    await saveVisit(tx.db, next);
    const { touchpointId, startsAt, endsAt } = appointmentOf(next);
    await insertStep(tx.db, next, {
      opId: input.opId,
      touchpointId,
      step: input.step,
      happenedAt,
      receivedAt: tx.now,
      position: input.position ?? null,
      outcome,
      reasonSealed: input.reason === '' ? null : await ctx.services.vault.seal(tx, visit.personId, input.reason),
    });
    const facts = { ...factsOf(next), touchpointId, startsAt, endsAt, state: input.step };
    await tx.announce([VisitProgressed(next.visitId, outcome === null ? facts : { ...facts, outcome })]);
    return next;
  });
}

/** A visit to measure is done when it was measured, or when it is said why not. */
async function refuseUnlessReady(tx: Tx, visit: Visit, outcome: VisitOutcome): Promise<void> {
  const measures = visit.service === 'measure';
  if (outcome === 'not_measured' && !measures) throw new NotToBeMeasured();
  if (outcome !== 'done' || !measures) return;
  const missing = missingFrom((await lastMeasure(tx.db, visit))?.form);
  if (missing.length > 0) throw new MeasuringMissing(missing);
}

/** Locks a visit for whoever comes; tells those whose it was that it moved on, and nobody else that it exists. */
export async function lockMine(ctx: Context, tx: Tx, visitId: VisitId): Promise<Visit> {
  const touchpointId = me(ctx);
  const visit = await lockVisit(tx.db, ctx.scope, 'touchpoint', visitId);
  if (visit !== undefined) return visit;
  const [elsewhere] = await visitsByIds(tx.db, [visitId]);
  const wasMine =
    elsewhere !== undefined && (await stepsTold(tx.db, elsewhere)).some((step) => step.touchpointId === touchpointId);
  throw wasMine ? new VisitNotYours() : new NotFound('visit');
}
