import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import type { ScheduleAnswer } from '#modules/fulfilment/contract';
import type { StoreAnswer } from '#modules/territory/contract';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { api } from '../../../../shared/api.ts';
import { dayWithWeekday } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await, Empty } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { choicesOf, useCities, useStores } from '../../../parts/choices.ts';
import { VISITS_KEY, VISIT_TOPICS } from '../service-paths.ts';
import type { VisitDesk } from '../visits/use-visits.ts';
import { BoardBody } from './board-body.tsx';
import type { BoardPlace } from './use-preview.ts';
import './board.css';

const CITY = 'city:';

/** One day of a store or a whole city: who goes where, what nobody goes to, and what if it were otherwise. */
export function Board({ desk }: { desk: VisitDesk }): ReactNode {
  const stores = useStores(desk.filters.city);
  // Coming from the list: the store of the next visit in it, and not one that jumps when that is over.
  const [next] = useState(() => desk.list.rows?.find((visit) => visit.storeId !== null)?.storeId);
  const known = stores.find((store) => store.id === next) ?? stores[0];
  const storeId = desk.filters.store ?? (desk.filters.city === undefined ? known?.id : undefined);
  const place = useMemo<BoardPlace>(
    () => (storeId === undefined ? { cityId: desk.filters.city ?? '' } : { storeId }),
    [storeId, desk.filters.city],
  );
  const today = businessDay(new Date(useNow()));
  const day = desk.day ?? today;
  const queryKey = [...VISITS_KEY, 'schedule', place, day];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<ScheduleAnswer>('/api/fulfilment/schedule', { query: { ...place, day }, signal }),
    enabled: storeId !== undefined || desk.filters.city !== undefined,
    placeholderData: (before) => before,
  });
  useLiveQuery(VISIT_TOPICS, queryKey);
  if (stores.length === 0) return <Empty title="没有门店" hint="你负责的区域里还没有登记门店。" />;
  return (
    <section className="day-wall" aria-label="调度板">
      <Bar desk={desk} stores={stores} place={place} day={day} today={today} />
      <Await query={query}>
        {(schedule) =>
          schedule.people.length === 0 && schedule.unplaced.length === 0 ? (
            <Empty
              title={`${schedule.stores.length === 1 ? schedule.stores[0]?.name : '这座城市'}还没有上门人员`}
              hint="在「排班」里给设计师、技师登记技能和班次。"
            />
          ) : (
            <BoardBody key={JSON.stringify([place, day])} schedule={schedule} desk={desk} place={place} />
          )
        }
      </Await>
    </section>
  );
}

interface BarProps {
  readonly desk: VisitDesk;
  readonly stores: readonly StoreAnswer[];
  readonly place: BoardPlace;
  readonly day: string;
  readonly today: string;
}

/** Where and when, and what the colours mean. */
function Bar({ desk, stores, place, day, today }: BarProps): ReactNode {
  const cities = useCities();
  const step = (days: number): void => desk.filter('day', businessDay(addDays(startOfBusinessDay(day), days)));
  const choose = (value: string | undefined): void => {
    const isCity = value?.startsWith(CITY) === true;
    desk.lookAt({ city: isCity ? value.slice(CITY.length) : undefined, store: isCity ? undefined : value });
  };
  return (
    <div className="day-wall-bar">
      <Select
        aria-label="门店或全城"
        value={place.storeId ?? `${CITY}${place.cityId ?? ''}`}
        options={[
          {
            label: '全城',
            options: cities.map((city) => ({ value: `${CITY}${city.id}`, label: `${city.name}全城` })),
          },
          { label: '门店', options: choicesOf(stores) },
        ]}
        onChange={choose}
        style={{ minWidth: 180 }}
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
  );
}

function Legend(): ReactNode {
  const may = useMay('visit.dispatch');
  return (
    <p className="day-wall-legend">
      <span className="day-block-system">系统派的</span>
      <span className="day-block-people">人派的</span>
      <span className="day-block-held">顾客正在选</span>
      <span className="day-block-off">不在班或请假</span>
      {may ? <em>拖一单到别人那一行就能改派；选中后按 Alt+方向键也行</em> : null}
    </p>
  );
}
