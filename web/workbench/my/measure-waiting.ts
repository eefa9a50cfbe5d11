import type { MeasureAnswer, MeasureBody } from '#modules/fulfilment/contract';
import type { Op } from '../outbox/op.ts';
import { missingOf } from './measure-draft.ts';
import { readPath, VISITS } from './paths.ts';
import { useWaitingOps } from './queries.ts';

/** Of a visit's measuring form, what still waits on this phone: the form that was saved last, and pictures. */
export function useMeasureOps(visitId: string): {
  readonly last: MeasureBody | undefined;
  readonly photos: readonly Op[];
} {
  const own = useWaitingOps().filter((op) => {
    const done = readPath(VISITS, op.path);
    return done?.id === visitId && done.verb === 'measure';
  });
  return {
    last: own.findLast((op) => op.method === 'PUT')?.body as MeasureBody | undefined,
    photos: own.filter((op) => op.file !== undefined),
  };
}

/** What the form lacks: as it waits to be sent, else as the server has it; nothing is said while that is not known. */
export function measureIn(saved: MeasureAnswer | undefined, waiting: MeasureBody | undefined): readonly string[] {
  if (waiting === undefined) return saved?.missing ?? [];
  const rooms = waiting.rooms.map(() => ({ id: 0, name: '', length: '', width: '', height: '' }));
  return missingOf({ rooms, wallCondition: waiting.wallCondition, leaks: waiting.leaks === null ? null : [] });
}
