import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { HandOverBody, HandOverSheet } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { ApiProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, Empty } from '../../../shared/states.tsx';
import {
  arrivedHere,
  collectorsOf,
  found,
  parcelInToken,
  parcelsAfter,
  type Collector,
} from '../../my/hand-over-list.ts';
import { parcelsQuery } from '../../my/pickup-queries.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { LOOK_UP } from '../../my/trade-paths.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { say } from '../../parts/toast.tsx';
import { CodeSheet } from './code-sheet.tsx';
import { CollectorSheet } from './collector-sheet.tsx';
import { JustHanded } from './just-handed.tsx';
import { PickupFrame } from './pickup-frame.tsx';
import { canScan, Scanner } from './scanner.tsx';
import type { MyPointOfDay } from './use-point.ts';

type By = HandOverBody['by'];

/** 核销: scan, digits, or pick from the list that is kept on the phone. */
export function HandOverPage(): ReactNode {
  return (
    <PickupFrame
      at="/pickup"
      answer={(point) => <Lying point={point} />}
      next={(point) => <Ways key={point.pickupPointId} point={point} />}
    >
      {(point) => <Collectors key={point.pickupPointId} point={point} />}
    </PickupFrame>
  );
}

function Lying({ point }: { point: MyPointOfDay }): ReactNode {
  const { query, collectors } = useCollectors(point.pickupPointId);
  const units = collectors.reduce((sum, it) => sum + it.left, 0);
  if (query.data === undefined && units === 0) return point.communityName;
  return units === 0 ? '现在没有要取的货' : `待自提 ${units} 份`;
}

/** Everybody with something at the point, with what this phone has done since. */
function useCollectors(pickupPointId: string) {
  const ops = useWaitingOps();
  const lying = useQuery(parcelsQuery(pickupPointId, 'to_collect'));
  const coming = useQuery(parcelsQuery(pickupPointId, 'on_the_way')).data ?? [];
  const parcels = [...(lying.data ?? []), ...arrivedHere(coming, ops)];
  return { query: lying, collectors: collectorsOf(parcelsAfter(parcels, ops)) };
}

interface Shown {
  readonly by: By;
  readonly collector: Collector;
}

/** Asks whose a code is; without a network the kept list answers, as far as it can. */
function useLookUp(point: MyPointOfDay, onShown: (shown: Shown) => void) {
  const { collectors } = useCollectors(point.pickupPointId);
  const [noNetwork, setNoNetwork] = useState(false);
  const lookUp = useAct(
    (by: By, key: string) =>
      api.post<HandOverSheet>(LOOK_UP, { body: { pickupPointId: point.pickupPointId, by }, key, timeoutMs: 8_000 }),
    {
      onDone: (sheet, by) => {
        const [collector] = collectorsOf(sheet.parcels.map((parcel) => ({ ...parcel, customerRef: 'shown' })));
        if (collector !== undefined) onShown({ by, collector });
      },
    },
  );
  const show = (by: By): void => {
    setNoNetwork(by.how === 'code' && !navigator.onLine);
    if (navigator.onLine) return void lookUp.run(by);
    // The code itself says whose it is, and the kept list what lies there; digits say nothing.
    const known = by.how === 'scan' ? knownBy(by.token, collectors) : undefined;
    if (known !== undefined) onShown({ by, collector: known });
  };
  const forget = (): void => {
    lookUp.forget();
    setNoNetwork(false);
  };
  return { show, forget, busy: lookUp.busy, problem: noNetwork ? NO_NETWORK : lookUp.problem };
}

