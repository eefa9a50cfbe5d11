import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CalendarAnswer, LeaveAdded, WorkerItem } from '#modules/fulfilment/contract';
import { businessDay } from '#kernel/time';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { Chips } from '../../../parts/chips.tsx';
import { FormEnd } from '../../../parts/field.tsx';
import { VISITS_KEY, WORKERS_KEY, WORKERS_PATH } from '../service-paths.ts';
import { faultOfLeave, leaveRequest, newLeave, type LeaveDraft } from './leave-draft.ts';
import { LEAVE_REASONS, leaveInWords, type LeaveReason } from './worker-words.ts';

interface LeaveSectionProps {
  readonly person: WorkerItem;
  readonly leaves: CalendarAnswer['leaves'];
}

const STALE = [WORKERS_KEY, VISITS_KEY, ['slots']];

/** Leave that is entered, taking it back, and adding some: what became of the visits is said at once. */
export function LeaveSection({ person, leaves }: LeaveSectionProps): ReactNode {
  const now = useNow();
  const [draft, setDraft] = useState<LeaveDraft>();
  const [made, setMade] = useState<LeaveAdded>();
  const may = useMay('calendar.edit');
  const today = businessDay(new Date(now));
  const start = (kind: LeaveDraft['kind']): void => {
    setMade(undefined);
    setDraft(newLeave(kind, today));
  };
  const coming = leaves.filter((leave) => Date.parse(leave.to) > now);
  return (
    <PanelSection
      title="请假"
      action={
        may && draft === undefined ? (
          <span className="month-step">
            <Button size="small" onClick={() => start('leave')}>
              加请假
            </Button>
            <Button size="small" onClick={() => start('ill')}>
              生病了
            </Button>
          </span>
        ) : null
      }
    >
      {made === undefined ? null : (
        <p className="service-said" role="status">
          {leaveInWords(made)}{' '}
          {made.unplaced === 0 ? null : (
            <Link to="/service" search={{ state: 'unplaced' } as never}>
              去安排
            </Link>
          )}
        </p>
      )}
      {draft === undefined ? null : (
        <LeaveForm
          touchpointId={person.touchpointId}
          draft={draft}
          onChange={setDraft}
          onDone={(answer) => {
            setDraft(undefined);
            setMade(answer);
          }}
        />
      )}
      {coming.length === 0 ? (
        <p className="panel-note">没有要请的假。</p>
      ) : (
        <ul className="leave-list">
          {coming.map((leave) => (
            <Leave key={leave.leaveId} touchpointId={person.touchpointId} leave={leave} />
          ))}
        </ul>
      )}
    </PanelSection>
  );
}

interface LeaveFormProps {
  readonly touchpointId: string;
  readonly draft: LeaveDraft;
  readonly onChange: (draft: LeaveDraft) => void;
  readonly onDone: (made: LeaveAdded | undefined) => void;
}

const REASONS = Object.entries(LEAVE_REASONS).map(([value, label]) => ({ value: value as LeaveReason, label }));

function LeaveForm({ touchpointId, draft, onChange, onDone }: LeaveFormProps): ReactNode {
  const now = useNow();
  const act = useAct(
    (it: LeaveDraft, key) => {
      const { path, body } = leaveRequest(it);
      return api.post<LeaveAdded>(`${WORKERS_PATH}/${touchpointId}/${path}`, { body, key });
    },
    { stale: STALE, onDone },
  );
  const field = (name: 'fromDay' | 'fromTime' | 'toDay' | 'toTime', label: string): ReactNode => (
    <Input
      type={name.endsWith('Day') ? 'date' : 'time'}
      aria-label={label}
      value={draft[name]}
      onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
    />
  );
  const ill = draft.kind === 'ill';
  return (
    <div className="service-form">
      <div className="service-fields">
        {ill ? (
          '从现在起'
        ) : (
          <>
            从{field('fromDay', '从哪天')}
            {field('fromTime', '从几点')}
          </>
        )}
        到{field('toDay', '到哪天')}
        {field('toTime', '到几点')}
      </div>
      {ill ? null : (
        <Chips
          label="什么假"
          options={REASONS}
          value={draft.reason}
          onChange={(reason) => onChange({ ...draft, reason })}
        />
      )}
      <p className="panel-note">
        这段时间的上门会马上交给同一时间有空的同事；没人能顶的进「待安排」。顾客只会知道换了人，不会知道为什么。
      </p>
      <ProblemLine problem={act.problem} />
      <FormEnd
        verb={ill ? '记病假' : '记请假'}
        fault={faultOfLeave(draft, now)}
        busy={act.busy}
        onDo={() => void act.run(draft)}
        onClose={() => onDone(undefined)}
      />
    </div>
  );
}

function Leave({ touchpointId, leave }: { touchpointId: string; leave: CalendarAnswer['leaves'][number] }): ReactNode {
  const now = useNow();
  const [sure, setSure] = useState(false);
  const may = useMay('calendar.edit');
  const act = useAct(
    (_: void, key) => api.post(`${WORKERS_PATH}/${touchpointId}/leaves/${leave.leaveId}/cancel`, { key }),
    { stale: STALE },
  );
  return (
    <li>
      <span>
        {dateTime(leave.from, now)} 到 {dateTime(leave.to, now)}
      </span>
      <small>
        {leave.reasonName} · {leave.enteredBy === 'worker' ? '本人请的' : '门店记的'}
      </small>
      {may ? (
        <Button
          size="small"
          danger={sure}
          loading={act.busy}
          onClick={() => (sure ? void act.run() : setSure(true))}
          onBlur={() => setSure(false)}
        >
          {sure ? '再点一下销假' : '销假'}
        </Button>
      ) : null}
      <ProblemLine problem={act.problem} />
    </li>
  );
}
