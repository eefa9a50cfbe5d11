import { DAY, HOUR } from '#kernel/time';
import { relativeTime } from '../../shared/format.ts';

export interface VisitTime {
  /** ISO time; undefined where it is still to be agreed. */
  readonly at: string | undefined;
  readonly name: string;
}

const SHANGHAI_OFFSET = 8 * HOUR;
const MORNING = 10;
const AFTERNOON = 15;

/** The times that people usually agree on for a visit: what is left of today, then two days, all in Asia/Shanghai. */
export function visitTimes(now: number): readonly VisitTime[] {
  const midnight = Math.floor((now + SHANGHAI_OFFSET) / DAY) * DAY - SHANGHAI_OFFSET;
  const times = [0, 1, 2].flatMap((day) => [MORNING, AFTERNOON].map((hour) => midnight + day * DAY + hour * HOUR));
  const names = (at: number): string => {
    const day = Math.round((at - midnight) / DAY - 0.4);
    const hour = (at - midnight) % DAY === MORNING * HOUR ? '上午10点' : '下午3点';
    return `${['今天', '明天', '后天'][day] ?? relativeTime(at, now)}${hour}`;
  };
  const ahead = times.filter((at) => at > now + HOUR / 2);
  return [
    ...ahead.map((at) => ({ at: new Date(at).toISOString(), name: names(at) })),
    { at: undefined, name: '时间再定' },
  ];
}
