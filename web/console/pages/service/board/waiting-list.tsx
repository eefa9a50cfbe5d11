import type { ReactNode } from 'react';
import { timeOfDay } from '../../../../shared/format.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import type { Visit } from './board-layout.ts';

/** What nobody goes to, and why. */
export function WaitingList({ visits, onOpen }: { visits: readonly Visit[]; onOpen: (id: string) => void }): ReactNode {
  return (
    <PanelSection title={`没人去的 ${visits.length} 单`}>
      {visits.length === 0 ? (
        <p className="panel-note">每一单都有人去。有人请假又没人能顶上时，那一单会出现在这里。</p>
      ) : (
        <ul className="board-moves" aria-label="没人去的单">
          {visits.map((visit) => (
            <li key={visit.visitId}>
              <button type="button" onClick={() => onOpen(visit.visitId)}>
                <time>{timeOfDay(visit.startsAt)}</time>
                <span>
                  {visit.communityName} {visit.serviceName}
                </span>
                <span className="board-move-who">{visit.why ?? '还没有人看过为什么'}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
