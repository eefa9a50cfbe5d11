import type { ReactNode } from 'react';
import type { AlertDetail } from '#modules/intelligence/contract';
import { PanelSection } from '../../parts/panel-section.tsx';
import { PeopleChart } from './people-chart.tsx';
import { afterSentence, trendTitle } from './trend-words.ts';

/** How many people complained day by day, and whether it fell once it was done with; nothing where no topic is named. */
export function TrendSection({ alert }: { alert: AlertDetail }): ReactNode {
  const { topic, after } = alert;
  if (topic === null) return null;
  return (
    <PanelSection title={trendTitle(alert)}>
      {after === null ? null : <p className="trend-after">{afterSentence(after)}</p>}
      <PeopleChart alert={alert} />
    </PanelSection>
  );
}
