import { createElement, lazy, Suspense, useEffect, type ReactNode } from 'react';
import type { BookingView } from '#modules/growth/contract';
import { Logo } from '../shared/logo.tsx';
import { Loading } from '../shared/states.tsx';
import { lastCommunity } from './community/last-community.ts';
import type { ShopView } from './offer.ts';
import { useHere } from './parts/use-here.ts';
import { viewPage } from './view-pages.ts';
import '../shared/base.css';
import './shop.css';
import './parts/parts.css';
import './community/community.css';
import './group/group.css';
import './item/item.css';

/** Loaded when somebody asks for it: an offer opens without it. */
const MyApp = lazy(() => import('./my/my-app.tsx'));
const BuyingApp = lazy(() => import('./checkout/buying-app.tsx'));
const SurveyPage = lazy(() => import('./survey/survey-page.tsx'));

export function titleOf(view: ShopView): string {
  if (view.kind === 'offer') return `${view.offer.package.name} · ${view.offer.community.name}`;
  if (view.kind === 'booking') return `${view.page.service.name} · ${placeName(view.page)}`;
  if (view.kind === 'survey') return '做得怎么样 · 双轮社区优选';
  if (view.kind === 'my') return '我的 · 双轮社区优选';
  if (view.kind === 'choose') return '选小区 · 双轮社区优选';
  if (view.kind === 'community') return `${view.home.community.name} · 双轮社区优选`;
  if (view.kind === 'group') return `${view.groupBuy.title} · ${view.groupBuy.communityName}`;
  if (view.kind === 'item') return `${view.item.name} · ${view.item.community.name}`;
  return view.kind === 'missing' ? '链接打不开了' : '双轮社区优选';
}

const placeName = ({ communities: [place, ...others] }: BookingView): string =>
  place === undefined || others.length > 0 ? '双轮社区优选' : place.name;

export function ShopApp({ view }: { view: ShopView }): ReactNode {
  const page = viewPage(view.kind);
  if (page !== undefined) return createElement(page, { view });
  if (view.kind === 'buying') return <InBrowser>{() => <BuyingApp />}</InBrowser>;
  if (view.kind === 'somewhere') return <InBrowser>{() => <Somewhere />}</InBrowser>;
  if (view.kind === 'my') return <InBrowser>{() => <MyApp />}</InBrowser>;
  if (view.kind === 'survey') return <InBrowser>{() => <SurveyPage token={view.token} />}</InBrowser>;
  if (view.kind === 'missing') {
    return (
      <Notice title="这个链接打不开了">
        可能少复制了几个字，或者活动已经撤下。请回到群里重新点开，或者问问发给你的人。
      </Notice>
    );
  }
  return <Notice title="双轮社区优选">每个小区的方案都不一样。请从小区群里、管家发给你的链接打开。{myLink}</Notice>;
}

/** What only the browser renders; the server says that it is being opened. */
function InBrowser({ children }: { children: () => ReactNode }): ReactNode {
  const here = useHere();
  const opening = <Loading label="正在打开" full />;
  return here ? <Suspense fallback={opening}>{children()}</Suspense> : opening;
}

/** An item's link without a community: that of the last visit, or asked for. */
function Somewhere(): ReactNode {
  useEffect(() => {
    const last = lastCommunity();
    const here = location.pathname;
    location.replace(last === undefined ? `/?to=${encodeURIComponent(here)}` : `${here}?c=${last.communityId}`);
  }, []);
  return <Loading label="正在打开" full />;
}

const myLink = (
  <>
    <br />
    <a href="/my">看我的预约</a>
  </>
);

function Notice({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <main className="notice">
      <Logo size={44} />
      <h1>{title}</h1>
      <p>{children}</p>
    </main>
  );
}
