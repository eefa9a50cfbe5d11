import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { OrderItem } from '#modules/commerce/contract';
import { date, yuan } from '../../shared/format.ts';
import { Link } from '../../shared/router.tsx';
import { Await, Empty } from '../../shared/states.tsx';
import { ordersQuery, type OrderView } from '../my/deal-queries.ts';
import { AsOf } from '../parts/as-of.tsx';
import { Page } from '../parts/page.tsx';
import { Tabs } from '../parts/tabs.tsx';
import './deal/deal.css';

const STAGES = { deposit: '定金', balance: '尾款', full: '全款' } as const;

/** What I sold: how far it is, what was paid. */
export function Orders(): ReactNode {
  const [view, setView] = useState<OrderView>('open');
  const query = useInfiniteQuery(ordersQuery(view));
  const counts = query.data?.pages[0]?.counts;
  const orders = query.data?.pages.flatMap((page) => page.items) ?? [];
  const answer =
    counts === undefined || counts.totalFen === 0
      ? undefined
      : `签了 ${yuan(counts.totalFen)}，收到 ${yuan(counts.paidFen - counts.refundedFen)}`;
  return (
    <Page title="我的订单" parent="/me" {...(answer === undefined ? {} : { answer })}>
      <Tabs
        label="订单的进展"
        value={view}
        onChange={setView}
        tabs={[
          { value: 'open', name: '进行中' },
          { value: 'closed', name: '已结束' },
        ]}
      />
      <AsOf query={query} />
      <Await query={query}>
        {() =>
          orders.length === 0 ? (
            <Empty title={NOTHING[view][0]} hint={NOTHING[view][1]} />
          ) : (
            <>
              <ul className="row-list">
                {orders.map((order) => (
                  <li key={order.orderId}>
                    <OrderRow order={order} />
                  </li>
                ))}
              </ul>
              {query.hasNextPage ? (
                <button
                  type="button"
                  className="button"
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  再看一些
                </button>
              ) : null}
            </>
          )
        }
      </Await>
    </Page>
  );
}

const NOTHING: Readonly<Record<OrderView, readonly [string, string]>> = {
  open: ['没有进行中的订单', '客户签了合同，订单就在这里，付了多少一眼看到。'],
  closed: ['还没有结束的订单', '付清的和取消的都会留在这里。'],
};

function OrderRow({ order }: { order: OrderItem }): ReactNode {
  return (
    <Link to={`/contracts/${order.contractId}`} className="row order-row">
      <span>
        <strong>
          {order.customerName} · {order.communityName}
        </strong>
        <em>{yuan(order.totalFen)}</em>
      </span>
      <span>
        <small>{order.packageName}</small>
        {order.due === null ? <small>{order.stateName}</small> : null}
      </span>
      <span>
        <small>已付 {yuan(order.paidFen - order.refundedFen)}</small>
        {order.due === null ? null : (
          <small className="order-owed">
            等付{STAGES[order.due.stage]} {yuan(order.due.amountFen)}
          </small>
        )}
      </span>
      <small>
        {order.orderNumber} · {date(order.placedAt)}
      </small>
    </Link>
  );
}
