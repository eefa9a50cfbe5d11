import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { MyGroupBuy, MyGroupBuyItem } from '#modules/commerce/contract';
import { businessDay } from '#kernel/time';
import { api } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/format.ts';
import { asProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { dropHash } from '../../../shared/router.tsx';
import { ProblemLine, ProblemView } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { groupKey, useGroupBuy } from '../../my/group-queries.ts';
import { dayName, missingPeople, resultWords } from '../../my/group-words.ts';
import { clockLeft, heard, serverTime, type Heard } from '../../my/server-time.ts';
import { groupPath } from '../../my/trade-paths.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toast.tsx';
import { GroupMoves } from './group-moves.tsx';
import { Joined } from './joined.tsx';
import { ShareSheet } from './share-sheet.tsx';
import { Totals } from './totals.tsx';
import './groups.css';

/** One group buy: how far it is, what is to be handed out, who joined, and what can be done with it. */
export function GroupPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const { query, item } = useGroupBuy(params['groupBuyId'] ?? '');
  if (item === undefined) {
    return (
      <Page title="团购" parent="/groups">
        {query.isError ? (
          <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <CardSkeletons cards={2} />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={item.title}
      parent="/groups"
      answer={`${item.kindName} · ${item.communityName} · 团号 ${item.groupBuyNumber}`}
      {...(query.data === undefined ? {} : nextOf(query.data))}
    >
      <AsOf query={query} />
      <Standing it={item} told={query.data} />
      {query.data === undefined ? <CardSkeletons cards={1} /> : <Inside it={query.data} />}
    </Page>
  );
}

function nextOf(it: MyGroupBuy & Heard): { readonly next?: ReactNode } {
  if (it.state === 'draft') return { next: <Publish it={it} /> };
  return it.state === 'open' || it.state === 'scheduled' ? { next: <Share it={it} /> } : {};
}

function Share({ it }: { it: MyGroupBuy & Heard }): ReactNode {
  const [open, setOpen] = useState(() => location.hash === '#share');
  useEffect(() => dropHash(), []);
  return (
    <>
      <button type="button" className="button button-main" onClick={() => setOpen(true)}>
        发到群里
      </button>
      <ShareSheet it={it} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function Publish({ it }: { it: MyGroupBuy }): ReactNode {
  const client = useQueryClient();
  const publish = useAct(
    (_input: undefined, key: string) => api.post<MyGroupBuy>(groupPath(it.groupBuyId, 'publish'), { key }),
    {
      stale: [['my', 'group-buys']],
      onDone: (after) => {
        client.setQueryData(groupKey(it.groupBuyId), heard(after));
        say('开好了，去群里发一声');
      },
    },
  );
  return (
    <>
      <ProblemLine problem={publish.problem} />
      <p className="next-note">{dateTime(it.cutOffAt)} 截单</p>
      <button
        type="button"
        className="button button-main"
        disabled={publish.busy}
        onClick={() => void publish.run(undefined)}
      >
        {publish.busy ? '正在开团…' : '开团'}
      </button>
    </>
  );
}

/** The answer first: what came of it, or how long it still runs and how many are in. */
function Standing({ it, told }: { it: MyGroupBuyItem; told: Heard | undefined }): ReactNode {
  const now = serverTime(told, useNow(1_000));
  const today = businessDay(new Date(now));
  const result = resultWords(it, today);
  return (
    <section className={it.state === 'cancelled' ? 'card card-people' : 'card'} aria-label="进度">
      {result === undefined ? (
        <Clock it={it} now={now} />
      ) : (
        <p className="group-result">
          <strong>{it.stateName}</strong>
          {result}
        </p>
      )}
      <dl className="group-figures">
        <Figure name="单" value={it.orders} />
        <Figure name="人" value={it.people} />
        <Figure name="份" value={it.units} />
      </dl>
      <Bar it={it} />
      {it.unpaidOrders === 0 || result !== undefined ? null : (
        <p className="group-note">另有 {it.unpaidOrders} 单下了还没付款，付了才算数。</p>
      )}
      <p className="group-note">
        {dateTime(it.cutOffAt, now)} 截单，{dayName(it.pickupOn, today)}到{it.pickupPointName || '自提点'}
      </p>
    </section>
  );
}

function Clock({ it, now }: { it: MyGroupBuyItem; now: number }): ReactNode {
  if (it.state === 'draft') return <p className="group-result">还是草稿，邻居看不到，点下面开团。</p>;
  const early = it.state === 'scheduled';
  const until = early ? it.opensAt : it.cutOffAt;
  const over = Date.parse(until) <= now;
  return (
    <p className="group-clock">
      <span className="visually-hidden">{`${dateTime(until, now)} ${early ? '开团' : '截单'}`}</span>
      <span aria-hidden>
        {over ? (early ? '马上就开' : '正在截单') : early ? '距开团' : '距截单'}
        {over ? null : <strong>{clockLeft(until, now)}</strong>}
      </span>
    </p>
  );
}

function Figure({ name, value }: { name: string; value: number }): ReactNode {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}

/** How far the whole community is on its way to the number that is needed. */
function Bar({ it }: { it: MyGroupBuyItem }): ReactNode {
  const missing = missingPeople(it);
  if (missing === undefined || it.teamSize === null || it.outcome !== null) return null;
  return (
    <div className="group-bar">
      <progress max={it.teamSize} value={Math.min(it.people, it.teamSize)} aria-label="成团进度" />
      <span>{missing}</span>
    </div>
  );
}

function Inside({ it }: { it: MyGroupBuy & Heard }): ReactNode {
  return (
    <>
      {it.progress === null ? null : (
        <section className="card card-system" aria-labelledby="together">
          <h2 id="together">{it.progress.title}</h2>
          <div className="group-bar">
            <progress max={100} value={Math.min(100, it.progress.percent)} aria-label="一起的目标" />
            <span>
              {it.progress.communities} 个小区一起，完成 {it.progress.percent}%
            </span>
          </div>
        </section>
      )}
      <Totals it={it} />
      <Joined it={it} />
      <GroupMoves it={it} />
    </>
  );
}
