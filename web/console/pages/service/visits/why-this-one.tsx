import type { ReactNode } from 'react';
import type { DecisionItem, VisitDetail } from '#modules/fulfilment/contract';
import { dateTime } from '../../../../shared/format.ts';
import { Reasons } from '../../../../shared/reasons.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { CostParts } from './cost-parts.tsx';

/** Why this person, and why not the others: the decision that counts, then those before it. */
export function WhyThisOne({ visit }: { visit: VisitDetail }): ReactNode {
  const [last, ...before] = visit.decisions;
  if (last === undefined) return null;
  return (
    <PanelSection title={last.chosen === null ? '为什么没人去' : '为什么是这一位'}>
      <Decision decision={last} />
      {before.length === 0 ? null : (
        <details className="visit-before">
          <summary>以前还决定过{before.length}次</summary>
          {before.map((decision) => (
            <div key={decision.decisionId} className="visit-decision">
              <p className="visit-decision-chosen">
                {decision.chosen === null ? '没找到人' : `派给${decision.chosen.name}`}
              </p>
              <Decision decision={decision} />
            </div>
          ))}
        </details>
      )}
      <p className="panel-note">
        代价折合成路上的分钟数，越少越好。{visit.travelNote}。算法 {last.modelVersion}。
      </p>
    </PanelSection>
  );
}

function Decision({ decision }: { decision: DecisionItem }): ReactNode {
  const now = useNow();
  const by = decision.occasion === 'place' ? 'people' : 'system';
  const others = decision.candidates.filter((each) => each.touchpointId !== decision.chosen?.touchpointId);
  const chosen = decision.candidates.find((each) => each.touchpointId === decision.chosen?.touchpointId);
  return (
    <>
      <Reasons
        title={by === 'people' ? '人工决定' : '系统判断'}
        reasons={[
          { sentence: decision.why, by, note: `${decision.occasionName} · ${dateTime(decision.decidedAt, now)}` },
          ...(decision.reason === null ? [] : [{ sentence: `理由：${decision.reason}`, by: 'people' as const }]),
        ]}
      />
      {chosen === undefined || chosen.parts.length === 0 ? null : <CostParts candidate={chosen} />}
      {others.length === 0 ? null : (
        <details className="visit-others" open={decision.chosen === null}>
          <summary>为什么不是另外{others.length}位</summary>
          <ul>
            {others.map((each) => (
              <li key={each.touchpointId}>
                <strong>{each.name}</strong>
                <span>{notInWords(each)}</span>
                {each.parts.length === 0 ? null : <CostParts candidate={each} />}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function notInWords({ cost, whyNot, wouldDo }: DecisionItem['candidates'][number]): string {
  if (cost !== null) return `能去，代价折合 ${cost} 分钟，不比选中的省`;
  return [whyNot ?? '能去，没有选', ...(wouldDo === null ? [] : [wouldDo])].join('；');
}
