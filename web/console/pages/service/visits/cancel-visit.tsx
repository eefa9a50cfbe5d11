import { useState, type ReactNode } from 'react';
import type { VisitDetail } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { VISITS_KEY, VISITS_PATH } from '../service-paths.ts';
import { CANCEL_REASONS, type CancelReason } from './visit-words.ts';

interface CancelVisitProps {
  readonly visit: VisitDetail;
  readonly onDone: (said?: string) => void;
}

const OPTIONS = Object.entries(CANCEL_REASONS).map(([value, label]) => ({ value: value as CancelReason, label }));

/** Calls a visit off, with a reason. It cannot be taken back: a new one would have to be booked. */
export function CancelVisit({ visit, onDone }: CancelVisitProps): ReactNode {
  const [reason, setReason] = useState<CancelReason>();
  const act = useAct(
    (why: CancelReason, key) => api.post(`${VISITS_PATH}/${visit.visitId}/cancel`, { body: { reason: why }, key }),
    { stale: [VISITS_KEY], onDone: () => onDone('已取消，顾客会收到通知。') },
  );
  return (
    <div className="service-form">
      <Chips label="为什么取消" options={OPTIONS} value={reason} onChange={setReason} />
      <p className="panel-note">取消后不能恢复，要上门得重新约。</p>
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb="取消这次上门"
        fault={reason === undefined ? '选一个原因' : undefined}
        busy={act.busy}
        onDo={() => reason !== undefined && void act.run(reason)}
        onClose={() => onDone()}
      />
    </div>
  );
}
