import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SlotItem } from '#modules/fulfilment/contract';
import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import { api, type Query } from '../../../../shared/api.ts';
import { dayWithWeekday, timeOfDay } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';

interface SlotChoiceProps {
  /** Where the free times are asked for. */
  readonly path: string;
  readonly query?: Query;
  readonly value: string | undefined;
  readonly onChange: (startsAt: string) => void;
}

const DAYS = 7;

/** Times at which somebody able can really come, a week at a time. */
export function SlotChoice({ path, query = {}, value, onChange }: SlotChoiceProps): ReactNode {
  const today = businessDay(new Date(useNow()));
  const [weeks, setWeeks] = useState(0);
  const from = businessDay(addDays(startOfBusinessDay(today), weeks * DAYS));
  const found = useQuery({
    queryKey: ['slots', path, query, from],
    queryFn: ({ signal }) => api.get<{ items: SlotItem[] }>(path, { query: { ...query, from, days: DAYS }, signal }),
    staleTime: 5_000,
  });
  return (
    <div className="slot-choice">
      <p className="slot-choice-weeks">
        <Button size="small" disabled={weeks === 0} onClick={() => setWeeks(weeks - 1)}>
          前7天
        </Button>
        <span>{dayWithWeekday(startOfBusinessDay(from))}起7天</span>
        <Button size="small" disabled={weeks >= 4} onClick={() => setWeeks(weeks + 1)}>
          后7天
        </Button>
      </p>
      <Await query={found}>{({ items }) => <Days items={items} value={value} onChange={onChange} />}</Await>
    </div>
  );
}

function Days({
  items,
  value,
  onChange,
}: {
  items: readonly SlotItem[];
  value: string | undefined;
  onChange: (startsAt: string) => void;
}): ReactNode {
  if (items.length === 0) return <p className="panel-note">这7天没有人有空，往后看看。</p>;
  const days = Map.groupBy(items, (slot) => businessDay(new Date(slot.startsAt)));
  return [...days].map(([day, slots]) => (
    <div key={day} className="slot-choice-day">
      <span>{dayWithWeekday(startOfBusinessDay(day))}</span>
      <div role="group" aria-label={`${dayWithWeekday(startOfBusinessDay(day))}的空档`}>
        {slots.map((slot) => (
          <button
            key={slot.startsAt}
            type="button"
            aria-pressed={slot.startsAt === value}
            title={`${slot.left}位有空`}
            onClick={() => onChange(slot.startsAt)}
          >
            {timeOfDay(slot.startsAt)}
            <small>{slot.left}位</small>
          </button>
        ))}
      </div>
    </div>
  ));
}
