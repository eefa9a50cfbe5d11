import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MyProjectDetail } from '#modules/fulfilment/contract';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { visitsQuery } from '../../my/visit-queries.ts';
import { when } from '../../my/visit-words.ts';

/** When somebody comes to work there, and who; mine open. */
export function InstallVisits({ project }: { project: MyProjectDetail }): ReactNode {
  const now = useNow(60_000);
  const mine = useQuery(visitsQuery()).data?.items ?? [];
  if (project.visits.length === 0) {
    if (project.state !== 'active') return null;
    return <p className="works-none">还没有约施工的上门，等业主或店里来约。</p>;
  }
  return (
    <section aria-labelledby="install-visits">
      <h2 id="install-visits" className="section-title">
        施工上门
      </h2>
      <ul className="row-list">
        {project.visits.map((visit) => {
          const isMine = mine.some((each) => each.visitId === visit.visitId);
          const who = isMine ? '我去' : visit.who === null ? '还没定谁去' : `${visit.who.roleName} ${visit.who.name}`;
          const words = (
            <span>
              {when(visit, now)}
              <small>
                {who} · {visit.stateName}
              </small>
            </span>
          );
          return (
            <li key={visit.visitId}>
              {isMine ? (
                <Link to={`/visits/${visit.visitId}`} className="row">
                  {words}
                  <Icon name="forward" size={20} />
                </Link>
              ) : (
                <div className="row">{words}</div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
