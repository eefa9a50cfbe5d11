import type { ReactNode } from 'react';
import { businessDay, startOfBusinessDay } from '#kernel/time';
import type { AlertDetail } from '#modules/intelligence/contract';
import { count, dayWithWeekday } from '../../../shared/format.ts';
import { isUsuallySilent } from './listening-words.ts';

const CHART = { width: 440, height: 128, top: 18, bottom: 20 };

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
const nameOf = (day: string): string => dayWithWeekday(startOfBusinessDay(day));

/** How many people complained each day. The figures stand on the bars, so that it is its own table. */
export function PeopleChart({ alert }: { alert: AlertDetail }): ReactNode {
  const { byDay, window, expected } = alert;
  if (byDay.every(({ people }) => people === 0)) {
    return <p className="panel-note">没有人抱怨这个话题，或者都改成不是抱怨了。</p>;
  }
  const usual = window === 'day' && !isUsuallySilent(alert) ? expected : undefined;
  const most = Math.max(1, usual ?? 0, ...byDay.map(({ people }) => people));
  const step = CHART.width / Math.max(1, byDay.length);
  const ground = CHART.height - CHART.bottom;
  const size = (value: number): number => (value / most) * (ground - CHART.top);
  const raisedOn = businessDay(new Date(alert.raisedAt));
  const said = byDay.map(({ day, people }) => `${nameOf(day)} ${people} 人`).join('，');
  return (
    <figure className="people-chart">
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={said}>
        <line x1="0" x2={CHART.width} y1={ground} y2={ground} />
        {byDay.map(({ day, people }, at) => (
          <g key={day}>
            <rect
              className={day === raisedOn ? 'people-raised' : undefined}
              x={at * step + 4}
              width={step - 8}
              y={ground - size(people)}
              height={size(people)}
              rx="2"
            />
            {people === 0 ? null : (
              <text className="people-figure" x={(at + 0.5) * step} y={ground - size(people) - 4} textAnchor="middle">
                {count(people)}
              </text>
            )}
            {at % 3 === (byDay.length - 1) % 3 ? (
              <text x={(at + 0.5) * step} y={CHART.height - 5} textAnchor="middle">
                {monthDay(day)}
              </text>
            ) : null}
            <rect className="mood-hit" x={at * step} width={step} y={0} height={ground}>
              <title>{`${nameOf(day)}：${count(people)} 人`}</title>
            </rect>
          </g>
        ))}
        {usual === undefined ? null : (
          <line className="people-usual" x1="0" x2={CHART.width} y1={ground - size(usual)} y2={ground - size(usual)} />
        )}
      </svg>
      {usual === undefined ? null : <figcaption>虚线是平时一天的人数</figcaption>}
    </figure>
  );
}
