import type { ReactNode } from 'react';
import type { DecisionItem } from '#modules/fulfilment/contract';
import { count } from '../../../../shared/format.ts';

type Candidate = Pick<DecisionItem['candidates'][number], 'name' | 'score' | 'parts'>;

/** A score and what it is made of, each with its bar and its sentence. */
export function ScoreParts({ candidate }: { candidate: Candidate }): ReactNode {
  return (
    <dl className="visit-scores" aria-label={`${candidate.name}的得分`}>
      {candidate.parts.map((part) => (
        <div key={part.part}>
          <dt>{part.partName}</dt>
          <dd>
            <span className="visit-score-bar" aria-hidden>
              <span style={{ width: `${Math.max(1, Math.min(100, part.score))}%` }} />
            </span>
            <span className="visit-score-figure">{count(part.score)}</span>
            <span className="visit-score-says">{part.says}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
