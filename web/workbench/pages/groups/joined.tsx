import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyGroupBuy, Participants, ShopTeam } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { relativeTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Await } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { span } from '../../my/due.ts';
import { participantsQuery } from '../../my/group-queries.ts';
import { serverTime, type Heard } from '../../my/server-time.ts';
import { groupPath } from '../../my/trade-paths.ts';
import { ByHand } from '../../parts/by-hand.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { copyText } from '../../parts/copy-text.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { say } from '../../parts/toast.tsx';

/** Who joined, in the order in which they came, masked; teams that still take people before it. */
export function Joined({ it }: { it: MyGroupBuy & Heard }): ReactNode {
  const query = useInfiniteQuery(participantsQuery(it.groupBuyId));
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Teams teams={it.teams} told={it} />
      <section className="card" aria-labelledby="joined">
        <h2 id="joined">
          {it.kind === 'open_list' ? '接龙' : '名单'} {it.orders} 单
        </h2>
        <Await query={{ ...query, data: query.data }} loading={<CardSkeletons cards={1} />}>
          {() =>
            people.length === 0 ? (
              <p className="group-note">
                {it.outcome === null && it.state !== 'cancelled'
                  ? '还没有人下单。链接发到群里，邻居下了单这里马上看得到。'
                  : '没有人下单。'}
              </p>
            ) : (
              <>
                <CopyList it={it} />
                <ol className="joined">
                  {people.map((person) => (
                    <Person key={person.orderId} person={person} />
                  ))}
                </ol>
                {query.hasNextPage ? (
                  <button
                    type="button"
                    className="button button-plain"
                    disabled={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    再看一些
                  </button>
                ) : null}
              </>
            )
          }
        </Await>
      </section>
    </>
  );
}

function Person({ person }: { person: Participants['items'][number] }): ReactNode {
  return (
    <li>
      <span className="joined-place">{person.place}</span>
      <span>
        {person.name}
        {person.phone === '' ? '' : ` ${person.phone.slice(-4)}`}
        <small>{person.lines.map((line) => `${line.name} ×${line.quantity}`).join('、')}</small>
      </span>
      <small className="joined-at">
        {person.state === 'awaiting_group' ? person.stateName : relativeTime(person.at)}
      </small>
    </li>
  );
}

/** The list as it goes into the chat. It is fetched before it is wanted: a phone copies only while it is tapped. */
function CopyList({ it }: { it: MyGroupBuy }): ReactNode {
  const [byHand, setByHand] = useState(false);
  const list = it.kind === 'open_list' ? '接龙名单' : '名单';
  const text = useQuery({
    queryKey: ['my', 'group-chat', it.groupBuyId],
    queryFn: ({ signal }) => api.get<{ readonly text: string }>(groupPath(it.groupBuyId, 'chat-list'), { signal }),
  }).data?.text;
  const copy = async (): Promise<void> => {
    if (text === undefined) return;
    if (await copyText(text)) say(`${list}复制好了，去群里粘贴`);
    else setByHand(true);
  };
  return (
    <>
      <button type="button" className="button button-second" disabled={text === undefined} onClick={() => void copy()}>
        <Icon name="copy" size={22} /> 复制{list}
      </button>
      <Sheet open={byHand} title="手动复制" onClose={() => setByHand(false)}>
        <ByHand text={text ?? ''} onDone={() => setByHand(false)} />
      </Sheet>
    </>
  );
}

function Teams({ teams, told }: { teams: readonly ShopTeam[]; told: Heard }): ReactNode {
  const now = serverTime(told, useNow(30_000));
  const open = teams.filter((team) => team.state === 'open' && Date.parse(team.expiresAt) > now);
  if (open.length === 0) return null;
  return (
    <section className="card" aria-labelledby="teams">
      <h2 id="teams">还差人的拼团</h2>
      <ul className="goods-rows">
        {open.map((team) => (
          <li key={team.teamId} className="goods-row">
            <span className="goods-name">
              {team.openedBy || '邻居'}开的团
              <small>
                {team.paid} / {team.size} 人付了款
              </small>
            </span>
            <span className="team-left">
              {team.left === 0 ? '满员了，等付款' : `还差${team.left}人成团`}
              <small>还剩 {span(Date.parse(team.expiresAt) - now)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
