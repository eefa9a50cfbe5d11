import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { LeaderChoice, MyGroupBuy, OpenGroupBuyBody } from '#modules/commerce/contract';
import { businessDay } from '#kernel/time';
import { api } from '../../../shared/api.ts';
import { date, timeOfDay } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { navigate } from '../../../shared/router.tsx';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';
import { bodyOf, chosenOf, likeLast, type GroupDraft } from '../../my/group-draft.ts';
import { choiceQuery, groupsQuery } from '../../my/group-queries.ts';
import { dayName, kindWords } from '../../my/group-words.ts';
import { usePlaces, type MyPlace } from '../../my/queries.ts';
import { GROUP_BUYS, groupPath } from '../../my/trade-paths.ts';
import { useDraft, type Draft } from '../../my/use-draft.ts';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Page } from '../../parts/page.tsx';
import { PlaceChoice, placesInOrder, rememberPlace } from '../../parts/place-choice.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { say } from '../../parts/toast.tsx';
import { GoodsChoice } from './goods-choice.tsx';
import './groups.css';

interface Opened {
  readonly groupBuyId: string;
  readonly state: string;
}

/** 开团: goods that headquarters offers, a title and a few words; when it closes is settled, and shown. */
export function OpenPage(): ReactNode {
  const draft = useDraft<GroupDraft>('group-buy');
  const places = placesInOrder(usePlaces().data?.items ?? []);
  const communityId = draft.value?.communityId ?? places[0]?.communityId;
  if (!draft.ready || communityId === undefined) {
    return (
      <Page title="开团" parent="/groups">
        <CardSkeletons cards={2} />
      </Page>
    );
  }
  return <Opening communityId={communityId} draft={draft} />;
}

function Opening({ communityId, draft }: { communityId: string; draft: Draft<GroupDraft> }): ReactNode {
  const query = useQuery(choiceQuery(communityId));
  const choice = query.data;
  const places = (choice?.communities ?? []).map(placeOf);
  const place = places.find((each) => each.communityId === communityId);
  const value = draft.value ?? {};
  const move = (to: MyPlace): void => {
    rememberPlace(to.communityId);
    draft.keep({ ...value, communityId: to.communityId, skuIds: [] });
  };
  return (
    <Page
      title="开团"
      parent="/groups"
      {...(choice === undefined ? {} : { answer: whenWords(choice) })}
      {...(choice === undefined || choice.whyNot !== null || choice.items.length === 0
        ? {}
        : { next: <Confirm choice={choice} communityId={communityId} draft={draft} /> })}
    >
      {place === undefined ? null : <PlaceChoice places={places} value={place} onChange={move} />}
      <Await query={query} loading={<CardSkeletons cards={2} />}>
        {(data) =>
          data.whyNot !== null ? (
            <Empty title="现在开不了" hint={`${data.whyNot}。`} />
          ) : data.items.length === 0 ? (
            <Empty title="今天还没有可以卖的" hint="总部定好今天给团长卖的货，就会出现在这里。" />
          ) : (
            <>
              <LikeLast communityId={communityId} choice={data} draft={draft} />
              <GoodsChoice items={data.items} draft={value} onChange={draft.keep} />
              <Words draft={draft} title={titleOf(value, data)} />
            </>
          )
        }
      </Await>
    </Page>
  );
}

const placeOf = ({ communityId, name }: LeaderChoice['communities'][number]): MyPlace => ({
  communityId,
  communityName: name,
  cityName: '',
  rank: 0,
});

function whenWords({ cutOffAt, pickupOn }: LeaderChoice): string {
  const today = businessDay(new Date());
  if (cutOffAt === null || pickupOn === null) return '今天开不了';
  const day = dayName(businessDay(new Date(cutOffAt)), today);
  return `${day} ${timeOfDay(cutOffAt)} 截单，${dayName(pickupOn, today)}提货`;
}

/** What it is called unless somebody calls it otherwise. */
function titleOf(draft: GroupDraft, choice: LeaderChoice): string {
  if (draft.title !== undefined) return draft.title;
  const [first] = chosenOf(draft, choice.items);
  const kind = first === undefined || first.kind === 'open_list' ? '接龙' : first.kind === 'min_size' ? '拼团' : '团购';
  return `${date(new Date())}${kind}`;
}

