import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { dayWithWeekday } from '../../shared/format.ts';
import { Await, Empty } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { useWaitingOps } from '../my/queries.ts';
import { visitsQuery } from '../my/visit-queries.ts';
import { byDay, isAhead, isToday, nextStep, visitsAfter, type VisitDay } from '../my/visit-steps.ts';
import { hours, visitDue, visitWhy } from '../my/visit-words.ts';
import type { WithWaiting } from '../my/waiting.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { FieldTabs } from '../parts/field-tabs.tsx';
import { Page } from '../parts/page.tsx';
import { PullToRefresh } from '../parts/pull-to-refresh.tsx';
import { QueueCard } from '../parts/queue-card.tsx';
import { StepButton } from './visit/step-button.tsx';
import './visits.css';

/** My visits by day: today, the week ahead, what was lately. */
export function Visits(): ReactNode {
  const client = useQueryClient();
  const now = useNow(30_000);
  const query = useQuery(visitsQuery());
  const visits = visitsAfter(query.data?.items ?? [], useWaitingOps());
  return (
    <Page title="上门" answer={query.data === undefined ? dayWithWeekday(now) : answerOf(visits, now)}>
      <FieldTabs at="/visits" />
      <PullToRefresh onRefresh={() => client.invalidateQueries({ queryKey: ['my', 'visits'] })}>
        <div className="page-stack">
          <AsOf query={query} />
          <Await query={query} loading={<CardSkeletons />}>
            {() => <Days visits={visits} now={now} />}
          </Await>
        </div>
      </PullToRefresh>
    </Page>
  );
}

function answerOf(visits: readonly WithWaiting<MyVisitItem>[], now: number): string {
  const ahead = visits.filter(({ item }) => isAhead(item));
  const today = ahead.filter(({ item }) => isToday(item.startsAt, now)).length;
  const later = ahead.filter(({ item }) => Date.parse(item.startsAt) > now && !isToday(item.startsAt, now)).length;
  const first = today === 0 ? '今天不用上门' : `今天还有 ${today} 家`;
  return later === 0 ? first : `${first}，后面一周 ${later} 家`;
}

function Days({ visits, now }: { visits: readonly WithWaiting<MyVisitItem>[]; now: number }): ReactNode {
  if (visits.length === 0) {
    return <Empty title="这几天没有上门" hint="有客户约了你，会马上出现在这里，也会出现在今日。" />;
  }
  const days = byDay(visits, now);
  const next = days.flatMap((day) => day.visits).find(({ item }) => isAhead(item))?.item.visitId;
  return days.map((day) => <Day key={day.at} day={day} now={now} next={next} />);
}

function Day({ day, now, next }: { day: VisitDay; now: number; next: string | undefined }): ReactNode {
  const title = dayWithWeekday(day.at);
  return (
    <section aria-labelledby={`day-${day.at}`} className="page-stack">
      <h2 id={`day-${day.at}`} className="section-title visit-day">
        {day.name === undefined ? title : `${day.name} ${title}`}
      </h2>
      {day.visits.length === 0 ? <p className="visit-free">今天没有约。</p> : null}
      <ul className="page-stack">
        {day.visits.map(({ item: visit, waiting }) => (
          <li key={visit.visitId} className={isAhead(visit) ? undefined : 'visit-over'}>
            <QueueCard
              to={`/visits/${visit.visitId}`}
              who={`${hours(visit)} · ${visit.communityName}`}
              what={`${visit.serviceName} · ${visit.customerName || '已注销'} · ${visit.stateName}`}
              why={visitWhy(visit)}
              by={visit.moved > 0 ? 'people' : 'system'}
              due={isToday(visit.startsAt, now) ? visitDue(visit, now) : undefined}
              waiting={waiting}
            >
              {mayStep(visit, now) ? <StepButton visit={visit} main={visit.visitId === next} /> : null}
            </QueueCard>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Accepting is for any day; setting out is for the day of the visit, or for one that was never ended. */
function mayStep(visit: MyVisitItem, now: number): boolean {
  const next = nextStep(visit);
  return (
    next !== undefined && (next.step === 'accepted' || isToday(visit.startsAt, now) || Date.parse(visit.startsAt) < now)
  );
}
