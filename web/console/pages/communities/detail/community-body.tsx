import type { ReactNode } from 'react';
import type { CommunityAnswer } from '#modules/cdp/contract';
import { count, relativeTime, yuan } from '../../../../shared/format.ts';
import { densityWords } from '../community-words.ts';
import { ExamplePosts } from './example-posts.tsx';
import { TopicWeeks } from './topic-weeks.tsx';
import { InAudiences, InPlays, InTasks } from './where-in.tsx';

interface CommunityBodyProps {
  readonly community: CommunityAnswer;
  /** The topic that the page looks at. */
  readonly topic: string | undefined;
}

/** Everything that is known of one community, what it talks about first. */
export function CommunityBody({ community, topic }: CommunityBodyProps): ReactNode {
  return (
    <div className="community-body">
      <Figures community={community} />
      <TopicWeeks community={community} topic={topic} />
      <InAudiences communityId={community.id} />
      <InPlays communityId={community.id} />
      <InTasks communityId={community.id} />
      <Signals community={community} />
      <ExamplePosts key={topic} communityId={community.id} topic={topic} topics={community.topics} />
      <Served community={community} />
    </div>
  );
}

function Figures({ community }: { community: CommunityAnswer }): ReactNode {
  const { members, density, orders, signals } = community;
  const figures: readonly (readonly [string, string, string])[] = [
    ['会员', count(members), density === null ? '' : `每百户${densityWords(density)}`],
    ['近30天订单', count(orders.orders30), yuan(orders.amountFen30)],
    ['一线信号', count(signals.count30), '近30天'],
  ];
  return (
    <dl className="community-figures">
      {figures.map(([name, figure, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {figure} <small>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const SIGNAL_KINDS: Readonly<Record<string, string>> = {
  demand: '有需求',
  complaint: '有抱怨',
  competitor: '对手动作',
};

function Signals({ community: { signals } }: { community: CommunityAnswer }): ReactNode {
  if (signals.recent.length === 0) return null;
  return (
    <section aria-label="一线信号">
      <h3>一线看到的</h3>
      <ul className="community-lines">
        {signals.recent.map((signal) => (
          <li key={`${signal.topic}${signal.occurredAt}`}>
            <span>
              {signal.kind === null ? '' : `${SIGNAL_KINDS[signal.kind] ?? signal.kind}：`}
              {signal.name}
            </span>
            <small>{relativeTime(signal.occurredAt)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Served({ community }: { community: CommunityAnswer }): ReactNode {
  const { stores, partnerName, lastActivityAt } = community;
  return (
    <section aria-label="谁在服务">
      <h3>谁在服务</h3>
      <p className="community-served">
        {stores.length === 0 ? '还没有门店服务这里' : `门店：${stores.map((store) => store.name).join('、')}`}
        {partnerName === null ? '' : `；物业：${partnerName}`}
        {lastActivityAt === null ? '' : `；最近动静 ${relativeTime(lastActivityAt)}`}
      </p>
    </section>
  );
}
