import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AlertDetail } from '#modules/intelligence/contract';
import { dateTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { BlamedGoods } from './blamed-goods.tsx';
import { Clusters } from './clusters.tsx';
import { ALERT_STATES, DISMISS_REASONS, noticedSentence, storeSentence } from './listening-words.ts';
import { ticketLink } from './ticket-link.ts';
import { TrendSection } from './trend-section.tsx';

/** One alert: how it was noticed, how it was before and went on, and what people say. */
export function AlertBody({ alert }: { alert: AlertDetail }): ReactNode {
  return (
    <Panel>
      <p className="alert-noticed">{noticedSentence(alert)}</p>
      <Standing alert={alert} />
      <TrendSection alert={alert} />
      <BlamedGoods goods={alert.goods} />
      <Clusters alert={alert} />
    </Panel>
  );
}

function Standing({ alert }: { alert: AlertDetail }): ReactNode {
  const now = useNow();
  const { state, dismissReason, ticketId, communityId, communityName, raisedAt, stores } = alert;
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
        ['同一家店', stores.length === 0 ? undefined : stores.map((store) => storeSentence(store)).join('；')],
        ['发现于', dateTime(raisedAt, now)],
      ]}
    />
  );
}
