import type { ReactNode } from 'react';
import type { OwnOrderListItem, OwnOrdersAnswer, OwnOrdersView } from '#modules/commerce/contract';
import { date } from '../../../shared/format.ts';
import { Link } from '../../../shared/router.tsx';
import { Empty } from '../../../shared/states.tsx';
import { money } from '../../parts/money.ts';
import { Countdown } from '../../parts/countdown.tsx';
import { ORDER_TABS, placeWords, stateOf } from '../goods/order-words.ts';
import { Endless } from '../parts/endless.tsx';
import { Pictures } from '../parts/pictures.tsx';
import { MyPage } from '../parts/page.tsx';
import { TabLinks } from '../parts/tab-links.tsx';
import { useOwnPages } from '../use-own.ts';

/** Orders of every channel, by how they stand. */
export function OrdersPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const asked = params['view'] as OwnOrdersView | undefined;
  const view = ORDER_TABS.find((tab) => tab.view === asked)?.view ?? 'all';
  const query = useOwnPages<OwnOrderListItem, OwnOrdersAnswer>('orders', { view, limit: 20 });
  return (
    <MyPage title="我的订单">
      <TabLinks
        label="订单"
        tabs={ORDER_TABS.map((tab) => ({
          to: tab.view === 'all' ? '/my/orders' : `/my/orders/of/${tab.view}`,
          name: tab.name,
          current: tab.view === view,
        }))}
      />
      <Endless
        query={query}
        isEmpty={([first]) => first === undefined || first.items.length === 0}
        empty={
          <Empty
            title={
              view === 'all' ? '还没有订单' : `没有${ORDER_TABS.find((tab) => tab.view === view)?.name ?? ''}的订单`
            }
            hint={view === 'all' ? '在小区群里点开接龙就能下单。' : undefined}
            action={
              view === 'all' ? (
                <a className="my-second" href="/">
                  去逛逛
                </a>
              ) : undefined
            }
          />
        }
      >
        {(pages) => (
          <ul className="my-list">
            {pages.flatMap((page) =>
              page.items.map((order) => (
                <li key={order.orderId}>
                  <OrderCard order={order} told={page.now} />
                </li>
              )),
            )}
          </ul>
        )}
      </Endless>
    </MyPage>
  );
}

function OrderCard({ order, told }: { order: OwnOrderListItem; told: string }): ReactNode {
  const state = stateOf(order);
  const [parcel] = order.parcels;
  const open = order.state === 'paid' && parcel !== undefined && state.tone !== 'good';
  return (
    <Link to={`/my/orders/${order.orderId}`} className="my-card my-order">
      <span className="my-order-head">
        <span>
          {order.channelName}
          {order.communityName === '' ? '' : ` · ${order.communityName}`}
        </span>
        <em className={`my-state my-state-${state.tone}`}>{state.words}</em>
      </span>
      <Pictures order={order} />
      {open ? <span className="my-order-note">{placeWords(parcel, Date.parse(told))}</span> : null}
      {order.state === 'placed' && order.payBy !== null ? (
        <span className="my-order-note">
          <Countdown until={order.payBy} told={told} label="付款还剩" over="付款时间到了" />
        </span>
      ) : null}
      <span className="my-order-foot">
        <small>{date(order.placedAt, told)}</small>
        <strong>{money(order.totalFen)}</strong>
      </span>
      {order.refundedFen > 0 ? <span className="my-order-note">已退 {money(order.refundedFen)}</span> : null}
    </Link>
  );
}
