import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MessageItem } from '#modules/messaging/contract';
import { dateTime } from '../../../shared/format.ts';
import { useNow } from '../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../parts/panel-section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { MESSAGE_STATES, MESSAGE_TONES, placeOf } from './message-words.ts';

/** One message: to whom, why it went or did not, and how each channel took it. */
export function MessageBody({ message }: { message: MessageItem }): ReactNode {
  const now = useNow();
  const place = placeOf(message.about);
  return (
    <Panel>
      <PanelSection
        title="发没发，为什么"
        action={<StateWord tone={MESSAGE_TONES[message.state]}>{MESSAGE_STATES[message.state]}</StateWord>}
      >
        <p>{message.reason}</p>
        <Facts
          facts={[
            ['起因时间', dateTime(message.madeAt, now)],
            ['该发的时间', message.state === 'not_sent' ? undefined : dateTime(message.dueAt, now)],
            ['发出', message.deliveredAt === null ? undefined : dateTime(message.deliveredAt, now)],
            [
              '看过',
              message.deliveredAt === null
                ? undefined
                : message.readAt === null
                  ? '还没看'
                  : dateTime(message.readAt, now),
            ],
          ]}
        />
      </PanelSection>
      <PanelSection title="走哪里">
        {message.channels.length === 0 ? (
          <p className="panel-note">{message.state === 'not_sent' ? '没有走任何渠道。' : '还没到发的时间。'}</p>
        ) : (
          <ul className="message-tries">
            {message.channels.map((channel) => (
              <li key={channel.channel}>
                <span>{channel.channelName}</span>
                <StateWord tone={channel.taken ? 'good' : 'bad'}>{channel.taken ? '送到了' : '没送到'}</StateWord>
                <time dateTime={channel.triedAt}>{dateTime(channel.triedAt, now)}</time>
                <small>{channel.reason}</small>
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
      <PanelSection title="给谁的，关于什么">
        <Facts
          facts={[
            ['顾客', message.name === '' ? '已删除' : `${message.name} · ${message.phone}`],
            [
              '小区',
              <Link key="place" to="/communities" search={{ open: message.communityId } as never}>
                {message.cityName}
                {message.communityName}
              </Link>,
            ],
            ['消息', `${message.templateName}（${message.purposeName}）`],
            [
              '关于',
              place === undefined ? undefined : (
                <Link key="about" to={place.to} search={place.search as never}>
                  {place.label}
                </Link>
              ),
            ],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}
