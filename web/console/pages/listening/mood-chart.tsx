import type { ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { ListeningAnswer } from '#modules/cdp/contract';
import { count, dayWithWeekday, percent } from '../../../shared/format.ts';
import { negativeShare, SENTIMENTS } from './listening-words.ts';

type Day = ListeningAnswer['byDay'][number];

const CHART = { width: 1040, height: 168, left: 44, top: 12, bottom: 24 };

const neutralOf = ({ posts, negative, positive }: Day): number => posts - negative - positive;
const nameOf = (day: string): string => dayWithWeekday(startOfBusinessDay(day));
const saidOf = (day: Day): string =>
  `${nameOf(day.day)}：${count(day.posts)} 条，负面 ${count(day.negative)}，中性 ${count(neutralOf(day))}，正面 ${count(day.positive)}`;

/** What was said each day: complaints on the ground, praise on top. Its table is behind it. */
export function MoodChart({ days }: { days: readonly Day[] }): ReactNode {
  // Even, so that the line in the middle is a whole number.
  const most = 2 * Math.ceil(Math.max(2, ...days.map(({ posts }) => posts)) / 2);
  const step = (CHART.width - CHART.left) / Math.max(1, days.length);
  const ground = CHART.height - CHART.bottom;
  const size = (value: number): number => (value / most) * (ground - CHART.top);
  const every = Math.ceil(days.length / 14);
  return (
    <figure className="mood-chart">
      <figcaption>
        <span>每天说了多少</span>
        <span className="mood-key mood-negative">{SENTIMENTS.negative.name}</span>
        <span className="mood-key mood-neutral">{SENTIMENTS.neutral.name}</span>
        <span className="mood-key mood-positive">{SENTIMENTS.positive.name}</span>
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden>
        {[most, most / 2, 0].map((value) => (
          <g key={value}>
            <line x1={CHART.left} x2={CHART.width} y1={ground - size(value)} y2={ground - size(value)} />
            <text x={CHART.left - 8} y={ground - size(value) + 4} textAnchor="end">
              {count(value)}
            </text>
          </g>
        ))}
        {days.map((day, at) => {
          const x = CHART.left + at * step;
          return (
            <g key={day.day}>
              <Bars day={day} x={x + step * 0.2} width={step * 0.6} ground={ground} size={size} />
              {(days.length - 1 - at) % every === 0 ? (
                <text x={x + step / 2} y={CHART.height - 6} textAnchor="middle">
                  {`${Number(day.day.slice(5, 7))}/${Number(day.day.slice(8))}`}
                </text>
              ) : null}
              <rect className="mood-hit" x={x} width={step} y={0} height={ground}>
                <title>{saidOf(day)}</title>
              </rect>
            </g>
          );
        })}
      </svg>
      <DayTable days={days} />
    </figure>
  );
}

interface BarsProps {
  readonly day: Day;
  readonly x: number;
  readonly width: number;
  readonly ground: number;
  readonly size: (value: number) => number;
}

function Bars({ day, x, width, ground, size }: BarsProps): ReactNode {
  const negative = size(day.negative);
  const neutral = size(neutralOf(day));
  const positive = size(day.positive);
  return (
    <>
      <rect className="mood-negative" x={x} width={width} y={ground - negative} height={negative} />
      <rect className="mood-neutral" x={x} width={width} y={ground - negative - neutral} height={neutral} />
      <rect
        className="mood-positive"
        x={x}
        width={width}
        y={ground - negative - neutral - positive}
        height={positive}
      />
    </>
  );
}

function DayTable({ days }: { days: readonly Day[] }): ReactNode {
  return (
    <details>
      <summary>看表</summary>
      <table className="listening-table">
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">条数</th>
            <th scope="col">负面</th>
            <th scope="col">中性</th>
            <th scope="col">正面</th>
            <th scope="col">负面占比</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{nameOf(day.day)}</th>
              <td>{count(day.posts)}</td>
              <td>{count(day.negative)}</td>
              <td>{count(neutralOf(day))}</td>
              <td>{count(day.positive)}</td>
              <td>{percent(negativeShare(day))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
