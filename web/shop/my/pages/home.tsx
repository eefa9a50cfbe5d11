import type { ReactNode } from 'react';
import type {
  MemberCard,
  OwnClaim,
  OwnOrderListItem,
  OwnOrdersAnswer,
  OwnParcel,
  OwnTeams,
} from '#modules/commerce/contract';
import { count } from '../../../shared/format.ts';
import { Icon, type IconName } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { useMe } from '../../../shared/session.tsx';
import { Await, Empty, Skeleton } from '../../../shared/states.tsx';
import { money } from '../../parts/money.ts';
import { inviteWords } from '../../checkout/result-words.ts';
import { lastCommunity } from '../../community/last-community.ts';
import { CopyWords } from '../../parts/copy-words.tsx';
import { Countdown } from '../../parts/countdown.tsx';
import { useServerNow } from '../../parts/server-clock.ts';
import { byPoint, inGroups, shownParcel } from '../goods/code-words.ts';
import { isIdle, waitingOf, type Waiting } from '../goods/waiting.ts';
import { keepWords } from '../goods/order-words.ts';
import { inviteUrl } from '../goods/invite-url.ts';
import { Card, MyPage, RowLink } from '../parts/page.tsx';
import { Pictures } from '../parts/pictures.tsx';
import { hasServices, ServiceCards, serviceTurns, useServices } from '../parts/services.tsx';
import { useOwnAnswer, useOwnList } from '../use-own.ts';

/** What waits for the customer now, then everything that is theirs. */
export function Home(): ReactNode {
  const orders = useOwnAnswer<OwnOrdersAnswer>('orders');
  return (
    <MyPage title="我的" home>
      <Await query={orders} loading={<Skeleton rows={8} />}>
        {(answer) => <Mine answer={answer} />}
      </Await>
    </MyPage>
  );
}

function Mine({ answer }: { answer: OwnOrdersAnswer }): ReactNode {
  const teams = useOwnAnswer<OwnTeams>('teams').data;
  const parcels = useOwnList<OwnParcel>('parcels').data?.items ?? [];
  const claims = useOwnList<OwnClaim>('claims').data?.items ?? [];
  const services = useServices();
  const now = useServerNow(answer.now, 10_000);
  const goods = answer.items.filter(({ channel }) => channel !== 'service');
  const works = answer.items.filter(({ channel }) => channel === 'service');
  const waiting = waitingOf({ orders: goods, teams: teams?.items ?? [], parcels, claims, now });
  const turns = serviceTurns(services, works);
  return (
    <>
      <Whose />
      {isIdle(waiting) && turns.length === 0 ? null : (
        <section className="my-turn" aria-label="轮到你了">
          <h2>轮到你了</h2>
          <ToPay orders={waiting.toPay} told={answer.now} />
          <ToGroup teams={waiting.teams} told={teams?.now ?? answer.now} />
          <ToCollect parcels={waiting.toCollect} now={now} />
          <ToAnswer claims={waiting.claims} />
          {turns.length === 0 ? null : <Card>{turns}</Card>}
        </section>
      )}
      <OrderWays orders={goods} waiting={waiting} />
      <Ways />
      <ServiceCards services={services} orders={works} />
      {answer.items.length === 0 && !services.waiting && !hasServices(services) ? <NothingYet /> : null}
      <Card>
        <RowLink to="/my/messages" title="消息和通知设置" />
      </Card>
    </>
  );
}

/** Who it is, and what they are to us. */
function Whose(): ReactNode {
  const me = useMe();
  const card = useOwnAnswer<MemberCard>('membership').data;
  return (
    <Link to="/my/member" className="my-whose">
      <span className="my-whose-face" aria-hidden>
        <Icon name="me" size={26} />
      </span>
      <span>
        <strong>{me.displayName}</strong>
        <small>{card === undefined ? '看会员和积分' : `${card.levelName} · ${count(card.points)} 积分`}</small>
      </span>
      <Icon name="forward" size={18} />
    </Link>
  );
}

function ToPay({ orders, told }: { orders: readonly OwnOrderListItem[]; told: string }): ReactNode {
  return orders.map((order) => (
    <article key={order.orderId} className="my-card my-wait">
      <header>
        <h3>待付款</h3>
        {order.payBy === null ? null : <Countdown until={order.payBy} told={told} label="还剩" over="到时间了" />}
      </header>
      <Pictures order={order} eager />
      <Link to={`/my/orders/${order.orderId}`} className="my-main my-go">
        去付款 {money(order.due?.amountFen ?? order.totalFen)}
      </Link>
    </article>
  ));
}

interface ToGroupProps {
  readonly teams: Waiting['teams'];
  readonly told: string;
}

