import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyGroupBuyItem } from '#modules/commerce/contract';
import { businessDay } from '#kernel/time';
import { Link } from '../../shared/router.tsx';
import { Await, Empty } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { groupsQuery, type GroupView } from '../my/group-queries.ts';
import { cutOffDue, dayName, missingPeople, resultWords, soldWords } from '../my/group-words.ts';
import { serverTime } from '../my/server-time.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Page } from '../parts/page.tsx';
import { PullToRefresh } from '../parts/pull-to-refresh.tsx';
import { QueueCard } from '../parts/queue-card.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { CopyButton } from './groups/copy-button.tsx';
import './groups/groups.css';

/** My group buys: what runs, and what came of the others. */
export function Groups(): ReactNode {
  const client = useQueryClient();
  const [view, setView] = useState<GroupView>('running');
  const running = useQuery(groupsQuery('running'));
  const over = useQuery(groupsQuery('over'));
  const query = view === 'running' ? running : over;
  const last = (over.data?.items ?? []).find((it) => it.state === 'closed');
  return (
    <Page
      title="团购"
      {...(running.data === undefined ? {} : { answer: answerOf(running.data.items) })}
      next={
        <div className="next-pair">
          {last === undefined ? null : <CopyButton communityId={last.communityId} main={false} />}
          <Link to="/groups/new" className="button button-main">
            开团
          </Link>
        </div>
      }
    >
      <Tabs
        label="看哪些团"
        value={view}
        onChange={setView}
        tabs={[
          { value: 'running', name: '在开的', count: running.data?.items.length ?? 0 },
          { value: 'over', name: '开过的' },
        ]}
      />
      <PullToRefresh onRefresh={() => client.invalidateQueries({ queryKey: ['my', 'group-buys'] })}>
        <div className="page-stack">
          <AsOf query={query} />
          <Await query={query} loading={<CardSkeletons />}>
            {(data) => (data.items.length === 0 ? <None view={view} /> : <GroupList items={data.items} data={data} />)}
          </Await>
        </div>
      </PullToRefresh>
    </Page>
  );
}

function answerOf(items: readonly MyGroupBuyItem[]): string {
  const open = items.filter((it) => it.state === 'open');
  if (open.length === 0) return '今天的团还没开';
  const orders = open.reduce((sum, it) => sum + it.orders, 0);
  return `${open.length} 个在开，${orders === 0 ? '还没人下单' : `邻居下了 ${orders} 单`}`;
}

function None({ view }: { view: GroupView }): ReactNode {
  return view === 'running' ? (
    <Empty
      title="现在没有在开的团"
      hint="选几样货，写一句话，链接发到群里。截单以后系统自动结算，没成团的钱原路退回。"
    />
  ) : (
    <Empty title="还没有开过团" hint="截单、取消的团会留在这里，可以照着再开。" />
  );
}

interface GroupListProps {
  readonly items: readonly MyGroupBuyItem[];
  readonly data: Parameters<typeof serverTime>[0];
}

function GroupList({ items, data }: GroupListProps): ReactNode {
  const now = serverTime(data, useNow(30_000));
  const today = businessDay(new Date(now));
  return (
    <ul className="page-stack">
      {items.map((it) => (
        <li key={it.groupBuyId}>
          <QueueCard
            to={`/groups/${it.groupBuyId}`}
            who={it.title}
            what={`${it.stateName} · ${it.kindName} · ${it.communityName}`}
            why={resultWords(it, today) ?? runningWords(it, today)}
            by={it.state === 'draft' || it.state === 'cancelled' ? 'people' : 'system'}
            due={cutOffDue(it, now)}
          />
        </li>
      ))}
    </ul>
  );
}

function runningWords(it: MyGroupBuyItem, today: string): string {
  if (it.state === 'draft') return '草稿，邻居还看不到';
  if (it.state === 'scheduled') return '到点自动开';
  const missing = missingPeople(it);
  return [soldWords(it), missing ?? `${dayName(it.pickupOn, today)}提货`].join('，');
}
