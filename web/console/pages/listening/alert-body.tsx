import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AlertDetail } from '#modules/intelligence/contract';
import { dateTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Clusters } from './clusters.tsx';
import { ALERT_STATES, DISMISS_REASONS, noticedSentence } from './listening-words.ts';
import { PeopleChart } from './people-chart.tsx';
import { ticketLink } from './ticket-link.ts';

/** One alert: how it was noticed, how the days before were, and what people say. */
export function AlertBody({ alert }: { alert: AlertDetail }): ReactNode {
  return (
    <Panel>
      <p className="alert-noticed">{noticedSentence(alert)}</p>
      <Standing alert={alert} />
      {alert.topic === null ? null : (
        <PanelSection title={`15 天里每天几个人抱怨${alert.topicName ?? alert.topic}`}>
          <PeopleChart alert={alert} />
        </PanelSection>
      )}
      <Clusters alert={alert} />
    </Panel>
  );
}

function Standing({ alert }: { alert: AlertDetail }): ReactNode {
  const now = useNow();
  const { state, dismissReason, ticketId, communityId, communityName, raisedAt } = alert;
  return (
    <Facts
      facts={[
        [
          '状态',
          <StateWord key="state" tone={ALERT_STATES[state].tone}>
            {ALERT_STATES[state].name}
          </StateWord>,
        ],
        ['理由', dismissReason === null ? undefined : DISMISS_REASONS[dismissReason]],
        [
          '工单',
          ticketId !== null ? (
            <Link key="ticket" {...ticketLink(ticketId)}>
              看办到哪一步了
            </Link>
          ) : state === 'in_hand' ? (
            '正在开，几秒就好'
          ) : undefined,
        ],
        [
          '小区',
          <Link key="community" to="/communities" search={{ open: communityId } as never}>
            {communityName}
          </Link>,
        ],
        ['发现于', dateTime(raisedAt, now)],
      ]}
    />
  );
}
