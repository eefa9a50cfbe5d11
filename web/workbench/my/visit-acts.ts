import type { MeasureBody, MyVisitItem, ProgressBody } from '#modules/fulfilment/contract';
import { newKey } from '../../shared/api.ts';
import { act, type ActEnd } from '../outbox/use-outbox.ts';
import { visitPath } from './paths.ts';
import { outcomesOf, VISIT_STEPS, type VisitOutcome, type VisitStep } from './visit-steps.ts';
import { nameOf } from './words.ts';

type VisitRef = Pick<MyVisitItem, 'visitId' | 'communityName' | 'serviceName' | 'service'>;

const nameOfVisit = (visit: VisitRef): string => `${visit.communityName} ${visit.serviceName}`;

/** What a step may carry: how it ended and why, where one set out. */
export interface StepFacts {
  readonly outcome?: VisitOutcome;
  readonly reason?: string;
  readonly position?: { readonly lng: number; readonly lat: number };
}

/** The next step of a visit, with the moment at which it was made: it may be sent hours later. */
export function stepVisit(visit: VisitRef, step: VisitStep, facts: StepFacts = {}): Promise<ActEnd> {
  const { outcome = 'done', reason = '', position } = facts;
  const body: ProgressBody = {
    step,
    opId: newKey(),
    happenedAt: new Date().toISOString(),
    ...(position === undefined ? {} : { position }),
    outcome,
    reason,
  };
  const verb = VISIT_STEPS.find((each) => each.step === step)?.verb ?? step;
  const said = step === 'done' ? nameOf(outcomesOf(visit.service), outcome) : verb;
  return act({
    method: 'POST',
    path: visitPath(visit.visitId, 'progress'),
    body,
    label: `${said} · ${nameOfVisit(visit)}`,
  });
}

export function saveMeasure(visit: VisitRef, body: MeasureBody): Promise<ActEnd> {
  return act({
    method: 'PUT',
    path: visitPath(visit.visitId, 'measure'),
    body,
    label: `量房表 · ${visit.communityName}`,
  });
}

/** A picture from the camera or the album; it waits on the phone like everything else. */
export function addMeasurePhoto(visit: VisitRef, file: File): Promise<ActEnd> {
  return act({
    method: 'POST',
    path: visitPath(visit.visitId, 'measure/photos'),
    file: { name: file.name, blob: file },
    label: `量房照片 · ${visit.communityName}`,
  });
}
