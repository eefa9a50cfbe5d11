import { useEffect, type ReactNode } from 'react';
import { dayWithWeekday, timeOfDay } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { useNow } from '../../shared/use-now.ts';
import type { HeldTime } from './use-booking.ts';

interface Props {
  readonly held: HeldTime;
  readonly onChange: () => void;
  readonly onExpired: () => void;
}

/** What is kept for this browser, and for how long still. */
export function HeldTimeCard({ held, onChange, onExpired }: Props): ReactNode {
  const now = useNow(1_000);
  const left = Math.max(0, Math.ceil((held.keptUntil - now) / 1_000));
  useEffect(() => {
    if (left === 0) onExpired();
  }, [left, onExpired]);
  return (
    <div className="booking-held">
      <div>
        <strong>
          <span>{dayWithWeekday(held.startsAt)}</span>{' '}
          <span>
            {timeOfDay(held.startsAt)}–{timeOfDay(held.endsAt)}
          </span>
        </strong>
        <p>
          <Icon name="waiting" size={16} />
          <span>
            为你保留 <span role="timer">{clock(left)}</span>
          </span>
        </p>
      </div>
      <button type="button" className="booking-plain" onClick={onChange}>
        换个时间
      </button>
    </div>
  );
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
