import type { ReactNode } from 'react';
import type { OrderDetail } from '#modules/commerce/contract';
import { percent, yuan } from '../../../../shared/format.ts';
import { Facts, Panel, PanelSection, Steps } from '../../../parts/panel-section.tsx';
import { ContractSection } from '../contract-section.tsx';
import { PaymentList } from '../payments/payment-list.tsx';
import { QuotationSection } from '../quotation-section.tsx';
import { CancelOrder } from './cancel-order.tsx';
import { OrderGoods, OrderParcels } from './order-goods.tsx';
import { OrderWhose } from './order-whose.tsx';
import { nextOf, stepsOf } from './order-words.ts';

/** One order, whole: its money, who and where, what was signed and for what, and how it went. */
export function OrderBody({ order }: { order: OrderDetail }): ReactNode {
  const next = nextOf(order);
  return (
    <Panel>
      {next === undefined ? null : <p className={next.ours ? 'deal-next deal-next-held' : 'deal-next'}>{next.text}</p>}
      {order.lines.length === 0 ? null : <OrderGoods order={order} />}
      {order.parcels.length === 0 ? null : <OrderParcels order={order} />}
      <Money order={order} />
      {order.payments.length === 0 ? null : (
        <PanelSection title="付款和退款">
          <PaymentList payments={order.payments} />
        </PanelSection>
      )}
      {order.contractId === null ? null : <ContractSection contractId={order.contractId} />}
      {order.quotationId === null ? null : <QuotationSection quotationId={order.quotationId} />}
      <OrderWhose order={order} />
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
          ['定金', order.channel === 'service' ? yuan(order.depositFen) : undefined],
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
