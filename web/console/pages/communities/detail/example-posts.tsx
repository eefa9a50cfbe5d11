import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CommunityPostsAnswer, TopicTrend } from '#modules/cdp/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { channelName } from '../../../parts/channel-names.ts';
import { COMMUNITIES_KEY, COMMUNITIES_PATH } from '../community-words.ts';

interface ExamplePostsProps {
  readonly communityId: string;
  readonly topic: string | undefined;
  readonly topics: readonly TopicTrend[];
}

/** What was said lately. The words stay sealed until somebody says what they are read for; the reading is kept. */
export function ExamplePosts({ communityId, topic, topics }: ExamplePostsProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const names = new Map(topics.map((trend) => [trend.topic, trend.name]));
  const query = { topic, limit: 10, purpose: opened ? ('community_listening' as const) : undefined };
  const posts = useQuery({
    queryKey: [...COMMUNITIES_KEY, 'posts', communityId, query],
    queryFn: ({ signal }) =>
      api.get<CommunityPostsAnswer>(`${COMMUNITIES_PATH}/${communityId}/posts`, { query, signal }),
    placeholderData: (before) => before,
    // Each opening is a reading that the audit keeps: nothing opens the words again by itself.
    ...(opened ? { staleTime: Infinity, refetchOnWindowFocus: false } : {}),
  });
  return (
    <section aria-label="最近的讨论">
      <h3>
        最近的讨论
        {opened || posts.data?.items.length === 0 ? null : (
          <Popconfirm
            title="为了什么看原文？"
            description="只为听懂小区在说什么。手机号、门牌、称呼会遮住；谁在什么时候看过会留下记录。"
            okText="为听懂小区，查看"
            cancelText="先不看"
            onConfirm={() => setOpened(true)}
          >
            <Button type="link" size="small">
              查看原文
            </Button>
          </Popconfirm>
        )}
      </h3>
      <Await query={posts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="community-none">最近没有{topic === undefined ? '' : '这个话题的'}讨论。</p>
          ) : (
            <ul className="community-posts">
              {items.map((post) => (
                <li key={post.eventId}>
                  <p>
                    {post.text ??
                      (opened ? '原文已按本人要求删除' : post.topics.map((each) => names.get(each) ?? each).join('、'))}
                  </p>
                  <small>
                    {channelName(post.channel)} · {dateTime(post.occurredAt)}
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </section>
  );
}
