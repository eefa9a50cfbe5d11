import type { ReactNode } from 'react';
import { dateTime } from '../../shared/format.ts';
import { leftOnClock } from './left-words.ts';
import { useServerNow } from './server-clock.ts';

interface CountdownProps {
  readonly until: string;
  /** The server's time that came with it. */
  readonly told: string;
  /** Before the clock: 距截单. */
  readonly label: string;
  /** Instead of the clock, once it has passed. */
  readonly over: string;
}

/** The time that is left by the server's clock. Screen readers hear the moment instead of every second. */
export function Countdown({ until, told, label, over }: CountdownProps): ReactNode {
  const now = useServerNow(told);
  const end = Date.parse(until);
  if (now >= end) return <span className="shop-countdown">{over}</span>;
  return (
    <span className="shop-countdown">
      <span className="visually-hidden">{`${label}：${dateTime(until, told)}`}</span>
      <span aria-hidden>
        {label} <strong>{leftOnClock(end, now)}</strong>
      </span>
    </span>
  );
}
