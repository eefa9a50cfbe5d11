import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CalendarAnswer, LeaveAdded } from '#modules/fulfilment/contract';
import { businessDay, DAY, startOfBusinessDay } from '#kernel/time';
import { dayWithWeekday } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { Await } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { leaveOutcome } from '../../my/leave-words.ts';
import { hours } from '../../my/visit-words.ts';
import { calendarQuery } from '../../my/works-queries.ts';
import type { ActEnd } from '../../outbox/use-outbox.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Page } from '../../parts/page.tsx';
import { tellEnd } from '../../parts/tell-end.ts';
import { IllSheet } from './ill-sheet.tsx';
import { LeaveSheet } from './leave-sheet.tsx';
import { Leaves } from './leaves.tsx';
import './calendar.css';

type Opened = 'leave' | 'ill' | undefined;
type Made = Pick<LeaveAdded, 'moved' | 'unplaced'> & { readonly title: string };

/** My next two weeks: hours, leave, holidays and visits; and how to be away. */
export function CalendarPage(): ReactNode {
  const query = useQuery(calendarQuery());
  const [opened, setOpened] = useState<Opened>();
  const [made, setMade] = useState<Made>();
  const close = (): void => setOpened(undefined);
  const ended = (title: string) => (end: ActEnd) => {
    if (end.kind === 'done') setMade({ title, ...(end.answer as LeaveAdded) });
    else tellEnd(end, title);
  };
  const { data } = query;
  return (
    <Page
      title="我的日历"
      parent="/me"
      {...(data === undefined ? {} : { answer: answerOf(data), next: <Away onOpen={setOpened} /> })}
    >
      <AsOf query={query} />
      {made === undefined ? null : <Outcome made={made} />}
      <Await query={query} loading={<CardSkeletons />}>
        {(calendar) => (
          <>
            <Leaves leaves={calendar.leaves} onCancelled={() => setMade(undefined)} />
            <Days days={calendar.days} />
            <LeaveSheet days={calendar.days} open={opened === 'leave'} onClose={close} onEnd={ended('假请好了')} />
            <IllSheet days={calendar.days} open={opened === 'ill'} onClose={close} onEnd={ended('好好休息')} />
          </>
        )}
      </Await>
    </Page>
  );
}

function answerOf({ days, leaves }: CalendarAnswer): string {
  const visits = days.reduce((sum, day) => sum + day.visits.length, 0);
  const off = days.filter((day) => day.hours.length === 0).length;
  const parts = [
    visits === 0 ? '两周里还没有上门' : `两周里 ${visits} 次上门`,
    `休息 ${off} 天`,
    leaves.length === 0 ? '' : `请了 ${leaves.length} 次假`,
  ];
  return parts.filter((part) => part !== '').join('，');
}

function Away({ onOpen }: { onOpen: (opened: Opened) => void }): ReactNode {
  return (
    <div className="calendar-away">
      <button type="button" className="button button-second" onClick={() => onOpen('ill')}>
        我病了
      </button>
      <button type="button" className="button button-main" onClick={() => onOpen('leave')}>
        请假
      </button>
    </div>
  );
}

/** What the system made of the visits: it stays until one leaves the page. */
function Outcome({ made }: { made: Made }): ReactNode {
  return (
    <section className="card card-system" role="status">
      <h2>{made.title}</h2>
      <p>
        {leaveOutcome(made)}
        {made.unplaced > 0 ? '，店长会安排人或者和客户改时间' : ''}。
      </p>
    </section>
  );
}

type Day = CalendarAnswer['days'][number];

function Days({ days }: { days: readonly Day[] }): ReactNode {
  const now = useNow(60_000);
  const names = ['今天', '明天', '后天'];
  const nameOf = (day: string): string => {
    const ahead = names.findIndex((_, at) => businessDay(new Date(now + at * DAY)) === day);
    return `${ahead < 0 ? '' : `${names[ahead]} `}${dayWithWeekday(startOfBusinessDay(day))}`;
  };
  return (
    <ol className="row-list" aria-label="两周的安排">
      {days.map((day) => (
        <li key={day.day} className="calendar-day">
          <div className="calendar-head">
            <strong>{nameOf(day.day)}</strong>
            <Hours day={day} />
          </div>
          {day.visits.length === 0 ? null : (
            <ul>
              {day.visits.map((visit) => (
                <li key={visit.visitId}>
                  <Link to={`/visits/${visit.visitId}`} className="calendar-visit">
                    <span>
                      {hours(visit)} {visit.serviceName}
                      <small>
                        {visit.communityName} · {visit.stateName}
                      </small>
                    </span>
                    <Icon name="forward" size={20} />
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The hours of a day, or why there are none. */
function Hours({ day }: { day: Day }): ReactNode {
  const words = day.hours.map(({ from, to }) => `${from}–${to}`).join('，');
  if (day.note !== null) {
    return (
      <span>
        <span className="calendar-note">{day.note}</span> {day.note.startsWith('请假') ? null : words}
      </span>
    );
  }
  return <span className={words === '' ? 'calendar-off' : undefined}>{words || '休息'}</span>;
}
