import type { ReactNode } from 'react';
import type { OwnClaim, OwnOrderDetail, OwnTeams } from '#modules/commerce/contract';
import { dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { money } from '../../parts/money.ts';
import { digitsOf } from '../../cart/cart.ts';
import { Countdown } from '../../parts/countdown.tsx';
import { useServerNow } from '../../parts/server-clock.ts';
import { isLying } from '../goods/code-words.ts';
import { cancelledWords, mayClaim, stateOf } from '../goods/order-words.ts';
import { BuyAgain } from '../parts/buy-again.tsx';
import { CancelGoods } from '../parts/cancel-goods.tsx';
import { ChangePoint } from '../parts/change-point.tsx';
import { OrderLines } from '../parts/order-lines.tsx';
import { OrderParcels } from '../parts/order-parcels.tsx';
import { Card, Facts, MyPage, RowLink } from '../parts/page.tsx';
import { PayBar } from '../parts/pay-bar.tsx';
import { TeamCard } from '../parts/team-card.tsx';
import { useOwnAnswer } from '../use-own.ts';

interface GoodsOrderProps {
  readonly order: OwnOrderDetail;
}

/** An order of goods: how it stands, where it is fetched, what it cost, and what can be done about it. */
export function GoodsOrder({ order }: GoodsOrderProps): ReactNode {
  const now = useServerNow(order.now);
  const inTime = order.payBy === null || now < Date.parse(order.payBy);
  const paying = order.state === 'placed' && order.due !== null && inTime;
  return (
    <MyPage title={stateOf(order).words} lead={<HeadWords order={order} inTime={inTime} />} back="/my/orders">
      {order.state === 'awaiting_group' ? <Team order={order} /> : null}
      {order.parcels.some(isLying) ? (
        <Link to="/my/codes" className="my-main my-go">
          <Icon name="code" size={22} /> 看提货码
        </Link>
      ) : null}
      {order.state === 'cancelled' ? null : <OrderParcels order={order} now={now} />}
      <OrderLines order={order} />
      <Price order={order} />
      <Claims order={order} />
      <OrderFacts order={order} />
      <Acts order={order} />
      {paying && order.due !== null ? <PayBar orderId={order.orderId} amountFen={order.due.amountFen} /> : null}
    </MyPage>
  );
}

/** Under the title: what to do, and until when. */
function HeadWords({ order, inTime }: GoodsOrderProps & { inTime: boolean }): ReactNode {
  if (order.state === 'placed') {
    if (!inTime) return '付款时间过了，订单会自动取消，没有扣钱。';
    return order.payBy === null ? (
      '还没付款'
    ) : (
      <>
        <Countdown until={order.payBy} told={order.now} label="付款还剩" over="付款时间到了" />
        ，到时间没付就让给邻居
      </>
    );
  }
  if (order.state === 'awaiting_group') return '付好了，等人凑齐。没成团全额原路退回。';
  if (order.state === 'cancelled') return cancelledWords(order);
  if (order.state === 'completed') return '谢谢支持，积分已经到账。';
  if (order.parcels.some(isLying)) return '东西到自提点了，报提货码就能取。';
  if (order.parcels.some(({ state }) => state === 'on_the_way')) return '已经在路上，到了会通知你。';
  if (order.parcels.every(({ state }) => state === 'collected')) return '都拿到了。有问题可以申请售后。';
  return '付好了，正在备货。';
}

/** The team that it waits for. */
function Team({ order }: GoodsOrderProps): ReactNode {
  const answer = useOwnAnswer<OwnTeams>('teams').data;
  const team = answer?.items.find(({ orderId }) => orderId === order.orderId);
  return answer === undefined || team === undefined ? null : <TeamCard team={team} told={answer.now} />;
}

function Price({ order }: GoodsOrderProps): ReactNode {
  const refunding = order.payments.reduce((sum, payment) => sum + payment.refundingFen, 0);
  return (
    <Card title="价格明细">
      <dl className="my-steps">
        {order.priceSteps.map((step, at) => (
          <div key={at}>
            <dt>{step.title}</dt>
            <dd className={step.amountFen < 0 ? 'my-less' : undefined}>
              {step.amountFen < 0 ? `−${money(-step.amountFen)}` : money(step.amountFen)}
            </dd>
          </div>
        ))}
        <div className="my-steps-total">
          <dt>{order.paidFen > 0 ? '实付' : order.state === 'placed' ? '要付' : '合计'}</dt>
          <dd>{money(order.paidFen > 0 ? order.paidFen : order.totalFen)}</dd>
        </div>
        {refunding === 0 ? null : (
          <div>
            <dt>正在原路退回</dt>
            <dd>{money(refunding)}</dd>
          </div>
        )}
        {order.refundedFen === 0 ? null : (
          <div>
            <dt>已退</dt>
            <dd>{money(order.refundedFen)}</dd>
          </div>
        )}
      </dl>
      {order.payments.some((payment) => payment.sandbox && payment.receivedFen > 0) ? (
        <p className="my-note">沙箱支付，不是真钱。</p>
      ) : null}
    </Card>
  );
}

function Claims({ order }: GoodsOrderProps): ReactNode {
  const claims = useOwnAnswer<{ items: readonly OwnClaim[] }>('claims', { orderId: order.orderId }).data?.items ?? [];
  if (claims.length === 0) return null;
  return (
    <Card title="售后">
      {claims.map((claim) => (
        <RowLink
          key={claim.claimId}
          mine={claim.canAnswer}
          to={`/my/claims/${claim.claimId}`}
          title={claim.kindName}
          hint={claim.lines.map(({ name, quantity, unit }) => `${name} ${quantity}${unit}`).join('、')}
          state={claim.stateName}
        />
      ))}
    </Card>
  );
}

function OrderFacts({ order }: GoodsOrderProps): ReactNode {
  const { groupBuy } = order;
  const paid = order.payments.find((payment) => payment.state === 'succeeded');
  return (
    <Card title="订单信息">
      <Facts
        rows={[
          ['订单号', order.orderNumber],
          ['团购', groupBuy?.title],
          ['团长', order.groupBuyId === null || order.sellerName === '' ? null : order.sellerName],
          ['小区', order.communityName],
          ['付款方式', paid?.providerName ?? null],
        ]}
      />
      {groupBuy === null ? null : (
        <a className="my-file" href={`/g/${digitsOf(groupBuy.groupBuyNumber)}`}>
          看这个团购
        </a>
      )}
      <details className="my-history">
        <summary>经过</summary>
        <ol className="my-timeline">
          {order.timeline.toReversed().map((entry) => (
            <li key={entry.step}>
              <span>
                {entry.moveName}
                {entry.amountFen === null || entry.amountFen === 0 ? '' : ` ${money(entry.amountFen)}`}
                {entry.reason === null ? '' : `：${entry.reason}`}
              </span>
              <small>{dateTime(entry.at, order.now)}</small>
            </li>
          ))}
        </ol>
      </details>
    </Card>
  );
}

function Acts({ order }: GoodsOrderProps): ReactNode {
  return (
    <section className="my-acts" aria-label="还可以">
      {mayClaim(order) ? (
        <Link to={`/my/orders/${order.orderId}/claim`} className="my-second">
          申请售后
        </Link>
      ) : null}
      {order.state === 'placed' ? null : <BuyAgain order={order} />}
      {order.canChangePoint && order.otherPoints.length > 0 ? <ChangePoint order={order} /> : null}
      {order.canCancel ? <CancelGoods order={order} /> : null}
    </section>
  );
}