/** What the thumb reaches: the camera where the browser reads codes, and the eight digits. */
function Ways({ point }: { point: MyPointOfDay }): ReactNode {
  const [way, setWay] = useState<'scan' | 'code'>();
  const [shown, setShown] = useState<Shown>();
  const { show, forget, busy, problem } = useLookUp(point, (next) => {
    setWay(undefined);
    setShown(next);
  });
  const turn = (to: 'code' | undefined): void => {
    forget();
    setWay(to);
  };
  const scans = canScan();
  return (
    <>
      <div className="next-pair">
        <button
          type="button"
          className={scans ? 'button button-second' : 'button button-main'}
          onClick={() => setWay('code')}
        >
          报提货码
        </button>
        {scans ? (
          <button type="button" className="button button-main" onClick={() => setWay('scan')}>
            <Icon name="code" size={22} /> 扫码核销
          </button>
        ) : null}
      </div>
      {way === 'scan' ? (
        <Scanner
          wants={isPickUpCode}
          busy={busy}
          problem={problem}
          onFound={(text) => show(/^\d{8}$/.test(text) ? { how: 'code', code: text } : { how: 'scan', token: text })}
          onDigits={() => turn('code')}
          onClose={() => turn(undefined)}
        />
      ) : null}
      <CodeSheet
        open={way === 'code'}
        title="报提货码"
        hint="邻居手机上的 8 位数字"
        digits={8}
        busy={busy}
        problem={problem}
        onCode={(code) => show({ how: 'code', code })}
        onClose={() => turn(undefined)}
      />
      <CollectorSheet point={point} shown={shown} onClose={() => setShown(undefined)} />
    </>
  );
}

/** Codes are nowhere on the phone: a list of them would be worth stealing. */
const NO_NETWORK = new ApiProblem(0, {
  code: 'offline',
  detail: '没有网络，数字查不了。从下面的名单里选人，或扫邻居的码。',
});

const isPickUpCode = (text: string): boolean => parcelInToken(text) !== undefined || /^\d{8}$/.test(text);

function knownBy(token: string, collectors: readonly Collector[]): Collector | undefined {
  const parcelId = parcelInToken(token);
  const known = collectors.find((it) => it.parcels.some((parcel) => parcel.parcelId === parcelId));
  if (known === undefined) say('手机里的名单没有这一份，连上网再扫', 'bad');
  return known;
}

function Collectors({ point }: { point: MyPointOfDay }): ReactNode {
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>();
  const { query, collectors } = useCollectors(point.pickupPointId);
  const here = collectors.filter(
    (it) => it.left > 0 || it.parcels.some((parcel) => parcel.blocked !== null && parcel.blocked.code !== 'over'),
  );
  const listed = found(here, text);
  return (
    <>
      <JustHanded point={point} />
      <AsOf query={query} />
      <Await
        query={{ ...query, data: query.data ?? (here.length > 0 ? [] : undefined) }}
        loading={<CardSkeletons cards={2} />}
      >
        {() =>
          here.length === 0 ? (
            <Empty title="没有等着取的货" hint="到货点完，名单会出现在这里，没网也能核销。" />
          ) : (
            <>
              <input
                className="field"
                type="search"
                value={text}
                aria-label="找人"
                placeholder="手机尾号、订单尾号或姓"
                onChange={(event) => setText(event.target.value)}
              />
              <h2 className="section-title">
                {text === '' ? `${here.length} 位邻居还没取` : `找到 ${listed.length} 位`}
              </h2>
              <ul className="row-list">
                {listed.map((it) => (
                  <li key={it.ref}>
                    <button type="button" className="row" onClick={() => setShown(byList(it))}>
                      <span>
                        {it.name} {it.phone.slice(-4)}
                        <small>{goodsOf(it)}</small>
                      </span>
                      <strong className="collector-left">{it.left === 0 ? '先别给' : `${it.left} 份`}</strong>
                    </button>
                  </li>
                ))}
              </ul>
              {listed.length === 0 ? <p className="group-note">没有找到。换手机后四位，或让邻居亮提货码。</p> : null}
            </>
          )
        }
      </Await>
      <CollectorSheet point={point} shown={shown} onClose={() => setShown(undefined)} />
    </>
  );
}

function byList(collector: Collector): Shown {
  const parcel = collector.parcels.find((each) => each.blocked === null && each.left > 0) ?? collector.parcels[0];
  return { by: { how: 'list', parcelId: parcel?.parcelId as never }, collector };
}

const goodsOf = (it: Collector): string =>
  it.parcels
    .flatMap((parcel) => parcel.lines.filter((line) => line.left > 0).map((line) => `${line.name} ×${line.left}`))
    .join('、') ||
  (it.parcels.find((parcel) => parcel.blocked !== null)?.blocked?.words ?? '');
