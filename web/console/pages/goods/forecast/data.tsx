import { useRef, type ReactNode } from 'react';
import { Calendar } from './calendar.tsx';
import { ImportHistory } from './import-history.tsx';
import { RunsList } from './runs-list.tsx';
import './data.css';

/** What forecasts are made of and when: runs, history from elsewhere, and the calendar. */
export function Data(): ReactNode {
  const top = useRef<HTMLDivElement>(null);
  return (
    <div className="forecast-data" ref={top}>
      <RunsList />
      <ImportHistory onDone={() => top.current?.scrollIntoView({ block: 'nearest' })} />
      <Calendar />
    </div>
  );
}
