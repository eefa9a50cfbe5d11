import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Participants } from '#modules/commerce/contract';
import { dateTime } from '../../../../shared/format.ts';
import { ProblemLine, Skeleton } from '../../../../shared/states.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { useList } from '../../../parts/use-list.ts';
import { GROUP_BUY_TOPICS, groupBuyPath, GROUP_BUYS_KEY } from '../goods-paths.ts';

type Participant = Participants['items'][number];

/** Who ordered and what, behind masks, in the order in which they came. */
export function JoinedSection({ groupBuyId }: { groupBuyId: string }): ReactNode {
  const now = useNow();
  const list = useList<Participant>(GROUP_BUYS_KEY, `${groupBuyPath(groupBuyId)}/participants`, {
    limit: 20,
    topics: GROUP_BUY_TOPICS,
  });
  return (
    <PanelSection title="谁接龙了">
      <ProblemLine problem={list.problem} />
      {list.rows === undefined ? (
        <Skeleton rows={3} />
      ) : (
        <ol className="group-joined">
          {list.rows.map((row) => (
            <li key={row.orderId}>
              <span className="goods-quiet">{row.place}.</span>
              <span className="two">
                <span>
                  {row.name || '已删除'} {row.lines.map((line) => `${line.name}×${line.quantity}`).join('、')}
                </span>
                <small>
                  <Link to="/deals/orders" search={{ order: row.orderId, state: 'all' } as never}>
                    {row.orderNumber}
                  </Link>{' '}
                  · {row.stateName} · {dateTime(row.at, now)}
                </small>
              </span>
            </li>
          ))}
        </ol>
      )}
      {list.hasMore ? (
        <Button block loading={list.loadingMore} onClick={list.loadMore}>
          再看一些
        </Button>
      ) : null}
    </PanelSection>
  );
}
