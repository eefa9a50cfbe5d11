import { useEffect, useState, type ReactNode } from 'react';
import type { ShopGroupBuy } from '#modules/commerce/contract';
import { dateTime, relativeTime } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { OfflineBanner } from '../../shared/states.tsx';
import { cartKey, quantityOf, sumOf, unitsOf, type CartPlace } from '../cart/cart.ts';
import { useCart, type CartInHand } from '../cart/use-cart.ts';
import { rememberCommunity } from '../community/last-community.ts';
import { BuyBar } from '../parts/buy-bar.tsx';
import { CopyWords } from '../parts/copy-words.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { Face } from '../parts/faces.tsx';
import { dayWords } from '../parts/left-words.ts';
import { useServerNow } from '../parts/server-clock.ts';
import { ShopPage } from '../parts/shop-page.tsx';
import type { ViewOf } from '../view-pages.ts';
import { GroupItems } from './group-items.tsx';
import { hasTeams, overWords, shareWords, standingOf, wholeWords } from './group-words.ts';
import { joinWithOne, Teams, theOnlyItem } from './teams.tsx';
import { useGroupBuy, useTeams } from './use-group-buy.ts';

/** A group buy: what neighbours buy together today. */
export function GroupView({ view }: { view: ViewOf<'group'> }): ReactNode {
  const { groupBuy } = useGroupBuy(view.groupBuy);
  const { communityId, communityName } = groupBuy;
  const link = useLink();
  useEffect(() => rememberCommunity({ communityId, name: communityName }), [communityId, communityName]);
  const place: CartPlace = {
    kind: 'group',
    groupBuyId: groupBuy.groupBuyId,
    groupBuyNumber: groupBuy.groupBuyNumber,
    title: groupBuy.title,
    communityId,
    communityName,
    shareToken: link.shareToken,
  };
  const hand = useCart(place);
  const [team, setTeam] = useState<string>();
  const { teams, gone } = useTeams(groupBuy, link.team);
  const chosen = team ?? (gone ? undefined : link.team);
  const now = useServerNow(groupBuy.now);
  const standing = standingOf(groupBuy, now);
  return (
    <ShopPage
      back={{ href: `/c/${communityId}`, words: communityName }}
      aside={
        <CopyWords
          className="shop-link"
          words={() => shareWords(groupBuy, addressOf(link))}
          label="转给邻居"
          done="复制好了，去群里粘贴"
        />
      }
      bar={<OrderBar groupBuy={groupBuy} standing={standing} hand={hand} place={place} team={chosen} />}
    >
      <OfflineBanner>没有网络，进度和库存可能不是最新的。</OfflineBanner>
      <Head groupBuy={groupBuy} standing={standing} />
      {standing === 'called off' ? null : <Where groupBuy={groupBuy} />}
      <Progress groupBuy={groupBuy} now={now} standing={standing} />
      {hasTeams(groupBuy) && standing === 'open' ? (
        <Teams
          groupBuy={groupBuy}
          teams={teams}
          linkGone={gone}
          now={now}
          chosen={chosen}
          hand={hand}
          onChoose={setTeam}
        />
      ) : null}
      <GroupItems groupBuy={groupBuy} open={standing === 'open'} hand={hand} />
    </ShopPage>
  );
}

interface LinkFacts {
  /** Of the leader's link: whose word brought them. */
  readonly shareToken: string | null;
  /** Of a neighbour's link. */
  readonly team: string | undefined;
}

/** What the address says beside the number; nothing while the server renders. */
function useLink(): LinkFacts {
  const [link, setLink] = useState<LinkFacts>({ shareToken: null, team: undefined });
  useEffect(() => {
    const query = new URLSearchParams(location.search);
    const shareToken = query.get('s');
    setLink({
      shareToken: shareToken !== null && /^[\w-]{8,64}$/.test(shareToken) ? shareToken : null,
      team: query.get('team') ?? undefined,
    });
  }, []);
  return link;
}

function addressOf({ shareToken }: LinkFacts): string {
  return location.origin + location.pathname + (shareToken === null ? '' : `?s=${shareToken}`);
}

interface StandingProps {
  readonly groupBuy: ShopGroupBuy;
  readonly standing: ReturnType<typeof standingOf>;
}

function Head({ groupBuy, standing }: StandingProps): ReactNode {
  const { title, words, kindName, leaderName, cutOffAt, opensAt, now } = groupBuy;
  return (
    <header className="group-head">
      <p className="group-kind">
        <span className="shop-tag">{kindName}</span>
        {leaderName === '' ? null : <span>团长 {leaderName}</span>}
      </p>
      <h1>{title}</h1>
      {words === '' ? null : <p className="group-words">{words}</p>}
      <p className="group-time">
        {standing === 'open' ? <Countdown until={cutOffAt} told={now} label="距截单" over="已截单" /> : null}
        {standing === 'early' ? <Countdown until={opensAt} told={now} label="距开团" over="马上开团" /> : null}
        {standing === 'over' || standing === 'called off' ? <strong>{overWords(groupBuy)}</strong> : null}
        {standing === 'open' ? <span>{dateTime(cutOffAt, now)} 截单</span> : null}
        {standing === 'early' ? <span>{dateTime(opensAt, now)} 开团</span> : null}
      </p>
    </header>
  );
}

