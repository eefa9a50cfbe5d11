import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OrderDetail } from '#modules/commerce/contract';
import { dateTime } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, PanelSection } from '../../../parts/panel-section.tsx';
import { contactOf } from '../who.ts';
import { nobodyOf } from './order-words.ts';

type Fact = readonly [name: string, value: ReactNode];

/** Who bought it from whom, where it came from, and when. */
export function OrderWhose({ order }: { order: OrderDetail }): ReactNode {
  const now = useNow();
  const mayRead = useMay('visit.read');
  return (
    <PanelSection title="谁的，哪来的">
      <Facts facts={[...peopleOf(order), ...originOf(order, mayRead), ...timesOf(order, now)]} />
    </PanelSection>
  );
}

function peopleOf(order: OrderDetail): Fact[] {
  return [
    ['顾客', contactOf(order, nobodyOf(order))],
    [
      order.channel === 'service' ? '谁签的' : '谁卖的',
      order.touchpointId === null ? undefined : (
        <Link key="seller" to="/touchpoints" search={{ person: order.touchpointId } as never}>
          {order.sellerName} · {order.sellerRoleName}
        </Link>
      ),
    ],
    [
      '小区',
      order.communityId === null ? undefined : (
        <Link key="place" to="/communities" search={{ open: order.communityId } as never}>
          {order.cityName}
          {order.communityName}
        </Link>
      ),
    ],
    ['渠道', order.channelName],
  ];
}

function originOf(order: OrderDetail, mayRead: boolean): Fact[] {
  return [
    ['平台单号', order.external === null ? undefined : `${order.external.source} · ${order.external.id}`],
    [
      '团',
      order.groupBuyId === null ? undefined : (
        <Link key="buy" to="/goods/group-buys" search={{ buy: order.groupBuyId, state: 'all' } as never}>
          看这个团
        </Link>
      ),
    ],
    [
      '商机',
      order.visitId === null ? undefined : (
        <Link
          key="opportunity"
          to="/deals/opportunities"
          search={{ opportunity: order.visitId, state: 'all' } as never}
        >
          看报了几次价
        </Link>
      ),
    ],
    [
      '线索',
      order.leadId === null ? undefined : (
        <Link key="lead" to="/leads" search={{ lead: order.leadId, state: 'all' } as never}>
          看怎么来的
        </Link>
      ),
    ],
    [
      '工程',
      order.channel !== 'service' || order.depositPaidAt === null || !mayRead ? undefined : (
        <Link key="project" to="/service/projects" search={{ text: order.orderNumber } as never}>
          看做到哪一步
        </Link>
      ),
    ],
  ];
}

function timesOf(order: OrderDetail, now: number): Fact[] {
  const at = (moment: string | null): string | undefined => (moment === null ? undefined : dateTime(moment, now));
  const cancelled = at(order.cancelledAt);
  return [
    [order.channel === 'service' ? '签约' : '下单', at(order.placedAt)],
    ['付清', at(order.paidAt)],
    ['完成', at(order.completedAt)],
    ['取消', cancelled === undefined ? undefined : `${cancelled} · ${order.cancelReasonName ?? ''}`],
  ];
}
