import type { ReactNode } from 'react';
import './spark.css';

const BAR = 4;
const GAP = 1;

interface SparkProps {
  /** One figure a week, the oldest first. */
  readonly values: readonly number[];
  /** What a screen reader says instead; without it the figures beside say enough. */
  readonly label?: string;
  readonly height?: number;
}

/** The weeks of a figure at the size of a word; the running week is dark. */
export function Spark({ values, label, height = 18 }: SparkProps): ReactNode {
  const most = Math.max(1, ...values);
  const width = values.length * (BAR + GAP) - GAP;
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className="spark" width={width} height={height} {...named}>
      {values.map((value, at) => {
        const size = value === 0 ? 1 : Math.max(2, (value / most) * height);
        return (
          <rect
            key={at}
            className={at === values.length - 1 ? 'spark-last' : undefined}
            x={at * (BAR + GAP)}
            y={height - size}
            width={BAR}
            height={size}
          />
        );
      })}
    </svg>
  );
}

interface WeekBarsProps {
  readonly values: readonly number[];
  /** The Mondays (`2026-11-16`) of the values. */
  readonly weeks: readonly string[];
  /** What is counted: `条`. */
  readonly unit: string;
  readonly label: string;
}

const CHART = { width: 440, height: 116, top: 16, bottom: 18 };

/** The weeks of a figure as a chart. The figures stand on the bars, so that it is its own table. */
export function WeekBars({ values, weeks, unit, label }: WeekBarsProps): ReactNode {
  const most = Math.max(1, ...values);
  const step = CHART.width / Math.max(1, values.length);
  const ground = CHART.height - CHART.bottom;
  const said = values.map((value, at) => `${dayOf(weeks[at])}起一周${value}${unit}`).join('，');
  return (
    <svg
      className="week-bars"
      viewBox={`0 0 ${CHART.width} ${CHART.height}`}
      role="img"
      aria-label={`${label}：${said}`}
    >
      <line x1="0" x2={CHART.width} y1={ground} y2={ground} />
      {values.map((value, at) => {
        const size = (value / most) * (ground - CHART.top);
        const x = at * step;
        return (
          <g key={weeks[at] ?? at}>
            <rect
              className={at === values.length - 1 ? 'week-bars-last' : undefined}
              x={x + 3}
              y={ground - size}
              width={step - 6}
              height={size}
              rx="2"
            />
            {value === 0 ? null : (
              <text className="week-bars-figure" x={x + step / 2} y={ground - size - 4} textAnchor="middle">
                {value}
              </text>
            )}
            {at % 3 === (values.length - 1) % 3 ? (
              <text x={x + step / 2} y={CHART.height - 4} textAnchor="middle">
                {at === values.length - 1 ? '本周' : dayOf(weeks[at])}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** `2026-11-16` → `11/16`. */
function dayOf(day: string | undefined): string {
  const [, month = '', date = ''] = (day ?? '').split('-');
  return `${Number(month)}/${Number(date)}`;
}