function Where({ groupBuy: { pickupPoint, pickupOn, now } }: { groupBuy: ShopGroupBuy }): ReactNode {
  return (
    <section className="group-where" aria-label="提货">
      <Icon name="place" />
      <p>
        <strong>{dayWords(pickupOn, Date.parse(now))}自提</strong>
        {pickupPoint === null ? null : (
          <>
            <span>{pickupPoint.name}</span>
            <small>{pickupPoint.address}</small>
          </>
        )}
      </p>
    </section>
  );
}

const SHOWN_NEIGHBOURS = 6;

function Progress({ groupBuy, now, standing }: StandingProps & { now: number }): ReactNode {
  const { people, units, joined, progress, teamSize, kind } = groupBuy;
  const [all, setAll] = useState(false);
  const whole = kind === 'min_size' && !hasTeams(groupBuy);
  return (
    <section className="shop-card group-progress" aria-labelledby="progress">
      <h2 id="progress">
        <span aria-live="polite">
          {people === 0
            ? standing === 'early'
              ? '还没开团'
              : standing === 'open'
                ? '还没人下单'
                : '没人参加'
            : `${people}位邻居参加了`}
          {whole ? <em>{wholeWords(groupBuy)}</em> : null}
        </span>
        {units === 0 ? null : <small>共{units}份</small>}
      </h2>
      {whole && teamSize !== null ? <Bar percent={(people / teamSize) * 100} label="成团进度" /> : null}
      {progress === null ? null : (
        <div className="group-target">
          <p>
            {progress.communities}个小区一起：{progress.title}
            <strong>{progress.percent}%</strong>
          </p>
          <Bar percent={progress.percent} label={progress.title} />
          {progress.target === null || progress.reached === null ? null : (
            <small>
              已有{progress.reached}，目标{progress.target}
            </small>
          )}
        </div>
      )}
      {joined.length === 0 ? (
        standing === 'open' && <p className="shop-hint">来当第一个，名字和头像都会隐去。</p>
      ) : (
        <ol className="group-joined" reversed>
          {joined.slice(0, all ? undefined : SHOWN_NEIGHBOURS).map((one, at) => (
            <li key={at}>
              <Face name={one.name} seed={one.face} />
              <span>{one.name}</span>
              <span>{one.units}份</span>
              <small>{relativeTime(one.at, now)}</small>
            </li>
          ))}
        </ol>
      )}
      {joined.length <= SHOWN_NEIGHBOURS || all ? null : (
        <button type="button" className="shop-link" onClick={() => setAll(true)}>
          看最近{joined.length}位
        </button>
      )}
    </section>
  );
}

export function Bar({ percent, label }: { percent: number; label: string }): ReactNode {
  const shown = Math.max(0, Math.min(100, Math.floor(percent)));
  return (
    <div
      className="group-bar"
      role="progressbar"
      aria-label={label}
      aria-valuenow={shown}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ width: `${shown}%` }} />
    </div>
  );
}

interface OrderBarProps extends StandingProps {
  readonly hand: CartInHand;
  readonly place: CartPlace;
  readonly team: string | undefined;
}

function OrderBar({ groupBuy, standing, hand, place, team }: OrderBarProps): ReactNode {
  const { cart } = hand;
  const units = unitsOf(cart);
  const sum = (cart?.lines ?? []).reduce((total, line) => {
    const item = groupBuy.items.find((one) => one.skuId === line.skuId);
    return total + (item?.priceFen ?? line.unitFen) * quantityOf(cart, line.skuId);
  }, 0);
  if (standing !== 'open') {
    return (
      <div className="shop-bar" role="region" aria-label="接下来">
        <a className="shop-main" href={`/c/${groupBuy.communityId}`}>
          {standing === 'early' ? '先看看别的团' : '看看今天还有什么团'}
        </a>
      </div>
    );
  }
  const words = hasTeams(groupBuy) ? (team === undefined || team === 'new' ? '开新团' : '参团') : '去下单';
  const only = theOnlyItem(groupBuy);
  if (units === 0 && team !== undefined && only !== undefined && hasTeams(groupBuy)) {
    return (
      <BuyBar sumFen={only.priceFen} words="1件 · 到点自提">
        <button type="button" className="shop-main" onClick={() => joinWithOne(groupBuy, hand, team)}>
          {words}
        </button>
      </BuyBar>
    );
  }
  const to = `/checkout/${cartKey(place)}${hasTeams(groupBuy) ? `?team=${team ?? 'new'}` : ''}`;
  return (
    <BuyBar sumFen={units === 0 ? 0 : sum || sumOf(cart)} words={units === 0 ? '还没选' : `${units}件 · 到点自提`}>
      {units === 0 ? (
        <a className="shop-main" href="#goods">
          选商品
        </a>
      ) : (
        <a className="shop-main" href={to}>
          {words}
        </a>
      )}
    </BuyBar>
  );
}
