import { useState, type ReactNode } from 'react';
import type { VisitDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import { useServices } from '../use-services.ts';
import { SlotChoice } from './slot-choice.tsx';

interface BookAgainProps {
  readonly visit: VisitDetail;
  readonly onDone: (said?: string) => void;
  readonly onBooked: (visitId: string) => void;
}

/** Another visit to the same home: which service, and when. */
export function BookAgain({ visit, onDone, onBooked }: BookAgainProps): ReactNode {
  const services = useServices().filter((each) => each.active && each.bookedBy.includes('staff'));
  const [service, setService] = useState(visit.service);
  const [startsAt, setStartsAt] = useState<string>();
  const act = useAct(
    (at: string, key) =>
      api.post<{ visitId: string; visitNumber: string }>(VISITS_PATH, {
        body: { previousVisitId: visit.visitId, service, startsAt: at },
        key,
      }),
    {
      stale: [VISITS_KEY, ['slots']],
      onDone: (booked) => {
        onDone();
        onBooked(booked.visitId);
      },
    },
  );
  return (
    <div className="service-form">
      <Chips
        label="约什么"
        options={services.map((each) => ({ value: each.service, label: each.name }))}
        value={service}
        onChange={(next) => {
          setService(next);
          setStartsAt(undefined);
        }}
      />
      <SlotChoice
        path={`${VISITS_PATH}/${visit.visitId}/slots`}
        query={{ service }}
        value={startsAt}
        onChange={setStartsAt}
      />
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb={startsAt === undefined ? '约上' : `约${dateTime(startsAt)}`}
        fault={startsAt === undefined ? '选一个时间' : undefined}
        busy={act.busy}
        onDo={() => startsAt !== undefined && void act.run(startsAt)}
        onClose={() => onDone()}
      />
    </div>
  );
}
