import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { dayWithWeekday, timeOfDay } from '../../../shared/format.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';

interface Slot {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly left: number;
}

/** Beyond a week of holidays, in which nobody comes. */
const DAYS = 14;

interface SlotPickerProps {
  /** Answers `{ items: Slot[] }`. */
  readonly path: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly onPick: (startsAt: string) => void;
}

/** Times at which somebody really can come, by day. */
export function SlotPicker({ path, busy, problem, onPick }: SlotPickerProps): ReactNode {
  const query = useQuery({
    queryKey: ['slots', path],
    queryFn: () => api.get<{ items: readonly Slot[] }>(path, { query: { days: DAYS } }),
    staleTime: 0,
  });
  const [day, setDay] = useState<string>();
  return (
    <Await query={query}>
      {({ items }) => {
        const days = Map.groupBy(items, (slot) => dayWithWeekday(slot.startsAt));
        const [first] = days.keys();
        const shown = day ?? first;
        if (shown === undefined) return <Empty title="最近没有空档" hint="过会儿再来看看，或者打电话给门店。" />;
        return (
          <div className="my-slots">
            <div className="my-chips" role="group" aria-label="哪一天">
              {[...days.keys()].map((name) => (
                <button key={name} type="button" aria-pressed={name === shown} onClick={() => setDay(name)}>
                  {name}
                </button>
              ))}
            </div>
            <ProblemLine problem={problem} />
            <div className="my-times" role="group" aria-label="几点">
              {(days.get(shown) ?? []).map((slot) => (
                <button key={slot.startsAt} type="button" disabled={busy} onClick={() => onPick(slot.startsAt)}>
                  {timeOfDay(slot.startsAt)}
                </button>
              ))}
            </div>
          </div>
        );
      }}
    </Await>
  );
}
