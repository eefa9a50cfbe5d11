import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PaymentItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime, yuan } from '../../../../shared/format.ts';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { PAYMENT_TOPICS, PAYMENTS_KEY, PAYMENTS_PATH } from '../deals-paths.ts';
import { SandboxWord } from '../sandbox-mark.tsx';
import { DecideHeld } from './decide-held.tsx';
import { Decided, Refund, Refunds } from './payment-list.tsx';
import { heldSentence } from './payment-words.ts';

/** The open payment beside its list. */
export function usePaymentPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...PAYMENTS_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<PaymentItem>(`${PAYMENTS_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : PAYMENT_TOPICS, queryKey);
  if (id === undefined) return undefined;
  const payment = query.data;
  return {
    title: payment === undefined ? '收款' : `${payment.communityName} · ${payment.stageName}`,
    subtitle: payment === undefined ? '' : `${payment.paymentNumber} · ${payment.stateName}`,
    onClose,
    children: <Await query={query}>{(found) => <PaymentBody key={found.paymentId} payment={found} />}</Await>,
  };
}

function PaymentBody({ payment }: { payment: PaymentItem }): ReactNode {
  const now = useNow();
  const held = payment.state === 'held';
  return (
    <Panel>
      {held ? <p className="deal-next deal-next-held">{heldSentence(payment)}</p> : null}
      <PanelSection title="应收和到账" action={payment.sandbox ? <SandboxWord /> : null}>
        <dl className="deal-compare">
          <div>
            <dt>应收</dt>
            <dd>{yuan(payment.amountFen)}</dd>
          </div>
          <div>
            <dt>到账</dt>
            <dd>{payment.receivedFen === 0 ? '—' : yuan(payment.receivedFen)}</dd>
          </div>
          <div>
            <dt>差额</dt>
            <dd>{payment.receivedFen === 0 ? '—' : yuan(payment.receivedFen - payment.amountFen)}</dd>
          </div>
        </dl>
        {held ? <DecideHeld payment={payment} /> : null}
        <Decided payment={payment} />
      </PanelSection>
      {payment.receivedFen === 0 || held ? null : (
        <PanelSection title="退款">
          {payment.refunds.length === 0 ? <p className="panel-note">没有退过。</p> : <Refunds payment={payment} />}
          <Refund payment={payment} />
        </PanelSection>
      )}
      <PanelSection title="这笔钱">
        <Facts
          facts={[
            [
              '订单',
              <Link key="order" to="/deals/orders" search={{ order: payment.orderId, state: 'all' } as never}>
                {payment.orderNumber}
              </Link>,
            ],
            ['付什么', payment.stageName],
            ['渠道', payment.providerName],
            ['发起', dateTime(payment.createdAt, now)],
            ['到账', payment.paidAt === null ? undefined : dateTime(payment.paidAt, now)],
            ['收银台开到', payment.receivedFen > 0 ? undefined : dateTime(payment.expiresAt, now)],
          ]}
        />
      </PanelSection>
    </Panel>
  );
}
