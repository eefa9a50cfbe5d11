import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState, type CSSProperties, type ReactNode } from 'react';
import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import type { Span } from '#kernel/span';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { api } from '../../../../shared/api.ts';
import { dayWithWeekday, timeOfDay } from '../../../../shared/format.ts';
import { Await, Empty } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { choicesOf, useStores } from '../../../parts/choices.ts';
import { VISITS_KEY, VISIT_TOPICS } from '../service-paths.ts';
import { freeInWords, freeOf, hoursOf, lanesOf, placeOf, spanOf, windowOf, type Person } from './day-layout.ts';
import type { VisitDesk } from './use-visits.ts';

type Visit = ScheduleAnswer['unplaced'][number];

/** One day of one store: people by rows, hours by columns, visits as blocks. The list has the same as a table. */
export function DayWall({ desk }: { desk: VisitDesk }): ReactNode {
  const stores = useStores(desk.filters.city);
  // Coming from the list: the store of the next visit in it, and not one that jumps when that is over.
  const [next] = useState(() => desk.list.rows?.find((visit) => visit.storeId !== null)?.storeId);
  const known = stores.find((store) => store.id === next) ?? stores[0];
  const storeId = desk.filters.store ?? known?.id;
  const today = businessDay(new Date(useNow()));
  const day = desk.day ?? today;
  const queryKey = [...VISITS_KEY, 'schedule', storeId, day];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ScheduleAnswer>('/api/fulfilment/schedule', { query: { storeId, day }, signal }),
    enabled: storeId !== undefined,
    placeholderData: (before) => before,
  });
  useLiveQuery(VISIT_TOPICS, queryKey);
  const step = (days: number): void => desk.filter('day', businessDay(addDays(startOfBusinessDay(day), days)));
  if (stores.length === 0) return <Empty title="没有门店" hint="你负责的区域里还没有登记门店。" />;
  return (
    <section className="day-wall" aria-label="日程">
      <div className="day-wall-bar">
        <Select
          aria-label="门店"
          value={storeId ?? null}
          options={choicesOf(stores)}
          onChange={(value) => desk.filter('store', value ?? undefined)}
          style={{ minWidth: 160 }}
          showSearch={{ optionFilterProp: 'label' }}
        />
        <Button aria-label="前一天" onClick={() => step(-1)}>
          前一天
        </Button>
        <Input
          type="date"
          aria-label="哪一天"
          value={day}
          onChange={(event) => event.target.value !== '' && desk.filter('day', event.target.value)}
        />
        <Button aria-label="后一天" onClick={() => step(1)}>
          后一天
        </Button>
        {day === today ? null : <Button onClick={() => desk.filter('day', undefined)}>回到今天</Button>}
        <strong>{dayWithWeekday(startOfBusinessDay(day))}</strong>
        <Legend />
      </div>
      <Await query={query}>{(schedule) => <Wall schedule={schedule} desk={desk} />}</Await>
    </section>
  );
}

function Legend(): ReactNode {
  return (
    <p className="day-wall-legend">
      <span className="day-block-system">系统派的</span>
      <span className="day-block-people">人派的</span>
      <span className="day-block-held">顾客正在选</span>
      <span className="day-block-off">不在班或请假</span>
    </p>
  );
}

function Wall({ schedule, desk }: { schedule: ScheduleAnswer; desk: VisitDesk }): ReactNode {
  if (schedule.people.length === 0 && schedule.unplaced.length === 0) {
    return (
      <Empty
        title={`${schedule.stores[0]?.name ?? '这家店'}还没有上门人员`}
        hint="在「排班」里给设计师、技师登记技能和班次。"
      />
    );
  }
  const window = windowOf(schedule);
  const hours = hoursOf(window);
  const style = { '--hours': hours.length } as CSSProperties;
  return (
    <div className="day-wall-scroll" style={style}>
      <div className="day-row day-row-head" aria-hidden>
        <span />
        <div className="day-track">
          {hours.map((hour) => (
            <span key={hour}>{timeOfDay(hour)}</span>
          ))}
        </div>
      </div>
      {lanesOf(schedule.unplaced).map((lane) => (
        <Row key={lane[0]?.visitId} name="没人去" note={`${lane.length}单`} urgent>
          <Blocks visits={lane} window={window} desk={desk} />
        </Row>
      ))}
      {schedule.people.map((person) => (
        <Row
          key={person.touchpointId}
          name={`${person.name} ${person.roleName}`}
          note={`${person.visits.length}单 · ${freeInWords(person)}`}
          title={`${person.skills}，一天最多${person.maxVisitsADay}单`}
        >
          <Free person={person} window={window} />
          <Blocks visits={person.visits} window={window} desk={desk} />
        </Row>
      ))}
      <Now window={window} />
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly note: string;
  readonly title?: string;
  readonly urgent?: boolean;
  readonly children: ReactNode;
}

const Row = ({ name, note, title, urgent = false, children }: RowProps): ReactNode => (
  <div className={urgent ? 'day-row day-row-urgent' : 'day-row'} role="group" aria-label={`${name}，${note}`}>
    <div className="day-row-name" title={title}>
      <strong>{name}</strong>
      <small>{note}</small>
    </div>
    <div className="day-track">{children}</div>
  </div>
);

/** Hours on shift that nothing takes are white; the ground shows where somebody is not there. */
function Free({ person, window }: { person: Person; window: Span }): ReactNode {
  const at = (name: string, spans: readonly Span[]): ReactNode =>
    spans.map((span) => <span key={span.from} className={`day-block ${name}`} style={placeOf(span, window)} />);
  return (
    <>
      {at('day-free', freeOf(person))}
      {at('day-held', person.held.map(spanOf))}
    </>
  );
}

function Blocks({ visits, window, desk }: { visits: readonly Visit[]; window: Span; desk: VisitDesk }): ReactNode {
  return visits.map((visit) => (
    <button
      key={visit.visitId}
      type="button"
      className={`day-block day-visit day-visit-${lookOf(visit)}`}
      style={placeOf(spanOf(visit), window)}
      aria-current={visit.visitId === desk.openId ? 'true' : undefined}
      title={`${timeOfDay(visit.startsAt)}–${timeOfDay(visit.endsAt)} ${visit.serviceName} ${visit.communityName} ${visit.stateName}`}
      onClick={() => desk.open(visit.visitId)}
    >
      <strong>{visit.communityName}</strong>
      <span>
        {timeOfDay(visit.startsAt)} {visit.serviceName} · {visit.stateName}
      </span>
    </button>
  ));
}

const lookOf = (visit: Visit): string =>
  visit.state === 'unplaced' ? 'unplaced' : visit.state === 'done' ? 'done' : (visit.placedBy ?? 'system');

/** A line at this moment, while the wall shows it. */
function Now({ window }: { window: Span }): ReactNode {
  const now = useNow();
  if (now < window.from || now >= window.to) return null;
  return (
    <div className="day-row day-now" aria-hidden>
      <span />
      <div className="day-track">
        <i style={{ left: placeOf({ from: now, to: now }, window).left }} />
      </div>
    </div>
  );
}
