import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { AlertItem } from '#modules/intelligence/contract';
import { relativeTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Two } from '../../parts/list-parts.tsx';
import { ListTable, type Column } from '../../parts/list-table.tsx';
import { StateTabs } from '../../parts/state-tabs.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { GraveMark } from './grave-mark.tsx';
import { alertHeadline, alertIdOf, ALERT_STATES, DISMISS_REASONS, usualWords } from './listening-words.ts';
import { ticketLink } from './ticket-link.ts';
import { useAlerts } from './use-alerts.ts';
import type { ListeningDesk } from './use-listening-desk.ts';

const COLUMNS: readonly Column<AlertItem>[] = [
  { key: 'what', title: '什么事', always: true, render: (alert) => <AlertWords alert={alert} /> },
  {
    key: 'where',
    title: '小区',
    width: 140,
    always: true,
    render: (alert) => <Two first={alert.communityName} second={alert.cityName} />,
  },
  { key: 'when', title: '什么时候', width: 120, render: (alert) => <When at={alert.raisedAt} /> },
  { key: 'state', title: '办了没有', width: 150, always: true, render: (alert) => <State alert={alert} /> },
];
const BESIDE_PANEL = COLUMNS.filter(({ always }) => always === true);

function AlertWords({ alert }: { alert: AlertItem }): ReactNode {
  const text = alertHeadline(alert);
  const headline = <strong>{text}</strong>;
  if (alert.kind === 'spike') {
    return (
      <span className="alert-words">
        {headline}，{usualWords(alert)}
      </span>
    );
  }
  return (
    <span className="alert-words" data-grave={alert.state === 'open' || undefined}>
      <GraveMark />
      {headline}
      {alert.topicName === null || alert.topicName === text ? null : <small>{alert.topicName}</small>}
    </span>
  );
}

function When({ at }: { at: string }): ReactNode {
  return <time dateTime={at}>{relativeTime(at, useNow())}</time>;
}

function State({ alert: { state, dismissReason, ticketId } }: { alert: AlertItem }): ReactNode {
  const { name, tone } = ALERT_STATES[state];
  return (
    <span className="alert-state">
      <StateWord tone={tone}>{name}</StateWord>
      {dismissReason === null ? null : <small>{DISMISS_REASONS[dismissReason]}</small>}
      {ticketId === null ? null : <Link {...ticketLink(ticketId)}>看工单</Link>}
    </span>
  );
}

/** Those that are not over, or all of them. */
export function AlertTabs({ desk }: { desk: ListeningDesk }): ReactNode {
  return (
    <StateTabs
      label="了结没有"
      value={desk.showsAll ? 'all' : 'open'}
      onChange={(value) => desk.setShowsAll(value === 'all')}
      tabs={[
        { value: 'open', label: '没了结的' },
        { value: 'all', label: '全部' },
      ]}
    />
  );
}

/** What somebody should look at, the newest first. */
export function AlertList({ desk }: { desk: ListeningDesk }): ReactNode {
  const list = useAlerts(desk);
  return (
    <div className="alert-list">
      <ListTable
        name="listening-alerts"
        noun="预警"
        measure="件"
        columns={desk.openId === undefined ? COLUMNS : BESIDE_PANEL}
        list={list}
        idOf={alertIdOf}
        openId={desk.openId}
        onOpen={(alert) => desk.open(alertIdOf(alert))}
        empty={emptyOf(desk)}
      />
    </div>
  );
}

function emptyOf({ filters, showsAll, setShowsAll }: ListeningDesk): {
  title: string;
  hint: string;
  action?: ReactNode;
} {
  if (filters.city !== undefined || filters.community !== undefined || filters.kind !== undefined) {
    return { title: '这样筛下来没有预警', hint: '放宽上面那句话里的条件再看看。' };
  }
  if (showsAll) {
    return { title: '还没有过预警', hint: '抱怨的人忽然变多，或者有人说到要紧的事，会自己出现在这里。' };
  }
  return {
    title: '没有要管的预警',
    hint: '新的会自己出现在这里，不用守着。',
    action: <Button onClick={() => setShowsAll(true)}>看了结了的</Button>,
  };
}
