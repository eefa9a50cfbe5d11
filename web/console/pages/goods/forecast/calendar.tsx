import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { CalendarAnswer, CalendarDayAnswer } from '#modules/intelligence/contract';
import { api } from '../../../../shared/api.ts';
import { dayWithWeekday } from '../../../../shared/format.ts';
import { Ring } from '../../../../shared/logo.tsx';
import { Await } from '../../../../shared/states.tsx';
import { CalendarForm } from './calendar-form.tsx';
import { dayInWords, markOf, monthsOf, type Month } from './calendar-month.ts';
import { CALENDAR_KEY, CALENDAR_PATH } from './forecast-paths.ts';
import { useIsHeadquarters } from './use-runs.ts';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const DAYS = 92;

/** The coming three months as forecasts know them: teal is the official calendar, orange what people said. */
export function Calendar(): ReactNode {
  const query = useQuery({
    queryKey: CALENDAR_KEY,
    queryFn: ({ signal }) => api.get<CalendarAnswer>(CALENDAR_PATH, { query: { days: DAYS }, signal }),
  });
  const mayEdit = useIsHeadquarters();
  const [openDay, setOpenDay] = useState<string>();
  const close = (): void => setOpenDay(undefined);
  return (
    <section className="forecast-part" aria-labelledby="forecast-calendar">
      <header>
        <h2 id="forecast-calendar">节假日和节日</h2>
        <p className="forecast-legend">
          <span>
            <Ring by="system" /> 官方节假日、农历节日
          </span>
          <span>
            <Ring by="people" /> 人工改的
          </span>
        </p>
      </header>
      <p className="panel-note">
        预测按这张日历算。当地的庙会、临时放假，点那一天写上，下一次预测就用。
        {mayEdit ? '' : '日历由总部统一维护，要改请联系总部运营。'}
      </p>
      <Await query={query}>
        {({ days }) => {
          const open = days.find(({ day }) => day === openDay);
          return (
            <>
              <div className="forecast-months">
                {monthsOf(days).map((month) => (
                  <MonthGrid key={month.key} month={month} mayEdit={mayEdit} onOpen={setOpenDay} />
                ))}
              </div>
              {open === undefined ? null : (
                <Modal
                  open
                  title={dayWithWeekday(startOfBusinessDay(open.day))}
                  footer={null}
                  width={420}
                  onCancel={close}
                  closable={{ 'aria-label': '关上' }}
                >
                  <CalendarForm key={open.day} day={open} onDone={close} />
                </Modal>
              )}
            </>
          );
        }}
      </Await>
    </section>
  );
}

interface MonthGridProps {
  readonly month: Month;
  readonly mayEdit: boolean;
  readonly onOpen: (day: string) => void;
}

function MonthGrid({ month, mayEdit, onOpen }: MonthGridProps): ReactNode {
  return (
    <section className="forecast-month" aria-label={month.name}>
      <h3>{month.name}</h3>
      <ol>
        {WEEKDAYS.map((weekday) => (
          <li key={weekday} className="forecast-weekday" aria-hidden="true">
            {weekday}
          </li>
        ))}
        {month.days.map((day, at) => (
          <li key={day.day} {...(at === 0 ? { style: { gridColumnStart: month.before + 1 } } : {})}>
            <Day day={day} mayEdit={mayEdit} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function classOf({ isOff, isFestival, isOverridden }: CalendarDayAnswer): string {
  const parts = ['forecast-day', isOff ? 'forecast-day-off' : '', isFestival ? 'forecast-day-festival' : ''];
  return [...parts, isOverridden ? 'forecast-day-people' : ''].filter((part) => part !== '').join(' ');
}

function Day({ day, mayEdit, onOpen }: { day: CalendarDayAnswer } & Pick<MonthGridProps, 'mayEdit' | 'onOpen'>) {
  const mark = markOf(day);
  const label = `${dayWithWeekday(startOfBusinessDay(day.day))}：${dayInWords(day)}`;
  const content = (
    <>
      <span>
        {Number(day.day.slice(8))}
        {mark === undefined ? null : <sup>{mark}</sup>}
      </span>
      <small>{day.name}</small>
    </>
  );
  return mayEdit ? (
    <button type="button" className={classOf(day)} aria-label={label} title={label} onClick={() => onOpen(day.day)}>
      {content}
    </button>
  ) : (
    <span className={classOf(day)} title={label}>
      {content}
    </span>
  );
}
