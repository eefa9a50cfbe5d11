import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { WorkerItem } from '#modules/fulfilment/contract';
import { addDays, businessDay, businessWeek, startOfBusinessDay } from '#kernel/time';
import { Await, Empty, Skeleton } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Panel } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { LeaveSection } from './leave-section.tsx';
import { MonthView } from './month-view.tsx';
import { ProfileForm } from './profile-form.tsx';
import { useCalendar, type WorkerDesk } from './use-workers.ts';
import { WeekHours } from './week-hours.tsx';
import { Now } from './worker-columns.tsx';

/** Five weeks: whatever month it is, this one is in it. */
const DAYS = 35;

export function useWorkerPanel(desk: WorkerDesk): SidePanelProps | undefined {
  const { openId, people } = desk;
  if (openId === undefined) return undefined;
  const person = people?.find((each) => each.touchpointId === openId);
  return {
    title: person === undefined ? '上门人员' : `${person.name} · ${person.roleName}`,
    subtitle: person?.storeName ?? '',
    onClose: () => desk.open(undefined),
    children:
      person !== undefined ? (
        <WorkerBody key={openId} person={person} />
      ) : people === undefined ? (
        <Skeleton />
      ) : (
        <Empty title="没有找到这个人" hint="可能不在上面那句话的条件里。" />
      ),
  };
}

/** Somebody who visits homes: the month, leave, the week, and what they can do. */
function WorkerBody({ person }: { person: WorkerItem }): ReactNode {
  const thisWeek = businessWeek(new Date(useNow()));
  const [first, setFirst] = useState(thisWeek);
  const { touchpointId } = person;
  const query = useCalendar(touchpointId, { from: first, days: DAYS });
  const step = (weeks: number): void => setFirst(businessDay(addDays(startOfBusinessDay(first), weeks * 7)));
  return (
    <Panel>
      <p className="worker-now">
        <Now person={person} />
        <Link to="/service" search={{ view: 'day', store: person.storeId } as never}>
          看门店日程
        </Link>
        <Link to="/service" search={{ person: touchpointId, state: 'open' } as never}>
          看这位的上门
        </Link>
      </p>
      <Await query={query}>
        {(calendar) => (
          <>
            <MonthView
              days={calendar.days}
              onStep={step}
              onThisWeek={first === thisWeek ? undefined : () => setFirst(thisWeek)}
            />
            <LeaveSection person={person} leaves={calendar.leaves} />
          </>
        )}
      </Await>
      <Week touchpointId={touchpointId} />
      <ProfileForm key={person.revision} person={person} />
    </Panel>
  );
}

/** The week and all the days from today on that differ, whatever the month shows: saving replaces them. */
function Week({ touchpointId }: { touchpointId: string }): ReactNode {
  const today = businessDay(new Date(useNow()));
  const query = useCalendar(touchpointId, { from: today, days: 1 });
  return (
    <Await query={query}>
      {(calendar) => <WeekHours touchpointId={touchpointId} today={today} calendar={calendar} />}
    </Await>
  );
}
