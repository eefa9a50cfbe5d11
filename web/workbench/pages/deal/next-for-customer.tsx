import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { yuan } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { orderQuery } from '../../my/deal-queries.ts';

const STAGES = { deposit: '定金', balance: '尾款', full: '全款' } as const;

/** What the customer does next on their own phone; it turns by itself when the money is there. */
export function NextForCustomer({ orderId }: { orderId: string }): ReactNode {
  const order = useQuery(orderQuery(orderId)).data;
  if (order === undefined) return null;
  if (order.state === 'cancelled') return null;
  if (order.due === null) {
    return (
      <p className="card deal-paid">
        <Icon name="sent" size={22} /> 付清了，一共 {yuan(order.paidFen - order.refundedFen)}。
      </p>
    );
  }
  const { stage, amountFen } = order.due;
  return (
    <section className="card card-people page-stack" aria-labelledby="next-for-customer">
      <h2 id="next-for-customer">
        {stage === 'deposit' ? '下一步：请客户' : `${STAGES.deposit}收到了，之后请客户`}付{STAGES[stage]}{' '}
        {yuan(amountFen)}
      </h2>
      <QrOfOrder orderId={orderId} />
      <p>请客户用自己的手机扫一扫，用手机号登录，就能看到订单 {order.orderNumber} 并付款。</p>
      <p className="visit-hint">付好后这里会自己变，不用刷新。</p>
    </section>
  );
}

interface Squares {
  readonly size: number;
  readonly path: string;
}

/** The order's page as a code to scan; drawn here, so that no address leaves the phone. */
function QrOfOrder({ orderId }: { orderId: string }): ReactNode {
  const link = `${location.origin}/my/orders/${orderId}`;
  const [squares, setSquares] = useState<Squares>();
  useEffect(() => {
    let gone = false;
    const draw = async (): Promise<void> => {
      const { squaresOf } = await import('../../../shared/qr-squares.ts');
      if (!gone) setSquares(squaresOf(link));
    };
    // Without the drawing the words below it still say what to do.
    draw().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [link]);
  if (squares === undefined) return null;
  return (
    <svg
      className="deal-qr"
      viewBox={`-4 -4 ${squares.size + 8} ${squares.size + 8}`}
      role="img"
      aria-label="订单页的二维码"
      shapeRendering="crispEdges"
    >
      <rect x={-4} y={-4} width={squares.size + 8} height={squares.size + 8} fill="#fff" />
      <path d={squares.path} fill="#000" />
    </svg>
  );
}
