import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import type { ProjectItem } from '#modules/fulfilment/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Link } from '../../../shared/router.tsx';
import { Await, ProblemLine, Skeleton } from '../../../shared/states.tsx';
import { useCashier } from '../../checkout/open-cashier.ts';
import { stateOf } from '../goods/order-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useOwn, useOwnList } from '../use-own.ts';
import { GoodsOrder } from './goods-order.tsx';

const QrPicture = lazy(() => import('../parts/qr-picture.tsx'));

const STAGES = { deposit: '定金', balance: '尾款', full: '全款' } as const;
const REASONS = [
  { code: 'changed_mind', name: '改主意了' },
  { code: 'chose_other', name: '选了别家' },
  { code: 'not_now', name: '暂时不做' },
  { code: 'other', name: '其他' },
] as const;

/** An order: of goods, or of a service. */
export function OrderPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useOwn<OwnOrderDetail>('orders', params['orderId'] ?? '');
  return (
    <Await query={query} loading={<Skeleton rows={9} />}>
      {(order) => (order.channel === 'service' ? <ServiceOrder order={order} /> : <GoodsOrder order={order} />)}
    </Await>
  );
}

/** What was ordered, paid and is due. */
function ServiceOrder({ order: it }: { order: OwnOrderDetail }): ReactNode {
  return (
    <MyPage title="订单" lead={`${it.packageName} · ${it.communityName}`}>
      <Card title={it.orderNumber} state={stateOf(it)}>
        <Facts
          rows={[
            ['总价', yuan(it.totalFen)],
            ['已付', it.paidFen === 0 ? null : yuan(it.paidFen)],
            ['已退', it.refundedFen === 0 ? null : yuan(it.refundedFen)],
            ['谁经办', `${it.sellerRoleName} ${it.sellerName}`],
            ['下单时间', dateTime(it.placedAt)],
            ['取消原因', it.cancelReasonName],
          ]}
        />
        {it.contractId === null ? null : (
          <Link to={`/my/contracts/${it.contractId}`} className="my-file">
            看合同
          </Link>
        )}
      </Card>
      {it.due === null ? null : <Pay order={it} due={it.due} />}
      <Payments order={it} />
      {it.canCancel ? <CancelOrder orderId={it.orderId} /> : null}
    </MyPage>
  );
}

function Pay({ order, due }: { order: OwnOrderDetail; due: NonNullable<OwnOrderDetail['due']> }): ReactNode {
  const projects = useOwnList<ProjectItem>('projects').data?.items ?? [];
  const finished = projects.some((it) => it.orderId === order.orderId && it.state === 'completed');
  const early = due.stage === 'balance' && !finished;
  const { open, qr } = useCashier(order.orderId, due.stage);
  return (
    <div className="my-bar">
      <ProblemLine problem={open.problem} />
      {qr === undefined ? null : (
        <Suspense>
          <QrPicture text={qr} label="付款码" size={180} />
        </Suspense>
      )}
      {early ? <p>尾款 {yuan(due.amountFen)}，完工验收以后再付，也可以提前付。</p> : null}
      <button
        type="button"
        className={early ? 'my-quiet' : 'my-main'}
        disabled={open.busy}
        onClick={() => void open.run({})}
      >
        {open.busy ? '正在打开收银台…' : `${early ? '提前付' : '付'}${STAGES[due.stage]} ${yuan(due.amountFen)}`}
      </button>
    </div>
  );
}

function Payments({ order }: { order: OwnOrderDetail }): ReactNode {
  const shown = order.payments.filter((payment) => payment.state !== 'created' && payment.state !== 'closed');
  if (shown.length === 0) return null;
  return (
    <Card title="付款记录">
      <ul className="my-lines">
        {shown.map((payment) => (
          <li key={payment.paymentId}>
            <span>
              <strong>
                {payment.stageName} · {payment.stateName}
              </strong>
              <small>
                {payment.providerName}
                {payment.sandbox ? '（不是真钱）' : ''} · {payment.paymentNumber}
                {payment.paidAt === null ? '' : ` · ${dateTime(payment.paidAt)}`}
                {payment.refundedFen === 0 ? '' : ` · 已退 ${yuan(payment.refundedFen)}`}
              </small>
            </span>
            <em>{yuan(payment.receivedFen === 0 ? payment.amountFen : payment.receivedFen)}</em>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function CancelOrder({ orderId }: { orderId: string }): ReactNode {
  const [reason, setReason] = useState<string>();
  const cancel = useAct(
    (why: string, key: string) => api.post(`${OWN.orders}/${orderId}/cancel`, { body: { reason: why }, key }),
    { stale: [keyOf('orders')] },
  );
  return (
    <Card>
      <Confirm
        ask="取消订单"
        means="还没付钱，可以直接取消，合同随之作废。为什么不做了？"
        stay="先不取消"
        go="确定取消"
        busy={cancel.busy}
        problem={cancel.problem}
        disabled={reason === undefined}
        onGo={() => void cancel.run(reason ?? 'other')}
      >
        <div className="my-chips" role="group" aria-label="原因">
          {REASONS.map(({ code, name }) => (
            <button key={code} type="button" aria-pressed={reason === code} onClick={() => setReason(code)}>
              {name}
            </button>
          ))}
        </div>
      </Confirm>
    </Card>
  );
}
