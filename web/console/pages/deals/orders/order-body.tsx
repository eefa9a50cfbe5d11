import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OrderDetail } from '#modules/commerce/contract';
import { dateTime, percent, yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection, Steps } from '../../../parts/panel-section.tsx';
import { ContractSection } from '../contract-section.tsx';
import { PaymentList } from '../payments/payment-list.tsx';
import { QuotationSection } from '../quotation-section.tsx';
import { CancelOrder } from './cancel-order.tsx';
import { nextOf, stepsOf } from './order-words.ts';

/** One order, whole: its money, who and where, what was signed and for what, and how it went. */
export function OrderBody({ order }: { order: OrderDetail }): ReactNode {
  const next = nextOf(order);
  const mayRead = useMay('visit.read');
  return (
    <Panel>
      {next === undefined ? null : <p className={next.ours ? 'deal-next deal-next-held' : 'deal-next'}>{next.text}</p>}
      <Money order={order} />
      {order.payments.length === 0 ? null : (
        <PanelSection title="付款和退款">
          <PaymentList payments={order.payments} />
        </PanelSection>
      )}
      {order.contractId === null ? null : <ContractSection contractId={order.contractId} />}
      {order.quotationId === null ? null : <QuotationSection quotationId={order.quotationId} />}
      <Whose order={order} mayRead={mayRead} />
      <PanelSection title="经过">
        <Steps steps={stepsOf(order)} />
      </PanelSection>
      <CancelOrder order={order} />
    </Panel>
  );
}

function Money({ order }: { order: OrderDetail }): ReactNode {
  const kept = order.paidFen - order.refundedFen;
  const share = order.totalFen === 0 ? 0 : Math.min(1, Math.max(0, kept / order.totalFen));
  return (
    <PanelSection title="金额">
      <div
        className="deal-bar"
        role="img"
        aria-label={`总价${yuan(order.totalFen)}，实收${yuan(kept)}，占${percent(share, 0)}`}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <Facts
        facts={[
          ['总价', yuan(order.totalFen)],
          ['定金', yuan(order.depositFen)],
          [
            '已收',
            `${yuan(order.paidFen)}（${percent(order.totalFen === 0 ? 0 : order.paidFen / order.totalFen, 0)}）`,
          ],
          ['已退', order.refundedFen === 0 ? undefined : yuan(order.refundedFen)],
          ['实收', order.refundedFen === 0 ? undefined : yuan(kept)],
          ['还能退', order.refundableFen === 0 ? undefined : yuan(order.refundableFen)],
        ]}
      />
    </PanelSection>
  );
}

function Whose({ order, mayRead }: { order: OrderDetail; mayRead: boolean }): ReactNode {
  const now = useNow();
  return (
    <PanelSection title="谁的，哪来的">
      <Facts
        facts={[
          ['顾客', order.customerName === '' ? '已删除' : `${order.customerName} · ${order.customerPhone}`],
          [
            '谁签的',
            <Link key="seller" to="/touchpoints" search={{ person: order.touchpointId } as never}>
              {order.sellerName} · {order.sellerRoleName}
            </Link>,
          ],
          [
            '小区',
            <Link key="place" to="/communities" search={{ open: order.communityId } as never}>
              {order.cityName}
              {order.communityName}
            </Link>,
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
            order.depositPaidAt === null || !mayRead ? undefined : (
              <Link key="project" to="/service/projects" search={{ text: order.orderNumber } as never}>
                看做到哪一步
              </Link>
            ),
          ],
          ['签约', dateTime(order.placedAt, now)],
          ['付清', order.paidAt === null ? undefined : dateTime(order.paidAt, now)],
          [
            '取消',
            order.cancelledAt === null
              ? undefined
              : `${dateTime(order.cancelledAt, now)} · ${order.cancelReasonName ?? ''}`,
          ],
        ]}
      />
    </PanelSection>
  );
}
