import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { count } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { CommunityPicker, type Picked } from './community-picker.tsx';
import { PATHS, TOUCHPOINTS_KEY } from './touchpoint-paths.ts';
import type { TouchpointDetail } from './use-touchpoint-panel.tsx';

/** The communities that somebody serves, the most important first; to be changed and put in another order. */
export function Coverage({ person, mayEdit }: { person: TouchpointDetail; mayEdit: boolean }): ReactNode {
  const before = person.coverage.map(({ communityId, communityName }) => ({ id: communityId, name: communityName }));
  const [edited, setEdited] = useState<readonly Picked[]>();
  const saving = useAct(
    (communityIds: readonly string[], key) =>
      api.put(PATHS.coverage(person.touchpointId), { body: { communityIds }, key }),
    { stale: [TOUCHPOINTS_KEY], onDone: () => setEdited(undefined) },
  );
  const changed = edited !== undefined && edited.map(({ id }) => id).join() !== before.map(({ id }) => id).join();
  return (
    <section className="person-section" aria-label="负责的小区">
      <header>
        <h3>负责{count(before.length)}个小区</h3>
        {mayEdit && edited === undefined && person.state !== 'left' ? (
          <Button size="small" type="text" onClick={() => setEdited(before)}>
            调整
          </Button>
        ) : null}
      </header>
      {edited === undefined ? (
        <Covered person={person} />
      ) : (
        <>
          <CommunityPicker picked={edited} cityId={person.cityId} onChange={setEdited} />
          <ProblemLine problem={saving.problem} />
          <p className="person-buttons">
            <Button onClick={() => setEdited(undefined)}>不改了</Button>
            <Button
              type="primary"
              disabled={!changed}
              loading={saving.busy}
              onClick={() => void saving.run(edited.map(({ id }) => id))}
            >
              存下
            </Button>
          </p>
        </>
      )}
    </section>
  );
}

function Covered({ person }: { person: TouchpointDetail }): ReactNode {
  if (person.coverage.length === 0) {
    return <p className="person-none">还没有负责任何小区，任务派不到他。</p>;
  }
  return (
    <ol className="person-coverage">
      {person.coverage.map((place) => (
        <li key={place.communityId}>
          <span>{place.rank}</span>
          {place.communityName}
          <small>{place.cityName}</small>
        </li>
      ))}
    </ol>
  );
}
