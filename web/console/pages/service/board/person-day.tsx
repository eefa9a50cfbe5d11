import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { HOUR, MINUTE } from '#kernel/time';
import { timeOfDay } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { freeInWords, type Row } from './board-layout.ts';
import type { PreviewAsked } from './use-preview.ts';

interface PersonDayProps {
  readonly row: Row;
  readonly onOpen: (visitId: string) => void;
  readonly onAsk: (asked: PreviewAsked) => void;
  readonly onClose: () => void;
}

const LATE_MS = [30 * MINUTE, HOUR, 2 * HOUR] as const;
const LATE_NAMES = ['半小时', '一小时', '两小时'] as const;
const ROUND_MS = 5 * MINUTE;

/** One person's day in order, and what if they do not come, or come late. */
export function PersonDay({ row, onOpen, onAsk, onClose }: PersonDayProps): ReactNode {
  const { person, visits } = row;
  const now = useNow();
  const may = useMay('visit.dispatch');
  const begins = Math.max(now, Date.parse(person.shifts[0]?.startsAt ?? '') || now);
  const until = (later: number): string => new Date(Math.ceil((begins + later) / ROUND_MS) * ROUND_MS).toISOString();
  const ends = person.shifts.at(-1)?.endsAt;
  const isToCome = ends !== undefined && Date.parse(ends) > now;
  const { touchpointId, name } = person;
  return (
    <PanelSection
      title={`${name} ${person.roleName}`}
      action={
        <Button size="small" onClick={onClose}>
          收起
        </Button>
      }
    >
      <p className="panel-note">
        {person.skills}，一天最多{person.maxVisitsADay}单，{freeInWords(person)}。
        <Link to="/service/calendars" search={{ worker: touchpointId }}>
          看排班
        </Link>
      </p>
      {visits.length === 0 ? <p className="panel-note">这一天还没有派单。</p> : null}
      <ol className="board-day">
        {visits
          .filter(({ look }) => look !== 'leaves')
          .toSorted((a, b) => a.visit.startsAt.localeCompare(b.visit.startsAt))
          .map(({ visit }) => (
            <li key={visit.visitId}>
              <button type="button" onClick={() => onOpen(visit.visitId)}>
                <time>{timeOfDay(visit.startsAt)}</time>
                <span>
                  {visit.communityName} {visit.serviceName}
                </span>
                <small>{visit.stateName}</small>
              </button>
            </li>
          ))}
      </ol>
      {may && isToCome && visits.length > 0 ? (
        <div className="board-what-if" role="group" aria-label="如果情况变了">
          <Button danger onClick={() => onAsk({ kind: 'away', touchpointId, name })}>
            如果来不了
          </Button>
          {LATE_MS.map((later, at) => (
            <Button
              key={later}
              onClick={() => onAsk({ kind: 'late', touchpointId, name, until: until(later), in: LATE_NAMES[at]! })}
            >
              如果晚{LATE_NAMES[at]}
            </Button>
          ))}
        </div>
      ) : null}
    </PanelSection>
  );
}
