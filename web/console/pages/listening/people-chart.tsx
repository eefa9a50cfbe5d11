import type { ReactNode } from 'react';
import { businessDay, startOfBusinessDay } from '#kernel/time';
import type { AlertDetail } from '#modules/intelligence/contract';
import { count, dayWithWeekday } from '../../../shared/format.ts';
import { isUsuallySilent } from './listening-words.ts';
import { marksSentence } from './trend-words.ts';
import './listening.css';
import './trend-chart.css';

/** As wide as the panel on a small screen: there its words are as large as they are written. */
const CHART = { width: 360, height: 112, top: 16, bottom: 18 };
/** Room above the bars for the word at the line of the day that it was done. */
const WORD = 14;
/** Half of `11/23`, which is wider than a bar that stands close. */
const DAY_HALF = 15;
/** More bars than these stand close. */
const WIDE = 15;
/** Above this even a small figure is wider than a bar that stands close. */
const TWO_DIGITS = 99;

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;
const nameOf = (day: string): string => dayWithWeekday(startOfBusinessDay(day));

type Day = AlertDetail['byDay'][number];

/** Where things stand, in the units of the picture. */
interface Scale {
  readonly step: number;
  readonly ground: number;
  readonly height: number;
  readonly most: number;
  readonly isDense: boolean;
  readonly sizeOf: (people: number) => number;
}

function scaleOf(byDay: readonly Day[], usual: number, headroom: number): Scale {
  const most = Math.max(1, usual, ...byDay.map(({ people }) => people));
  const height = CHART.height + headroom;
  const ground = height - CHART.bottom;
  return {
    step: CHART.width / Math.max(1, byDay.length),
    ground,
    height,
    most,
    isDense: byDay.length > WIDE,
    sizeOf: (people) => (people / most) * (ground - CHART.top - headroom),
  };
}

/** How many people complained each day. The figures stand on the bars, so that it is its own table. */
export function PeopleChart({ alert }: { alert: AlertDetail }): ReactNode {
  const { byDay, window, expected, after } = alert;
  if (byDay.every(({ people }) => people === 0)) {
    return <p className="panel-note">没有人抱怨这个话题，或者都改成不是抱怨了。</p>;
  }
  const usual = window === 'day' && !isUsuallySilent(alert) ? expected : undefined;
  const raisedOn = businessDay(new Date(alert.raisedAt));
  const doneOn = after === null ? undefined : businessDay(new Date(after.since));
  const doneAt = byDay.findIndex(({ day }) => day === doneOn);
  const scale = scaleOf(byDay, usual ?? 0, doneAt < 0 ? 0 : WORD);
  const { ground, height, isDense } = scale;
  const marks = marksSentence({ done: doneAt >= 0, usual: usual !== undefined });
  const said = byDay
    .map(({ day, people }) => `${nameOf(day)} ${people} 人${day === doneOn ? '（办结）' : ''}`)
    .join('，');
  return (
    <figure className="people-chart">
      <svg viewBox={`0 0 ${CHART.width} ${height}`} role="img" aria-label={said}>
        <line x1="0" x2={CHART.width} y1={ground} y2={ground} />
        <g className={isDense ? 'trend-dense' : undefined}>
          {byDay.map((each, at) => (
            <Bar
              key={each.day}
              of={each}
              at={at}
              scale={scale}
              isRaised={each.day === raisedOn}
              isNamed={at % (isDense ? 4 : 3) === (byDay.length - 1) % (isDense ? 4 : 3)}
            />
          ))}
        </g>
        {usual === undefined ? null : (
          <line
            className="people-usual"
            x1="0"
            x2={CHART.width}
            y1={ground - scale.sizeOf(usual)}
            y2={ground - scale.sizeOf(usual)}
          />
        )}
        {doneAt < 0 ? null : <DoneLine at={doneAt} scale={scale} />}
      </svg>
      {marks === '' ? null : <figcaption>{marks}</figcaption>}
    </figure>
  );
}

interface BarProps {
  readonly of: Day;
  readonly at: number;
  readonly scale: Scale;
  readonly isRaised: boolean;
  /** Its day is written below it. */
  readonly isNamed: boolean;
}

function Bar({ of: { day, people }, at, scale, isRaised, isNamed }: BarProps): ReactNode {
  const { step, ground, height, most, isDense, sizeOf } = scale;
  const gap = isDense ? 2 : 4;
  const middle = (at + 0.5) * step;
  const top = ground - sizeOf(people);
  const hasRoom = !isDense || most <= TWO_DIGITS || people === most || isRaised;
  return (
    <g>
      <rect
        className={isRaised ? 'people-raised' : undefined}
        x={at * step + gap}
        width={step - 2 * gap}
        y={top}
        height={sizeOf(people)}
        rx="2"
      />
      {people === 0 || !hasRoom ? null : (
        <text className="people-figure" x={middle} y={top - 4} textAnchor="middle">
          {count(people)}
        </text>
      )}
      {isNamed ? (
        <text x={Math.min(Math.max(middle, DAY_HALF), CHART.width - DAY_HALF)} y={height - 5} textAnchor="middle">
          {monthDay(day)}
        </text>
      ) : null}
      <rect className="mood-hit" x={at * step} width={step} y={0} height={ground}>
        <title>{`${nameOf(day)}：${count(people)} 人`}</title>
      </rect>
    </g>
  );
}

/** Somebody did something about it: what stands to the right of the line came after. */
function DoneLine({ at, scale: { step, ground } }: { at: number; scale: Scale }): ReactNode {
  const x = Math.min((at + 1) * step, CHART.width - 1);
  const isAtEnd = x > CHART.width - 48;
  return (
    <>
      <line className="trend-done" x1={x} x2={x} y1={2} y2={ground} />
      <text className="trend-done-word" x={isAtEnd ? x - 5 : x + 5} y={13} textAnchor={isAtEnd ? 'end' : 'start'}>
        办结
      </text>
    </>
  );
}
