import type { ReactNode } from 'react';
import { startOfBusinessDay } from '#kernel/time';
import type { AccuracyRow } from '#modules/intelligence/contract';
import { date, percent } from '../../../../shared/format.ts';
import { biasWords } from './forecast-words.ts';
import { linePath, type Box } from './series-geometry.ts';

const BOX: Box = { width: 1040, height: 150, left: 44, right: 12, top: 18, bottom: 24 };

const weekWords = (from: string): string => `${date(startOfBusinessDay(from), startOfBusinessDay(from))}起`;

/** How far off forecasts were, week by week: lower is better. The figures stand on the line, so that it is its own table. */
export function AccuracyChart({ weeks }: Pick<AccuracyRow, 'weeks'>): ReactNode {
  const known = weeks.flatMap(({ wape }) => (wape === null ? [] : [wape]));
  if (known.length === 0) return null;
  const most = Math.max(0.1, Math.ceil(Math.max(...known) * 10) / 10);
  const step = (BOX.width - BOX.left - BOX.right) / weeks.length;
  const ground = BOX.height - BOX.bottom;
  const x = (at: number): number => BOX.left + (at + 0.5) * step;
  const y = (value: number): number => ground - (value / most) * (ground - BOX.top);
  const points = weeks.map(({ wape }, at): [number, number] | undefined =>
    wape === null ? undefined : [x(at), y(wape)],
  );
  const said = weeks.map(({ from, wape }) => `${weekWords(from)} ${percent(wape)}`).join('，');
  return (
    <figure className="forecast-weeks">
      <figcaption>
        每周差多少 <small>越低越准</small>
      </figcaption>
      <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={`每周差多少：${said}`}>
        {[0, most / 2, most].map((value) => (
          <g key={value} className="forecast-grid">
            <line x1={BOX.left} x2={BOX.width} y1={y(value)} y2={y(value)} />
            <text x={BOX.left - 6} y={y(value) + 4} textAnchor="end">
              {percent(value, 0)}
            </text>
          </g>
        ))}
        <path className="forecast-coming" d={linePath(points)} />
        {weeks.map(({ from, wape, bias }, at) => (
          <g key={from}>
            {wape === null ? null : (
              <>
                <circle className="forecast-dot" cx={x(at)} cy={y(wape)} r="3.5">
                  <title>{`${weekWords(from)}一周：差 ${percent(wape)}，总量${biasWords(bias)}`}</title>
                </circle>
                <text className="forecast-figure" x={x(at)} y={y(wape) - 8} textAnchor="middle">
                  {percent(wape, 0)}
                </text>
              </>
            )}
            {weeks.length <= 13 || at % 2 === 0 ? (
              <text x={x(at)} y={BOX.height - 6} textAnchor="middle">
                {`${Number(from.slice(5, 7))}/${Number(from.slice(8))}`}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
    </figure>
  );
}
