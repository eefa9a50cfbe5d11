import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { AlertDetail, AlertItem } from '#modules/intelligence/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { useMay } from '../../../shared/session.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Chips } from '../../parts/chips.tsx';
import { TICKETS_KEY } from '../service/service-paths.ts';
import { ALERTS_KEY, alertPath } from './listening-paths.ts';
import { alertTitle, alertIdOf, DISMISS_REASONS, type DismissReason } from './listening-words.ts';

const REASONS = (Object.keys(DISMISS_REASONS) as DismissReason[]).map((value) => ({
  value,
  label: DISMISS_REASONS[value],
}));

/** What can be done about an alert that nobody decided on. */
export function AlertActs({ alert }: { alert: AlertDetail }): ReactNode {
  const client = useQueryClient();
  const [dismissing, setDismissing] = useState(false);
  const path = alertPath(alertIdOf(alert));
  const { revision } = alert;
  const toTicket = useAct((body: { revision: number }, key) => api.post<AlertItem>(`${path}/ticket`, { body, key }), {
    stale: [ALERTS_KEY, TICKETS_KEY],
  });
  const dismiss = useAct(
    (reason: DismissReason, key) => api.post<AlertItem>(`${path}/dismiss`, { body: { revision, reason }, key }),
    { stale: [ALERTS_KEY], onDone: () => setDismissing(false) },
  );
  const refetchIfRefused = (answer: AlertItem | undefined): void => {
    if (answer === undefined) void client.invalidateQueries({ queryKey: ALERTS_KEY });
  };
  if (!useMay('ticket.act')) return <span className="panel-note">要有办工单的权限才能处理</span>;
  return (
    <div className="alert-acts">
      <ProblemLine problem={toTicket.problem} />
      <Button disabled={toTicket.busy} onClick={() => setDismissing(true)}>
        不用处理
      </Button>
      <Button
        type="primary"
        loading={toTicket.busy}
        onClick={() => void toTicket.run({ revision }).then(refetchIfRefused)}
      >
        转工单
      </Button>
      {dismissing ? (
        <Dismiss
          alert={alert}
          busy={dismiss.busy}
          onDismiss={(reason) => void dismiss.run(reason).then(refetchIfRefused)}
          onClose={() => {
            dismiss.forget();
            setDismissing(false);
          }}
        >
          <ProblemLine problem={dismiss.problem} />
        </Dismiss>
      ) : null}
    </div>
  );
}

interface DismissProps {
  readonly alert: AlertDetail;
  readonly busy: boolean;
  readonly onDismiss: (reason: DismissReason) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Dismiss({ alert, busy, onDismiss, onClose, children }: DismissProps): ReactNode {
  const [reason, setReason] = useState<DismissReason>();
  return (
    <ActDialog
      title="为什么不用处理？"
      width={420}
      verb="不用处理"
      ready={reason !== undefined}
      busy={busy}
      onAct={() => reason !== undefined && onDismiss(reason)}
      onClose={onClose}
    >
      <div className="form-stack">
        <p className="panel-note">
          {alert.communityName}：{alertTitle(alert)}
        </p>
        <Chips label="理由" options={REASONS} value={reason} onChange={setReason} />
        {children}
      </div>
    </ActDialog>
  );
}
