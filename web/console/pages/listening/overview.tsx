import { Link } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ListeningAnswer } from '#modules/cdp/contract';
import { useMay } from '../../../shared/session.tsx';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { BlamedItems } from './blamed-items.tsx';
import { LoudCommunities } from './loud-communities.tsx';
import { MoodChart } from './mood-chart.tsx';
import { TopicsTable } from './topics-table.tsx';
import type { ListeningDesk } from './use-listening-desk.ts';

interface OverviewProps {
  readonly desk: ListeningDesk;
  readonly query: UseQueryResult<ListeningAnswer>;
}

/** How people speak, day by day, of what and where. */
export function Overview({ desk, query }: OverviewProps): ReactNode {
  return (
    <Await query={query} loading={<Skeleton rows={12} label="正在数大家说了什么" />}>
      {(summary) =>
        summary.now.posts === 0 ? (
          <Silence desk={desk} />
        ) : (
          <div className="listening-overview" aria-busy={query.isPlaceholderData}>
            <MoodChart days={summary.byDay} />
            <div className={hasBeside(summary, desk) ? 'listening-split' : undefined}>
              <TopicsTable summary={summary} desk={desk} />
              <div className="listening-beside">
                <BlamedItems items={summary.items} desk={desk} />
                {desk.where.communityId === undefined ? (
                  <LoudCommunities communities={summary.communities} desk={desk} />
                ) : null}
              </div>
            </div>
          </div>
        )
      }
    </Await>
  );
}

const hasBeside = ({ items }: ListeningAnswer, { where }: ListeningDesk): boolean =>
  where.communityId === undefined || items.length > 0;

function Silence({ desk }: { desk: ListeningDesk }): ReactNode {
  const mayConnect = useMay('source.manage');
  const { city, community } = desk.filters;
  if (city !== undefined || community !== undefined) {
    return <Empty title="这里这几天没人说话" hint="换个小区，或者把天数放长一些看看。" />;
  }
  if (desk.days < 30) {
    return (
      <Empty
        title={`近${desk.days}天没有收到消息`}
        hint="看看再早一些有没有；一直没有的话，检查业主群和论坛的数据源。"
        action={<Button onClick={() => desk.filter('days', '30')}>看近30天</Button>}
      />
    );
  }
  return (
    <Empty
      title="还没有收到消息"
      hint="把业主群或论坛接成数据源，或者导入历史讨论，消息一到就会读出话题和情绪。"
      action={mayConnect ? <Link to="/sources">去接数据源</Link> : undefined}
    />
  );
}
