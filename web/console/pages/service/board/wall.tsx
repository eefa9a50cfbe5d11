import { memo, useMemo, type CSSProperties, type ReactNode } from 'react';
import type { Span } from '#kernel/span';
import { timeOfDay } from '../../../../shared/format.ts';
import { useNow } from '../../../../shared/use-now.ts';
import {
  freeInWords,
  freeOf,
  hoursOf,
  lanesOf,
  placeOf,
  spanOf,
  type Person,
  type Row,
  type Shown,
  type Visit,
} from './board-layout.ts';

interface WallProps {
  readonly rows: readonly Row[];
  readonly unplaced: readonly Visit[];
  /** Visits that a draft takes out of the waiting ones. */
  readonly drafted: ReadonlySet<string>;
  readonly window: Span;
  readonly openId: string | undefined;
  readonly pickedId: string | undefined;
}

/** People by rows, hours by columns, visits as blocks. Clicks, drags and keys are heard by whoever holds it. */
export function Wall({ rows, unplaced, drafted, window, openId, pickedId }: WallProps): ReactNode {
  const hours = hoursOf(window);
  const lanes = useMemo(() => lanesOf(unplaced), [unplaced]);
  return (
    <div className="day-wall-content">
      <div className="day-row day-row-head" aria-hidden>
        <span />
        <div className="day-track">
          {hours.map((hour) => (
            <span key={hour}>{timeOfDay(hour)}</span>
          ))}
        </div>
      </div>
      {lanes.map((lane) => (
        <div
          key={lane[0]?.visitId}
          className="day-row day-row-urgent"
          role="group"
          aria-label={`没人去，${lane.length}单`}
        >
          <div className="day-row-name">
            <strong>没人去</strong>
            <small>{lane.length}单</small>
          </div>
          <div className="day-track">
            {lane.map((visit) => (
              <Block
                key={visit.visitId}
                shown={{ visit, look: drafted.has(visit.visitId) ? 'leaves' : 'is' }}
                window={window}
                open={visit.visitId === openId}
              />
            ))}
          </div>
        </div>
      ))}
      {rows.map((row) => (
        <PersonRow
          key={row.person.touchpointId}
          row={row}
          from={window.from}
          to={window.to}
          openId={row.visits.some(({ visit }) => visit.visitId === openId) ? openId : undefined}
          picked={row.person.touchpointId === pickedId}
        />
      ))}
      <Now window={window} />
    </div>
  );
}

interface PersonRowProps {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  readonly openId: string | undefined;
  readonly picked: boolean;
}

/** Only rows that changed are made anew: a board has hundreds of blocks. */
const PersonRow = memo(function PersonRow({ row, from, to, openId, picked }: PersonRowProps): ReactNode {
  const { person, visits } = row;
  const window = { from, to };
  const note = `${person.visits.length}单 · ${freeInWords(person)}`;
  return (
    <div
      className={picked ? 'day-row day-row-picked' : 'day-row'}
      role="group"
      aria-label={`${person.name} ${person.roleName}，${note}`}
      data-person={person.touchpointId}
    >
      <button
        type="button"
        className="day-row-name"
        title={`${person.skills}，一天最多${person.maxVisitsADay}单`}
        aria-pressed={picked}
        data-pick={person.touchpointId}
      >
        <strong>
          {person.name} {person.roleName}
        </strong>
        <small>{note}</small>
        <small className="day-row-fit" aria-hidden />
      </button>
      <div className="day-track" data-track>
        <Free person={person} window={window} />
        {visits.map((shown) => (
          <Block
            key={shown.look === 'comes' ? `${shown.visit.visitId}-comes` : shown.visit.visitId}
            shown={shown}
            window={window}
            open={shown.visit.visitId === openId}
          />
        ))}
      </div>
    </div>
  );
});

/** Hours on shift that nothing takes are white; the ground shows where somebody is not there. */
function Free({ person, window }: { person: Person; window: Span }): ReactNode {
  const at = (name: string, spans: readonly Span[]): ReactNode =>
    spans.map((span) => <span key={span.from} className={`day-block ${name}`} style={placeOf(span, window)} />);
  return (
    <>
      {at('day-free', freeOf(person))}
      {at('day-held', person.held.map(spanOf))}
    </>
  );
}

function Block({ shown, window, open }: { shown: Shown; window: Span; open: boolean }): ReactNode {
  const { visit, look } = shown;
  const span = spanOf(visit);
  const words = `${timeOfDay(visit.startsAt)}–${timeOfDay(visit.endsAt)} ${visit.communityName} ${visit.serviceName} ${visit.stateName}`;
  return (
    <button
      type="button"
      className={`day-block day-visit day-visit-${lookOf(visit)} day-visit-${look}`}
      style={placeOf(span, window) as CSSProperties}
      aria-current={open ? 'true' : undefined}
      aria-label={look === 'comes' ? `${words}，预览` : look === 'leaves' ? `${words}，会转走` : words}
      title={visit.why === null ? words : `${words}：${visit.why}`}
      data-visit={visit.visitId}
      data-starts={span.from}
      data-movable={visit.canPlace ? '' : undefined}
    >
      <strong>{visit.communityName}</strong>
      <span>
        {timeOfDay(visit.startsAt)} {visit.serviceName} · {visit.stateName}
      </span>
    </button>
  );
}

const lookOf = (visit: Visit): string =>
  visit.state === 'unplaced' ? 'unplaced' : visit.state === 'done' ? 'done' : (visit.placedBy ?? 'system');

/** A line at this moment, while the board shows it. */
function Now({ window }: { window: Span }): ReactNode {
  const now = useNow();
  if (now < window.from || now >= window.to) return null;
  return (
    <div className="day-row day-now" aria-hidden>
      <span />
      <div className="day-track">
        <i style={{ left: placeOf({ from: now, to: now }, window).left }} />
      </div>
    </div>
  );
}
