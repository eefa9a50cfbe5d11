import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { FreeSlot } from '#modules/growth/contract';
import { dayWithWeekday, timeOfDay } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { Loading } from '../../shared/states.tsx';
import type { GoneTime } from './use-booking.ts';
import type { Slots } from './use-slots.ts';

interface TimePickerProps {
  readonly slots: Slots;
  /** The start of the time that is being asked for. */
  readonly holding: string | undefined;
  readonly gone: GoneTime | undefined;
  readonly onPick: (slot: FreeSlot) => void;
}

/** A day and a time, in two taps; the first day that has one is open. */
export function TimePicker({ slots, holding, gone, onPick }: TimePickerProps): ReactNode {
  const { days, problem } = slots;
  const [chosen, setChosen] = useState<string>();
  if (problem !== undefined) {
    return (
      <div className="offer-problem" role="alert">
        <Icon name="alert" size={18} />
        <span>
          {problem.message}{' '}
          <button type="button" className="booking-plain" onClick={slots.reload}>
            再看一次
          </button>
        </span>
      </div>
    );
  }
  if (days === undefined) return <Loading label="正在看哪天有空" />;
  const open = days.find(({ day, slots: free }) => day === chosen && free.length > 0);
  const shown = open ?? days.find(({ slots: free }) => free.length > 0);
  if (shown === undefined) {
    return <p className="booking-none">最近两周都约满了。先留个电话，有空出来的时间我们打给你。</p>;
  }
  return (
    <div className="booking-picker">
      {gone === undefined ? null : <Gone gone={gone} holding={holding} onPick={onPick} />}
      <div className="booking-days" role="group" aria-label="哪一天">
        {days.map(({ day, slots: free }, at) => (
          <button
            key={day}
            type="button"
            aria-pressed={day === shown.day}
            disabled={free.length === 0}
            onClick={() => setChosen(day)}
          >
            <strong>{dayName(day, at)}</strong>
            <small>{free.length === 0 ? '没空' : shortDate(day)}</small>
          </button>
        ))}
      </div>
      <Times label={`${dayWithWeekday(noon(shown.day))} 几点`} slots={shown.slots} holding={holding} onPick={onPick} />
    </div>
  );
}

interface TimesProps {
  readonly label: string;
  readonly slots: readonly FreeSlot[];
  readonly holding: string | undefined;
  readonly withDay?: boolean;
  readonly onPick: (slot: FreeSlot) => void;
}

function Times({ label, slots, holding, withDay = false, onPick }: TimesProps): ReactNode {
  return (
    <div className={withDay ? 'booking-times booking-times-wide' : 'booking-times'} role="group" aria-label={label}>
      {slots.map((slot) => (
        <button key={slot.startsAt} type="button" disabled={holding !== undefined} onClick={() => onPick(slot)}>
          <strong>
            {withDay ? `${dayWithWeekday(slot.startsAt)} ` : ''}
            {timeOfDay(slot.startsAt)}
          </strong>
          <small>{holding === slot.startsAt ? '正在留…' : `剩${slot.left}个`}</small>
        </button>
      ))}
    </div>
  );
}

/** The time is gone: what happened, and the nearest others at once. */
function Gone({ gone, holding, onPick }: { gone: GoneTime } & Pick<TimePickerProps, 'holding' | 'onPick'>): ReactNode {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Whoever was typing below sees what happened.
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, [gone]);
  return (
    <div className="booking-gone" role="alert" ref={panel}>
      <p>
        <Icon name="waiting" size={18} /> {gone.message}
      </p>
      {gone.next.length === 0 ? null : (
        <Times label="最近的空档" slots={gone.next.slice(0, 4)} holding={holding} withDay onPick={onPick} />
      )}
    </div>
  );
}

const noon = (day: string): string => `${day}T12:00:00+08:00`;

/** The list begins today. */
function dayName(day: string, at: number): string {
  if (at < 3) return ['今天', '明天', '后天'][at] ?? '';
  return dayWithWeekday(noon(day)).split(' ')[1] ?? '';
}

const shortDate = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
