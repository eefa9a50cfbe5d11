import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ProjectDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { PROJECTS_KEY, PROJECTS_PATH, VISITS_KEY } from '../service-paths.ts';
import { SlotChoice } from '../visits/slot-choice.tsx';
import '../visits/visits.css';

/** An install visit: the time is kept, then booked; whoever worked on the project before is asked first. */
export function BookInstall({ project }: { project: ProjectDetail }): ReactNode {
  const [open, setOpen] = useState(false);
  const [startsAt, setStartsAt] = useState<string>();
  const [said, setSaid] = useState<string>();
  const may = useMay('visit.dispatch') && project.state === 'active';
  const path = `${PROJECTS_PATH}/${project.projectId}`;
  const hold = useAct((at: string, key) =>
    api.post<{ holdId: string }>(`${path}/holds`, { body: { startsAt: at }, key }),
  );
  const book = useAct(
    (holdId: string, key) => api.post<{ startsAt: string }>(`${path}/visits`, { body: { holdId }, key }),
    {
      stale: [PROJECTS_KEY, VISITS_KEY, ['slots']],
      onDone: (visit) => {
        setSaid(`约好了，${dateTime(visit.startsAt)}上门。业主会收到通知。`);
        setOpen(false);
        setStartsAt(undefined);
      },
    },
  );
  const run = async (at: string): Promise<void> => {
    const held = await hold.run(at);
    if (held !== undefined) await book.run(held.holdId);
  };
  if (!may) return null;
  if (!open) {
    return (
      <>
        {said === undefined ? null : (
          <p className="service-said" role="status">
            {said}
          </p>
        )}
        <Button
          size="small"
          onClick={() => {
            setSaid(undefined);
            setOpen(true);
          }}
        >
          约施工上门
        </Button>
      </>
    );
  }
  return (
    <div className="service-form">
      <SlotChoice path={`${path}/slots`} value={startsAt} onChange={setStartsAt} />
      <ProblemLine problem={hold.problem ?? book.problem} />
      <FormEnd
        verb={startsAt === undefined ? '约上' : `约${dateTime(startsAt)}`}
        fault={startsAt === undefined ? '选一个时间' : undefined}
        busy={hold.busy || book.busy}
        onDo={() => startsAt !== undefined && void run(startsAt)}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
