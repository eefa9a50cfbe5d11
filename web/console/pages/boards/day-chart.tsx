import type { ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { DashboardAnswer } from '#modules/insight/contract';
import { count, date } from '../../../shared/format.ts';
import { money } from './board-words.ts';

type Day = DashboardAnswer['days'][number];

const CHART = { width: 1040, height: 150, top: 12, bottom: 24 };

/** Leads and signings of each day, the system's and people's colours side by side; its table is behind it. */
export function DayChart({ days }: { days: readonly Day[] }): ReactNode {
  const most = Math.max(1, ...days.map((day) => Math.max(day.leads, day.signed)));
  const step = CHART.width / Math.max(1, days.length);
  const ground = CHART.height - CHART.bottom;
  const size = (value: number): number => (value / most) * (ground - CHART.top);
  const bar = Math.max(1, Math.min(18, step * 0.36));
  const every = Math.ceil(days.length / 10);
  const total = (read: (day: Day) => number): number => days.reduce((sum, day) => sum + read(day), 0);
  return (
    <figure className="board-chart">
      <figcaption>
        <span>每天的线索和签约</span>
        <span className="board-key board-key-leads">线索 {count(total((day) => day.leads))}</span>
        <span className="board-key board-key-signed">签约 {count(total((day) => day.signed))}</span>
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden>
        <line x1="0" x2={CHART.width} y1={ground} y2={ground} />
        <text x="0" y={CHART.top - 2}>
          {count(most)}
        </text>
        {days.map((day, at) => {
          const middle = at * step + step / 2;
          return (
            <g key={day.day}>
              <rect
                className="board-leads"
                x={middle - bar}
                y={ground - size(day.leads)}
                width={bar}
                height={size(day.leads)}
              />
              <rect
                className="board-signed"
                x={middle}
                y={ground - size(day.signed)}
                width={bar}
                height={size(day.signed)}
              />
              {at % every === 0 ? (
                <text x={Math.max(middle, 16)} y={CHART.height - 6} textAnchor="middle">
                  {day.day.slice(5).replace('-', '/')}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
      <DayTable days={days} />
    </figure>
  );
}

function DayTable({ days }: { days: readonly Day[] }): ReactNode {
  return (
    <details>
      <summary>看表</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">线索</th>
            <th scope="col">签约</th>
            <th scope="col">净收款</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{date(startOfBusinessDay(day.day))}</th>
              <td>{count(day.leads)}</td>
              <td>{count(day.signed)}</td>
              <td>{money(day.revenueFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
