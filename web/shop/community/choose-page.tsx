import { useEffect, useState, type ReactNode } from 'react';
import type { ShopCommunities, ShopCommunity } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { Icon } from '../../shared/icons.tsx';
import { Logo } from '../../shared/logo.tsx';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { ProblemLine } from '../../shared/states.tsx';
import { ShopPage } from '../parts/shop-page.tsx';
import type { ViewOf } from '../view-pages.ts';
import { lastCommunity, type RememberedCommunity } from './last-community.ts';
import { whereTo } from './where-to.ts';

/** The server answers no more at a time. */
const MOST = 20;

/** Which community: by name, or the one of the last visit. */
export function ChooseView({ view }: { view: ViewOf<'choose'> }): ReactNode {
  const [last, setLast] = useState<RememberedCommunity>();
  const [to, setTo] = useState<string | null>(null);
  useEffect(() => {
    setLast(lastCommunity());
    setTo(new URLSearchParams(location.search).get('to'));
  }, []);
  const [text, setText] = useState('');
  const { found, problem, searching } = useSearch(text);
  const shown = found ?? view.communities;
  return (
    <ShopPage>
      <header className="choose-head">
        <Logo size={44} />
        <h1>你住哪个小区？</h1>
        <p>每个小区的团购、价格和自提点都不一样。</p>
      </header>
      {last === undefined ? null : (
        <a className="choose-last" href={whereTo(to, last.communityId)}>
          <span>
            <small>上次去的</small>
            <strong>{last.name}</strong>
          </span>
          <Icon name="forward" />
        </a>
      )}
      <search className="choose-search">
        <label htmlFor="community">小区名字</label>
        <input
          id="community"
          type="search"
          placeholder="输入几个字，比如 花园"
          autoComplete="off"
          maxLength={40}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      <ProblemLine problem={problem} />
      <section aria-label="小区" aria-busy={searching}>
        <h2 className="choose-count">
          <span aria-live="polite">
            {found === undefined
              ? '今天有团的小区'
              : found.length === 0
                ? '没找到这个小区'
                : found.length < MOST
                  ? `找到${found.length}个`
                  : `有很多，先看这${MOST}个，再输几个字更准`}
          </span>
        </h2>
        {found?.length === 0 ? <p className="choose-none">换个叫法试试，或者从小区群里的链接打开。</p> : null}
        {found === undefined && shown.length === 0 ? (
          <p className="choose-none">今天还没有小区开团，先搜你的小区。</p>
        ) : null}
        <CommunityList communities={shown} to={to} />
      </section>
      <p className="choose-other">
        <a href="/my">我的订单和预约</a>
        <a href="/work/">我是团长、管家</a>
        <a href="/console/">员工入口</a>
      </p>
    </ShopPage>
  );
}

function CommunityList({ communities, to }: { communities: readonly ShopCommunity[]; to: string | null }): ReactNode {
  return (
    <ul className="choose-list">
      {communities.map((one) => (
        <li key={one.communityId}>
          <a href={whereTo(to, one.communityId)}>
            <span>
              <strong>{one.name}</strong>
              <small>{[one.cityName, one.district].filter(Boolean).join(' · ')}</small>
            </span>
            {one.openGroupBuys === 0 ? null : <em>{one.openGroupBuys}个团进行中</em>}
            <Icon name="forward" size={18} />
          </a>
        </li>
      ))}
    </ul>
  );
}

interface Search {
  /** Undefined while nothing was asked for. */
  readonly found: readonly ShopCommunity[] | undefined;
  readonly problem: ApiProblem | undefined;
  readonly searching: boolean;
}

const TYPING_MS = 250;

function useSearch(text: string): Search {
  const [state, setState] = useState<Search>({ found: undefined, problem: undefined, searching: false });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') {
      setState({ found: undefined, problem: undefined, searching: false });
      return undefined;
    }
    setState((before) => ({ ...before, searching: true }));
    const ended = new AbortController();
    const timer = setTimeout(() => {
      api
        .get<ShopCommunities>('/api/commerce/shop/communities', { query: { text: wanted }, signal: ended.signal })
        .then(({ items }) => setState({ found: items, problem: undefined, searching: false }))
        .catch((error: unknown) => {
          if (ended.signal.aborted) return;
          setState((before) => ({ ...before, problem: asProblem(error), searching: false }));
        });
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [wanted]);
  return state;
}
