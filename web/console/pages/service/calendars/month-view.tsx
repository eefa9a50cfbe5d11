import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CalendarAnswer } from '#modules/fulfilment/contract';
import { businessDay, dayInWords } from '#kernel/time';
import { timeOfDay } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { hoursInWords, WEEKDAYS } from './week-draft.ts';

type Day = CalendarAnswer['days'][number];

interface MonthViewProps {
  /** From a Monday on, whole weeks. */
  readonly days: readonly Day[];
  readonly onStep: (weeks: number) => void;
  readonly onThisWeek: (() => void) | undefined;
}

/** Five weeks: hours, what closes a day, and how many visits there are; a day with visits lists them. */
export function MonthView({ days, onStep, onThisWeek }: MonthViewProps): ReactNode {
  const now = new Date(useNow());
  const today = businessDay(now);
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, at) => days.slice(at * 7, at * 7 + 7));
  const [first, last] = [days[0]?.day ?? today, days.at(-1)?.day ?? today];
  return (
    <PanelSection
      title={`${dayInWords(first, now)}到${dayInWords(last, now)}`}
      action={
        <span className="month-step">
          {onThisWeek === undefined ? null : (
            <Button size="small" type="text" onClick={onThisWeek}>
              回到这周
            </Button>
          )}
          <Button size="small" onClick={() => onStep(-4)}>
            前4周
          </Button>
          <Button size="small" onClick={() => onStep(4)}>
            后4周
          </Button>
        </span>
      }
    >
      <table className="month">
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col">
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map((day) => (
                <td key={day.day} className={lookOf(day, today)} aria-current={day.day === today ? 'date' : undefined}>
                  <DayCell day={day} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Visits days={days.filter((day) => day.day >= today)} />
    </PanelSection>
  );
}

function lookOf({ day, hours, note }: Day, today: string): string {
  if (note?.startsWith('请假') === true) return 'month-leave';
  if (hours.length === 0) return 'month-off';
  return day < today ? 'month-past' : note === null ? '' : 'month-changed';
}

function DayCell({ day }: { day: Day }): ReactNode {
  return (
    <>
      <span className="month-day">{dayNumber(day.day)}</span>
      <span className="month-hours">
        {day.hours.length === 0 ? '休' : day.hours.map(({ from, to }) => `${short(from)}–${short(to)}`).join(' ')}
      </span>
      {day.note === null ? null : (
        <span className="month-note" title={day.note}>
          {day.note.replace(/（.*）$/, '')}
        </span>
      )}
      {day.visits.length === 0 ? null : <strong className="month-visits">{day.visits.length}单</strong>}
      <span className="visually-hidden">{hoursInWords(day.hours)}</span>
    </>
  );
}

/** `9`, `9:30`: a clock time where there is no room. */
const short = (time: string): string => time.replace(/^0/, '').replace(/:00$/, '');

/** `1日` begins a month with its name. */
function dayNumber(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return date === 1 ? `${month}月1日` : String(date);
}

function Visits({ days }: { days: readonly Day[] }): ReactNode {
  const now = new Date(useNow());
  const visits = days.flatMap((day) => day.visits.map((visit) => ({ ...visit, day: day.day })));
  if (visits.length === 0) return <p className="panel-note">今天起没有上门。</p>;
  return (
    <ul className="month-list" aria-label="这几周的上门">
      {visits.map((visit) => (
        <li key={visit.visitId}>
          <Link to="/service" search={{ visit: visit.visitId, state: 'all' } as never}>
            {dayInWords(visit.day, now)} {timeOfDay(visit.startsAt)}–{timeOfDay(visit.endsAt)}
          </Link>
          <span>
            {visit.communityName} · {visit.serviceName} · {visit.stateName}
          </span>
        </li>
      ))}
    </ul>
  );
}
