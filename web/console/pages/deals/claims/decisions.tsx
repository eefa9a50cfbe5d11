import type { ReactNode } from 'react';
import { dateTime, yuan } from '../../../../shared/format.ts';
import { Ring } from '../../../../shared/logo.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { comparedOf, DECISIONS, type ClaimDecision } from './claim-words.ts';

/** Each decision in order: teal by the rule, orange by a person; a rule's with everything it looked at. */
export function Decisions({ decisions }: { decisions: readonly ClaimDecision[] }): ReactNode {
  return (
    <PanelSection title="怎么定的，为什么">
      <ul className="deal-payments">
        {decisions.map((decision) => (
          <li key={decision.decisionNo} className="deal-payment">
            <Decision decision={decision} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Decision({ decision }: { decision: ClaimDecision }): ReactNode {
  const now = useNow();
  const compared = comparedOf(decision);
  return (
    <>
      <p className="deal-payment-head">
        <Ring by={decision.automatic ? 'system' : 'people'} />
        <span>
          {decision.automatic ? '规则' : '同事'}：{DECISIONS[decision.decision]}
        </span>
        {decision.amountFen === null ? null : <strong>{yuan(decision.amountFen)}</strong>}
      </p>
      <p>{decision.reason}</p>
      {compared.length === 0 ? null : (
        <table className="deal-lines claim-compared">
          <thead>
            <tr>
              <th scope="col">看了什么</th>
              <th scope="col">这次</th>
              <th scope="col">规则</th>
            </tr>
          </thead>
          <tbody>
            {compared.map(([name, was, allowed]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{was}</td>
                <td>{allowed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>{dateTime(decision.madeAt, now)}</p>
      {decision.overriddenAt === null ? null : (
        <p className="claim-overridden">
          {dateTime(decision.overriddenAt, now)}改判：{decision.overrideReason}
        </p>
      )}
    </>
  );
}
