import type { ReactNode } from 'react';
import type { MessageItem } from '#modules/messaging/contract';
import { relativeTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Two } from '../../parts/list-parts.tsx';
import type { Column } from '../../parts/list-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { MESSAGE_STATES, MESSAGE_TONES } from './message-words.ts';

export const messageColumns: readonly Column<MessageItem>[] = [
  {
    key: 'who',
    title: '发给谁',
    width: 140,
    always: true,
    render: (row) => <Two first={<strong>{row.name === '' ? '已删除' : row.name}</strong>} second={row.phone} />,
  },
  {
    key: 'what',
    title: '什么消息',
    width: 150,
    always: true,
    render: (row) => <Two first={row.templateName} second={row.purposeName} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 90,
    always: true,
    render: (row) => <StateWord tone={MESSAGE_TONES[row.state]}>{MESSAGE_STATES[row.state]}</StateWord>,
  },
  {
    key: 'why',
    title: '为什么',
    width: 280,
    render: (row) => <span className="message-why">{row.reason}</span>,
  },
  { key: 'channels', title: '走哪里', width: 180, render: (row) => <Channels message={row} /> },
  { key: 'place', title: '小区', width: 120, render: (row) => <Two first={row.communityName} second={row.cityName} /> },
  { key: 'when', title: '时间', width: 110, render: (row) => <When message={row} /> },
  {
    key: 'read',
    title: '看过',
    width: 90,
    hidden: true,
    render: (row) => (row.readAt === null ? '还没看' : <At at={row.readAt} />),
  },
];
export const besidePanel = messageColumns.filter(({ key }) => ['who', 'what', 'state', 'when'].includes(key));

function Channels({ message }: { message: MessageItem }): ReactNode {
  if (message.channels.length === 0) return '—';
  return (
    <span className="message-channels">
      {message.channels.map(({ channel, channelName, taken }) => (
        <StateWord key={channel} tone={taken ? 'good' : 'neutral'}>
          {channelName}
          {taken ? '' : '没送到'}
        </StateWord>
      ))}
    </span>
  );
}

/** When it went, or when it goes. */
function When({ message }: { message: MessageItem }): ReactNode {
  const now = useNow();
  const { state, deliveredAt, dueAt, madeAt } = message;
  if (deliveredAt !== null) return relativeTime(deliveredAt, now);
  return relativeTime(state === 'not_sent' ? madeAt : dueAt, now);
}

function At({ at }: { at: string }): ReactNode {
  return relativeTime(at, useNow());
}
