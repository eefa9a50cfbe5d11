import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import type { OwnOrderDetail, ShopGroupBuy, ShopTeamAnswer } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { timeOfDay } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { Await, Loading, OfflineBanner, ProblemLine } from '../../shared/states.tsx';
import { useNow } from '../../shared/use-now.ts';
import { digitsOf } from '../cart/cart.ts';
import { CopyWords } from '../parts/copy-words.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { dayWords } from '../parts/left-words.ts';
import { money } from '../parts/money.ts';
import { ShopPage } from '../parts/shop-page.tsx';
import { headOf, inviteWords } from './result-words.ts';
import { mayBuy, SignInHere, useBuyer } from './sign-in-here.tsx';
import { useCashier } from './open-cashier.ts';

const QrPicture = lazy(() => import('../my/parts/qr-picture.tsx'));

const EVERY_MS = 20_000;
/** What somebody is looking at the page for comes by itself, a moment or a minute later. */
const WAITING_EVERY_MS: Readonly<Record<string, number>> = { placed: 3_000, awaiting_group: 5_000 };

/** After ordering: whether it is paid, where and when to pick up, whom to call together. */
export function ResultPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const orderId = params['orderId'] ?? '';
  const me = useBuyer();
  const query = useQuery({
    queryKey: ['own', 'orders', orderId],
    queryFn: () => api.get<OwnOrderDetail>(`/api/commerce/own/orders/${encodeURIComponent(orderId)}`),
    enabled: mayBuy(me),
    refetchInterval: ({ state }) => WAITING_EVERY_MS[state.data?.state ?? ''] ?? EVERY_MS,
  });
  if (me === undefined) return <Loading label="正在打开" full />;
  if (!mayBuy(me)) {
    return (
      <ShopPage title="看订单">
        <SignInHere me={me} why="用下单的手机号登录" />
      </ShopPage>
    );
  }
  return <Await query={query}>{(order) => <Result order={order} />}</Await>;
}

function Result({ order }: { order: OwnOrderDetail }): ReactNode {
  const head = headOf(order);
  const group = useGroup(order);
  const home = order.communityId === null ? '/' : `/c/${order.communityId}`;
  return (
    <ShopPage>
      <OfflineBanner>没有网络，看到的可能不是最新的。</OfflineBanner>
      <header className={`result-head result-${head.tone}`}>
        <span aria-hidden>
          <Icon name={head.tone === 'good' ? 'sent' : head.tone === 'waiting' ? 'waiting' : 'alert'} size={30} />
        </span>
        <h1>
          <b aria-live="polite">{head.title}</b>
        </h1>
        <p>{head.words}</p>
      </header>
      {order.state === 'placed' && order.due !== null ? <Pay order={order} amountFen={order.due.amountFen} /> : null}
      {order.state === 'awaiting_group' && group !== undefined ? <Invite order={order} group={group} /> : null}
      <PickUp order={order} />
      <section className="shop-card result-facts" aria-label="订单">
        <dl>
          <div>
            <dt>订单号</dt>
            <dd>{order.orderNumber}</dd>
          </div>
          <div>
            <dt>{order.paidFen > 0 ? '已付' : '要付'}</dt>
            <dd>{money(order.paidFen > 0 ? order.paidFen : order.totalFen)}</dd>
          </div>
          {order.lines.map((line) => (
            <div key={line.lineNo}>
              <dt>{line.name}</dt>
              <dd>
                {line.quantity}
                {line.unit}
              </dd>
            </div>
          ))}
        </dl>
        {order.payments.some((payment) => payment.sandbox) ? <p className="shop-hint">沙箱支付，不是真钱。</p> : null}
      </section>
      <nav className="result-ways" aria-label="接下来">
        <a className={order.state === 'placed' ? 'shop-quiet' : 'shop-main'} href={`/my/orders/${order.orderId}`}>
          {order.state === 'placed' || order.state === 'cancelled' ? '看订单' : '看订单和提货码'}
        </a>
        {group === undefined ? null : (
          <a className="shop-quiet" href={`/g/${digitsOf(group.groupBuyNumber)}`}>
            回到这个团
          </a>
        )}
        <a className="shop-quiet" href={home}>
          再逛逛
        </a>
      </nav>
    </ShopPage>
  );
}

