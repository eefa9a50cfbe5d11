import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { PickupPointAnswer } from '#modules/territory/contract';
import { api, queryString } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { useAct } from '../../../shared/query.tsx';
import { Await, Empty, ProblemLine } from '../../../shared/states.tsx';
import { dayName } from '../../my/group-words.ts';
import { myPointsQuery, pickUpQuery, totalsQuery } from '../../my/pickup-queries.ts';
import { restWords, totalsText, totalWords, WEEKDAYS } from '../../my/point-words.ts';
import { PICK_UP_TOTALS, restDaysPath } from '../../my/trade-paths.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { ByHand } from '../../parts/by-hand.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Chips } from '../../parts/chips.tsx';
import { copyText } from '../../parts/copy-text.ts';
import { Page } from '../../parts/page.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Thumb } from '../../parts/thumb.tsx';
import { say } from '../../parts/toast.tsx';
import type { MyPointOfDay } from '../pickup/use-point.ts';
import '../pickup/pickup.css';

/** 我的自提点: today's figures, on which days it rests, and what lies there item by item. */
export function PointsPage(): ReactNode {
  const points = useQuery(myPointsQuery());
  const pickUp = useQuery(pickUpQuery());
  return (
    <Page title="我的自提点" parent="/me">
      <AsOf query={pickUp} />
      <Await query={points} loading={<CardSkeletons cards={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="还没有归你管的自提点" hint="总部把自提点交给你管，就会出现在这里。" />
          ) : (
            items.map((point) => (
              <Point
                key={point.id}
                point={point}
                today={pickUp.data?.today ?? ''}
                days={pickUp.data?.points.find((each) => each.pickupPointId === point.id)?.days ?? []}
              />
            ))
          )
        }
      </Await>
    </Page>
  );
}

interface PointProps {
  readonly point: PickupPointAnswer;
  readonly today: string;
  readonly days: MyPointOfDay['days'];
}

function Point({ point, today, days }: PointProps): ReactNode {
  const sum = (of: (day: MyPointOfDay['days'][number]) => number): number =>
    days.reduce((total, day) => total + of(day), 0);
  return (
    <section className="card page-stack" aria-labelledby={`point-${point.id}`}>
      <h2 id={`point-${point.id}`}>{point.name}</h2>
      <p className="group-note">
        {point.communityName} · {point.address}
        {point.active ? '' : ' · 停用了'}
      </p>
      <dl className="point-figures">
        <Figure name="在路上" value={sum((day) => day.onTheWay)} />
        <Figure name="待自提" value={sum((day) => day.arrived)} />
        <Figure
          name="取走了"
          value={sum((day) => (day.pickupOn === null || day.pickupOn === today ? day.collected : 0))}
        />
      </dl>
      <Rest point={point} />
      <TotalsOf point={point} days={days} today={today} />
    </section>
  );
}

function Figure({ name, value }: { name: string; value: number }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value} 单</dd>
    </div>
  );
}

function Rest({ point }: { point: PickupPointAnswer }): ReactNode {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly number[]>(point.restDays);
  const save = useAct(
    (restDays: readonly number[], key: string) =>
      api.put<PickupPointAnswer>(restDaysPath(point.id), { body: { restDays }, key, ifMatch: point.version }),
    {
      stale: [['my', 'points']],
      onDone: (after) => {
        client.setQueryData<{ items: readonly PickupPointAnswer[] }>(
          ['my', 'points'],
          (all) => all && { items: all.items.map((each) => (each.id === after.id ? after : each)) },
        );
        setOpen(false);
        say(`改好了：${restWords(after.restDays)}`);
      },
    },
  );
  const turn = (day: number): void =>
    setChosen(chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day]);
  return (
    <>
      <button
        type="button"
        className="button button-plain"
        onClick={() => {
          setChosen(point.restDays);
          setOpen(true);
        }}
      >
        {restWords(point.restDays)}，改休息日
      </button>
      <Sheet
        open={open}
        title="哪天休息？"
        hint="休息那天不到货。以后新开的团会避开，已经开的不变。"
        onClose={() => setOpen(false)}
      >
        <div className="page-stack">
          <div className="chips" role="group" aria-label="休息日">
            {WEEKDAYS.map((name, at) => (
              <button key={name} type="button" aria-pressed={chosen.includes(at + 1)} onClick={() => turn(at + 1)}>
                {name}
              </button>
            ))}
          </div>
          <ProblemLine problem={save.problem} />
          <button
            type="button"
            className="button button-main"
            disabled={save.busy}
            onClick={() => void save.run(chosen)}
          >
            {save.busy ? '正在保存…' : `就这样：${restWords(chosen)}`}
          </button>
        </div>
      </Sheet>
    </>
  );
}

function TotalsOf({ point, days, today }: PointProps): ReactNode {
  const listed = days.flatMap((day) => (day.pickupOn === null ? [] : [day.pickupOn])).toSorted();
  const [day, setDay] = useState<string>();
  const [byHand, setByHand] = useState<string>();
  const pickupOn = day ?? (listed.includes(today) ? today : (listed[0] ?? null));
  const query = useQuery({ ...totalsQuery(point.id, pickupOn), enabled: days.length > 0 });
  if (days.length === 0) return <p className="group-note">这几天没有货。</p>;
  const items = query.data?.items ?? [];
  const copy = async (): Promise<void> => {
    const text = totalsText(point.name, pickupOn ?? today, items);
    if (await copyText(text)) say('汇总复制好了');
    else setByHand(text);
  };
  return (
    <>
      <Chips
        label="哪一天"
        value={pickupOn ?? ''}
        choices={listed.map((code) => ({ code, name: dayName(code, today) }))}
        onPick={setDay}
      />
      <Await query={query}>
        {() => (
          <ul className="goods-rows">
            {items.map((it) => (
              <li key={it.skuId} className="goods-row">
                <Thumb fileId={it.imageId} />
                <span className="goods-name">
                  {it.name}
                  <small>{totalWords(it)}</small>
                </span>
                <strong className="goods-units">
                  {it.ordered}
                  <small>{it.unit || '份'}</small>
                </strong>
              </li>
            ))}
          </ul>
        )}
      </Await>
      {items.length === 0 ? null : (
        <div className="next-pair">
          <button type="button" className="button button-second" onClick={() => void copy()}>
            <Icon name="copy" size={20} /> 复制汇总
          </button>
          <a
            className="button button-second"
            href={PICK_UP_TOTALS + '/export' + queryString({ pickupPointId: point.id, pickupOn })}
            download
          >
            <Icon name="download" size={20} /> 存成表格
          </a>
        </div>
      )}
      <Sheet open={byHand !== undefined} title="手动复制" onClose={() => setByHand(undefined)}>
        <ByHand text={byHand ?? ''} onDone={() => setByHand(undefined)} />
      </Sheet>
    </>
  );
}
