import type { ReactNode } from 'react';
import type { DecisionItem } from '#modules/fulfilment/contract';
import { count } from '../../../../shared/format.ts';

type Candidate = Pick<DecisionItem['candidates'][number], 'name' | 'parts'>;

/** A bar is full at so many minutes. */
const FULL_MINUTES = 45;

/** What it costs if somebody goes, in minutes on the road, each part with its bar and its sentence. */
export function CostParts({ candidate }: { candidate: Candidate }): ReactNode {
  return (
    <dl className="visit-costs" aria-label={`${candidate.name}去的代价`}>
      {candidate.parts.map((part) => (
        <div key={part.part}>
          <dt>{part.partName}</dt>
          <dd>
            <span className="visit-cost-bar" aria-hidden>
              <span style={{ width: `${Math.max(0, Math.min(100, (100 * part.minutes) / FULL_MINUTES))}%` }} />
            </span>
            <span className="visit-cost-figure">{count(Math.round(part.minutes))} 分</span>
            <span className="visit-cost-says">{part.says}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