function useGroup({ groupBuyId }: OwnOrderDetail): ShopGroupBuy | undefined {
  return useQuery({
    queryKey: ['group-buy', groupBuyId],
    queryFn: () => api.get<ShopGroupBuy>(`/api/commerce/shop/group-buys/${groupBuyId}`),
    enabled: groupBuyId !== null,
  }).data;
}

/** Not paid yet, as far as it is known: whoever paid is not asked to pay again, the cashier says so. */
function Pay({ order, amountFen }: { order: OwnOrderDetail; amountFen: number }): ReactNode {
  const { open, qr } = useCashier(order.orderId, 'full');
  return (
    <section className="shop-card result-pay" aria-label="付款">
      {order.payBy === null ? null : (
        // The moment, not what is left of it: the phone's clock may be wrong.
        <p>
          请在 <strong>{timeOfDay(order.payBy)}</strong> 前付款
        </p>
      )}
      <ProblemLine problem={open.problem} />
      {qr === undefined ? (
        <button
          type="button"
          className="shop-main"
          aria-busy={open.busy}
          disabled={open.busy}
          onClick={() => void open.run({})}
        >
          {open.busy ? '正在打开收银台…' : `去付款 ${money(amountFen)}`}
        </button>
      ) : (
        <figure className="result-scan">
          <Suspense>
            <QrPicture text={qr} label="付款码" size={180} />
          </Suspense>
          <figcaption>用手机扫码付款</figcaption>
        </figure>
      )}
      <p className="shop-hint">已经付过了？结果到了这里会自己变，不会让你再付一次。</p>
    </section>
  );
}

function Invite({ order, group }: { order: OwnOrderDetail; group: ShopGroupBuy }): ReactNode {
  const query = useQuery({
    queryKey: ['team', order.teamId],
    queryFn: () => api.get<ShopTeamAnswer>(`/api/commerce/shop/teams/${order.teamId}`),
    enabled: order.teamId !== null,
    refetchInterval: EVERY_MS,
  });
  const found = query.data;
  if (found === undefined) return null;
  const { team, now } = found;
  const url = `${location.origin}/g/${digitsOf(group.groupBuyNumber)}?team=${team.teamId}`;
  return (
    <section className="shop-card result-invite" aria-labelledby="invite">
      <h2 id="invite">{team.left > 0 ? `还差${team.left}人成团` : '人齐了，等大家付款'}</h2>
      <p>
        <Countdown until={team.expiresAt} told={now} label="距结束" over="时间到了，正在结算" />
      </p>
      {team.left === 0 ? null : (
        <CopyWords
          className="shop-main"
          label="叫上邻居"
          done="复制好了，去群里粘贴"
          words={() => inviteWords({ title: group.title, left: team.left, communityName: group.communityName }, url)}
        />
      )}
    </section>
  );
}

function PickUp({ order }: { order: OwnOrderDetail }): ReactNode {
  const now = useNow();
  const parcels = order.parcels.filter((parcel) => parcel.mode === 'pickup' && parcel.state !== 'cancelled');
  if (parcels.length === 0 || order.state === 'cancelled') return null;
  return (
    <section className="shop-card result-pick-up" aria-labelledby="pick-up">
      <h2 id="pick-up">提货</h2>
      <ul>
        {parcels.map((parcel) => (
          <li key={parcel.parcelId}>
            <Icon name="place" />
            <span>
              <strong>{parcel.pickupOn === null ? '好了会通知' : dayWords(parcel.pickupOn, now)}</strong>
              <span>{parcel.pickupPointName}</span>
              <small>{parcel.pickupPointAddress}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
