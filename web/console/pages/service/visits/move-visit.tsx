import { useState, type ReactNode } from 'react';
import type { VisitDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import { SlotChoice } from './slot-choice.tsx';

interface MoveVisitProps {
  readonly visit: VisitDetail;
  readonly onDone: (said?: string) => void;
}

/** Another time, among those at which somebody can really come; the same person where they can. */
export function MoveVisit({ visit, onDone }: MoveVisitProps): ReactNode {
  const [startsAt, setStartsAt] = useState<string>();
  const path = `${VISITS_PATH}/${visit.visitId}`;
  const act = useAct(
    (at: string, key) =>
      api.post<{ startsAt: string; samePerson: boolean }>(`${path}/reschedule`, { body: { startsAt: at }, key }),
    {
      stale: [VISITS_KEY, ['slots']],
      onDone: (moved) =>
        onDone(
          `改到${dateTime(moved.startsAt)}，${moved.samePerson ? '还是同一位去' : '换了一位去'}。顾客会收到通知。`,
        ),
    },
  );
  return (
    <div className="service-form">
      <SlotChoice path={`${path}/slots`} value={startsAt} onChange={setStartsAt} />
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb={startsAt === undefined ? '改时间' : `改到${dateTime(startsAt)}`}
        fault={startsAt === undefined ? '选一个时间' : undefined}
        busy={act.busy}
        onDo={() => startsAt !== undefined && void act.run(startsAt)}
        onClose={() => onDone()}
      />
    </div>
  );
}