function ToGroup({ teams, told }: ToGroupProps): ReactNode {
  return teams.map((team) => (
    <article key={team.teamId} className="my-card my-wait">
      <header>
        <h3>
          待成团 <em>还差{team.left}人</em>
        </h3>
        <Countdown until={team.expiresAt} told={told} label="还剩" over="时间到了" />
      </header>
      <p>{team.groupBuyTitle}</p>
      <div className="my-two">
        <Link to="/my/teams" className="my-second">
          看我的团
        </Link>
        <CopyWords
          className="my-main"
          label="叫上邻居"
          done="复制好了，去群里粘贴"
          words={() =>
            inviteWords(
              { title: team.groupBuyTitle, left: team.left, communityName: team.communityName },
              inviteUrl(team),
            )
          }
        />
      </div>
    </article>
  ));
}

function ToCollect({ parcels, now }: { parcels: readonly OwnParcel[]; now: number }): ReactNode {
  return byPoint(parcels).map((point) => {
    const shown = shownParcel(point.parcels);
    const keepUntil = point.parcels
      .map((parcel) => parcel.keepUntil)
      .filter((at) => at !== null)
      .toSorted()[0];
    return (
      <article key={point.pickupPointId ?? point.name} className="my-card my-wait">
        <header>
          <h3>待自提</h3>
          <span className="my-wait-place">{point.name}</span>
        </header>
        <Link to="/my/codes" className="my-code-row">
          <Icon name="code" size={28} />
          <span>
            <strong>{shown?.code == null ? '看提货码' : inGroups(shown.code)}</strong>
            <small>
              {point.parcels.reduce((sum, parcel) => sum + parcel.left, 0)}件可取
              {keepUntil === undefined ? '' : `，${keepWords(keepUntil, now)}`}
            </small>
          </span>
          <Icon name="forward" size={18} />
        </Link>
      </article>
    );
  });
}

function ToAnswer({ claims }: { claims: readonly OwnClaim[] }): ReactNode {
  if (claims.length === 0) return null;
  return (
    <Card>
      {claims.map((claim) => (
        <RowLink
          key={claim.claimId}
          mine
          to={`/my/claims/${claim.claimId}`}
          title="售后等你补充"
          hint={claim.decision ?? claim.lines.map(({ name }) => name).join('、')}
          state={money(claim.amountFen)}
        />
      ))}
    </Card>
  );
}

function OrderWays({ orders, waiting }: { orders: readonly OwnOrderListItem[]; waiting: Waiting }): ReactNode {
  const ofState = (state: OwnOrderListItem['state']): number => orders.filter((order) => order.state === state).length;
  const under = orders.filter(
    ({ state, parcels }) => state === 'paid' && parcels.some((parcel) => parcel.state !== 'collected'),
  );
  return (
    <section className="my-card" aria-labelledby="my-orders">
      <header>
        <h2 id="my-orders">我的订单</h2>
        <Link to="/my/orders" className="my-more">
          全部
          <Icon name="forward" size={16} />
        </Link>
      </header>
      <nav className="my-ways" aria-label="订单">
        <Way to="/my/orders/of/to_pay" icon="waiting" name="待付款" badge={waiting.toPay.length} />
        <Way to="/my/orders/of/to_group" icon="audiences" name="待成团" badge={ofState('awaiting_group')} />
        <Way to="/my/orders/of/under_way" icon="parcel" name="待收货" badge={under.length} />
        <Way to="/my/claims" icon="returned" name="售后" badge={waiting.claims.length} />
      </nav>
    </section>
  );
}

function Ways(): ReactNode {
  return (
    <nav className="my-card my-ways my-ways-more" aria-label="常用">
      <Way to="/my/codes" icon="code" name="提货码" />
      <Way to="/my/coupons" icon="coupon" name="优惠券" />
      <Way to="/my/teams" icon="audiences" name="我的团" />
      <Way to="/my/mall" icon="gift" name="积分商城" />
    </nav>
  );
}

function Way({ to, icon, name, badge = 0 }: { to: string; icon: IconName; name: string; badge?: number }): ReactNode {
  return (
    <Link to={to} aria-label={badge === 0 ? name : `${name} ${badge}`}>
      <Icon name={icon} size={26} />
      <span>{name}</span>
      {badge === 0 ? null : <b aria-hidden>{badge}</b>}
    </Link>
  );
}

function NothingYet(): ReactNode {
  const last = lastCommunity();
  return (
    <Empty
      title="这里还什么都没有"
      hint="下了单、约了上门，都会出现在这里。"
      action={
        <a className="my-second" href={last === undefined ? '/' : `/c/${last.communityId}`}>
          {last === undefined ? '选小区逛逛' : `去${last.name}逛逛`}
        </a>
      }
    />
  );
}
