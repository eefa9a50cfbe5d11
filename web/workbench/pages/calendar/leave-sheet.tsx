import { useState, type ReactNode } from 'react';
import type { CalendarAnswer } from '#modules/fulfilment/contract';
import { useNow } from '../../../shared/use-now.ts';
import { askLeave } from '../../my/leave-acts.ts';
import {
  fromField,
  LEAVE_CHOICES,
  leaveFault,
  toField,
  usualTimes,
  type LeaveReason,
  type LeaveTimes,
} from '../../my/leave-words.ts';
import type { ActEnd } from '../../outbox/use-outbox.ts';
import { Chips } from '../../parts/chips.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { MetVisits } from './met-visits.tsx';

interface LeaveSheetProps {
  readonly days: CalendarAnswer['days'];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onEnd: (end: ActEnd) => void;
}

/** From when to when, and why: the usual ones in one tap, others by the phone's own picker. */
export function LeaveSheet({ open, onClose, ...rest }: LeaveSheetProps): ReactNode {
  return (
    <Sheet open={open} title="请假" hint="这段时间不再派单给你。" onClose={onClose}>
      <LeaveForm onClose={onClose} {...rest} />
    </Sheet>
  );
}

function LeaveForm({ days, onClose, onEnd }: Omit<LeaveSheetProps, 'open'>): ReactNode {
  const now = useNow(60_000);
  const usual = usualTimes(days, now);
  const first = usual.find((each) => each.name !== '今天') ?? usual[0];
  const [from, setFrom] = useState(() => (first === undefined ? '' : toField(first.from)));
  const [to, setTo] = useState(() => (first === undefined ? '' : toField(first.to)));
  const [reason, setReason] = useState<LeaveReason>();
  const [tried, setTried] = useState(false);
  const times = { from: fromField(from), to: fromField(to) };
  const fault = leaveFault(times.from, times.to, now) ?? (reason === undefined ? '选一个原因' : undefined);
  const chosen = usual.find((each) => toField(each.from) === from && toField(each.to) === to);
  const pick = (code: string): void => {
    const found = usual.find((each) => each.code === code);
    if (found === undefined) return;
    setFrom(toField(found.from));
    setTo(toField(found.to));
  };
  const submit = async (): Promise<void> => {
    if (fault !== undefined || reason === undefined) return setTried(true);
    onClose();
    onEnd(await askLeave(times as LeaveTimes, reason));
  };
  return (
    <div className="page-stack">
      {usual.length === 0 ? null : <Chips label="哪天" choices={usual} value={chosen?.code ?? ''} onPick={pick} />}
      <label className="field-label">
        从
        <input
          type="datetime-local"
          className="field"
          value={from}
          min={toField(new Date(now))}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label className="field-label">
        到
        <input
          type="datetime-local"
          className="field"
          value={to}
          min={from}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <Chips label="原因" choices={LEAVE_CHOICES} value={reason ?? ''} onPick={setReason} />
      {times.from === undefined || times.to === undefined ? null : (
        <MetVisits days={days} times={times as LeaveTimes} />
      )}
      {tried && fault !== undefined ? (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      ) : null}
      <button type="button" className="button button-main" onClick={() => void submit()}>
        请假
      </button>
    </div>
  );
}