/** Takes over what the last one was, to be changed. */
function LikeLast({
  communityId,
  choice,
  draft,
}: {
  communityId: string;
  choice: LeaderChoice;
  draft: Draft<GroupDraft>;
}): ReactNode {
  const over = useQuery(groupsQuery('over')).data?.items ?? [];
  const running = useQuery(groupsQuery('running')).data?.items ?? [];
  const last = [...running, ...over].find((it) => it.communityId === communityId && it.state !== 'draft');
  const take = useAct((groupBuyId: string) => api.get<MyGroupBuy>(groupPath(groupBuyId)), {
    onDone: (before) => {
      const next = likeLast({ ...draft.value, communityId }, choice.items, before);
      draft.keep(next.draft);
      say(next.leftOut.length === 0 ? '照上次选好了，可以再改' : `照上次选了，今天没有：${next.leftOut.join('、')}`);
    },
  });
  if (last === undefined) return null;
  return (
    <>
      <button
        type="button"
        className="button button-second"
        disabled={take.busy}
        onClick={() => void take.run(last.groupBuyId)}
      >
        照上次「{last.title}」选
      </button>
      <ProblemLine problem={take.problem} />
    </>
  );
}

function Words({ draft, title }: { draft: Draft<GroupDraft>; title: string }): ReactNode {
  const value = draft.value ?? {};
  return (
    <section className="card page-stack" aria-labelledby="group-words">
      <h2 id="group-words">怎么说</h2>
      <label className="field-label">
        标题
        <input
          className="field"
          value={title}
          maxLength={30}
          aria-invalid={title.trim().length < 2}
          onChange={(event) => draft.keep({ ...value, title: event.target.value })}
        />
      </label>
      {title.trim().length < 2 ? <p className="field-fault">标题写两个字以上</p> : null}
      <label className="field-label">
        跟邻居说一句（不写也行）
        <textarea
          className="field"
          rows={3}
          maxLength={200}
          value={value.words ?? ''}
          onChange={(event) => draft.keep({ ...value, words: event.target.value })}
        />
      </label>
    </section>
  );
}

function Confirm({
  choice,
  communityId,
  draft,
}: {
  choice: LeaderChoice;
  communityId: string;
  draft: Draft<GroupDraft>;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const value = draft.value ?? {};
  const chosen = chosenOf(value, choice.items);
  const body = bodyOf(value, { communityId, title: titleOf(value, choice), items: choice.items });
  const make = useAct((asked: OpenGroupBuyBody, key: string) => api.post<Opened>(GROUP_BUYS, { body: asked, key }), {
    stale: [['my']],
    onDone: ({ groupBuyId, state }) => {
      draft.keep(undefined);
      say(state === 'draft' ? '草稿存好了，开团前邻居看不到' : '开好了，去群里发一声');
      navigate(`/groups/${groupBuyId}`, { replace: true });
    },
  });
  const [first] = chosen;
  return (
    <>
      <button type="button" className="button button-main" disabled={body === undefined} onClick={() => setOpen(true)}>
        {chosen.length === 0 ? '先选商品' : `开团（${chosen.length} 样）`}
      </button>
      <Sheet open={open} title={body?.title ?? '开团'} hint={whenWords(choice)} onClose={() => setOpen(false)}>
        <div className="page-stack">
          <p>
            {first === undefined ? '' : `${kindWords(first)}，`}
            {chosen.map((item) => item.name).join('、')}
          </p>
          <p className="group-note">价格和限购是总部定的。开了以后商品不能换，可以晚点截单、提前截单或取消。</p>
          <ProblemLine problem={make.problem} />
          <button
            type="button"
            className="button button-main"
            disabled={make.busy || body === undefined}
            onClick={() => body && void make.run(body)}
          >
            {make.busy ? '正在开团…' : '现在开团'}
          </button>
          <button
            type="button"
            className="button button-quiet"
            disabled={make.busy || body === undefined}
            onClick={() => body && void make.run({ ...body, draft: true })}
          >
            先存成草稿
          </button>
        </div>
      </Sheet>
    </>
  );
}
