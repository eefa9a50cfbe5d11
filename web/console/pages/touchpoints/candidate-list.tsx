import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskDetail } from '#modules/touchpoints/contract';
import { count } from '../../../shared/format.ts';
import { declineText } from './touchpoint-words.ts';

interface CandidateListProps {
  readonly candidates: TaskDetail['candidates'];
  readonly offers: TaskDetail['offers'];
  readonly chosenId: string | undefined;
  readonly onChoose: (touchpointId: string) => void;
}

/** Bars of load stop growing here. */
const FULL_LOAD = 8;

/** Who serves the community, how important it is to them, what they carry, and whether they said no already. */
export function CandidateList({ candidates, offers, chosenId, onChoose }: CandidateListProps): ReactNode {
  if (candidates.length === 0) {
    return (
      <p className="place-nobody">
        没有别人负责这个小区。先到<Link to="/touchpoints">触点</Link>里给谁加上它，再回来指派。
      </p>
    );
  }
  return (
    <div className="place-candidates" role="radiogroup" aria-label="可以派给">
      {candidates.map((candidate) => {
        const said = offers.findLast(
          (offer) => offer.touchpointId === candidate.touchpointId && offer.answer === 'declined',
        );
        return (
          <label key={candidate.touchpointId}>
            <input
              type="radio"
              name="candidate"
              checked={candidate.touchpointId === chosenId}
              onChange={() => onChoose(candidate.touchpointId)}
            />
            <span className="place-who">
              <strong>{candidate.name}</strong> {candidate.roleName}
              <small>
                {candidate.rank === 1 ? '主要负责本小区' : '也负责本小区'}
                {said === undefined ? '' : ` · 刚才没接${said.reason === null ? '' : `：${declineText(said.reason)}`}`}
              </small>
            </span>
            <span className="place-load">
              <span className="place-load-track" aria-hidden>
                <span style={{ width: `${Math.min(1, candidate.openTasks / FULL_LOAD) * 100}%` }} />
              </span>
              {candidate.openTasks === 0 ? '手上没活' : `手上${count(candidate.openTasks)}个`}
            </span>
          </label>
        );
      })}
    </div>
  );
}
