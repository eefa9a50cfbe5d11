import type { ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { SeriesAnswer } from '#modules/intelligence/contract';
import { count, dayWithWeekday } from '../../../../shared/format.ts';
import { seriesShape, type Box, type SeriesShape } from './series-geometry.ts';
import './forecast.css';

const BOX: Box = { width: 440, height: 190, left: 30, right: 4, top: 12, bottom: 22 };
const WEEK = 7;
const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Six weeks of what was sold against what was expected, and the week to come with its band; the table stands behind it. */
export function SeriesChart({ series }: { series: SeriesAnswer }): ReactNode {
  const shape = seriesShape(series, BOX);
  const hasExpected = series.past.some(({ expected }) => expected !== null);
  const isShort = series.past.some(({ outOfStock }) => outOfStock > 0);
  const ground = BOX.height - BOX.bottom;
  return (
    <figure className="forecast-chart">
      <figcaption>
        <span className="forecast-key forecast-key-sold">卖了</span>
        <span className="forecast-key forecast-key-coming">{hasExpected ? '前一晚预计' : '预计'}</span>
        <span className="forecast-key forecast-key-band">10 天里有 8 天在这中间</span>
        {isShort ? <span className="forecast-key forecast-key-short">缺过货</span> : null}
      </figcaption>
      <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={sentenceOf(series)}>
        {[0, shape.most / 2, shape.most].map((value) => (
          <g key={value} className="forecast-grid">
            <line x1={BOX.left} x2={BOX.width} y1={shape.y(value)} y2={shape.y(value)} />
            <text x={BOX.left - 5} y={shape.y(value) + 4} textAnchor="end">
              {count(value)}
            </text>
          </g>
        ))}
        <Shortages series={series} shape={shape} ground={ground} />
        <path className="forecast-band" d={shape.band} />
        <path className="forecast-expected" d={shape.expected} />
        <path className="forecast-sold" d={shape.sold} />
        <path className="forecast-coming" d={shape.coming} />
        <line className="forecast-now" x1={shape.now} x2={shape.now} y1={BOX.top - 6} y2={ground} />
        <Days series={series} shape={shape} />
      </svg>
      <DayTable series={series} />
    </figure>
  );
}

interface PartProps {
  readonly series: SeriesAnswer;
  readonly shape: SeriesShape;
}

/** Days on which there was nothing for a while: what was sold says less of what was wanted. */
function Shortages({ series, shape, ground }: PartProps & { ground: number }): ReactNode {
  return series.past.map(({ day, outOfStock }, at) =>
    outOfStock === 0 ? null : (
      <rect
        key={day}
        className="forecast-short"
        x={(shape.xs[at] ?? 0) - shape.step / 2}
        width={shape.step}
        y={ground - 4}
        height={4}
      />
    ),
  );
}

/** The dates below, and what a day was above, for the pointer. */
function Days({ series, shape }: PartProps): ReactNode {
  const days = [
    ...series.past.map(({ day, ...rest }) => ({ day, words: pastWords(rest, series.unit) })),
    ...series.days.map(({ day, ...rest }) => ({ day, words: comingWords(rest, series.unit) })),
  ];
  const first = series.past.length % WEEK;
  return days.map(({ day, words }, at) => {
    const x = shape.xs[at] ?? 0;
    return (
      <g key={day}>
        {at % WEEK === first && at <= series.past.length ? (
          <text x={Math.max(BOX.left, x - shape.step / 2)} y={BOX.height - 6}>
            {at === series.past.length ? '今天起' : `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`}
          </text>
        ) : null}
        <rect className="forecast-hit" x={x - shape.step / 2} width={shape.step} y={0} height={BOX.height}>
          <title>{`${dayWithWeekday(startOfBusinessDay(day))}：${words}`}</title>
        </rect>
      </g>
    );
  });
}

type Past = Omit<SeriesAnswer['past'][number], 'day'>;
type Coming = Omit<SeriesAnswer['days'][number], 'day'>;

function pastWords({ sold, expected, outOfStock }: Past, unit: string): string {
  const parts = [
    sold === null ? '没有销量' : `卖了 ${count(sold)} ${unit}`,
    expected === null ? '' : `预计 ${count(tenth(expected))}`,
    outOfStock === 0 ? '' : `有 ${Math.round(outOfStock * 100)}% 的时间缺货`,
  ];
  return parts.filter((part) => part !== '').join('，');
}

const comingWords = ({ mean, low, high }: Coming, unit: string): string =>
  `预计 ${count(tenth(mean))} ${unit}${low === high ? '' : `（${count(tenth(low))}–${count(tenth(high))}）`}`;

function sentenceOf({ past, days, unit, total }: SeriesAnswer): string {
  const sold = past.reduce((sum, day) => sum + (day.sold ?? 0), 0);
  return `前 ${past.length} 天卖了 ${count(tenth(sold))} ${unit}，接下来 ${days.length} 天预计卖 ${count(tenth(total))} ${unit}`;
}

function DayTable({ series }: { series: SeriesAnswer }): ReactNode {
  const name = (day: string): string => dayWithWeekday(startOfBusinessDay(day));
  return (
    <details>
      <summary>看表</summary>
      <table className="goods-table">
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col" className="figure">
              卖了
            </th>
            <th scope="col" className="figure">
              预计
            </th>
            <th scope="col" className="figure">
              10 天里有 8 天在
            </th>
          </tr>
        </thead>
        <tbody>
          {series.days.toReversed().map(({ day, mean, low, high }) => (
            <tr key={day}>
              <th scope="row">{name(day)}</th>
              <td className="figure">—</td>
              <td className="figure">{count(tenth(mean))}</td>
              <td className="figure">{low === high ? '—' : `${count(tenth(low))}–${count(tenth(high))}`}</td>
            </tr>
          ))}
          {series.past.toReversed().map(({ day, sold, expected, outOfStock }) => (
            <tr key={day}>
              <th scope="row">
                {name(day)}
                {outOfStock === 0 ? null : <small> 缺过货</small>}
              </th>
              <td className="figure">{count(sold)}</td>
              <td className="figure">{expected === null ? '—' : count(tenth(expected))}</td>
              <td className="figure">—</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
