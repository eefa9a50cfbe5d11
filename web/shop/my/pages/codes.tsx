import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { OwnParcel } from '#modules/commerce/contract';
import { dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { useMe } from '../../../shared/session.tsx';
import { Empty, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { CopyWords } from '../../parts/copy-words.tsx';
import { Picture } from '../../parts/picture.tsx';
import { byPoint, inGroups, isLying, passOnWords, shownParcel, type AtPoint } from '../goods/code-words.ts';
import { keepWords, placeWords, specBeside } from '../goods/order-words.ts';
import { keepCodes, keptCodes } from '../kept-codes.ts';
import { Card, MyPage } from '../parts/page.tsx';
import QrPicture from '../parts/qr-picture.tsx';
import { useAwake } from '../use-awake.ts';
import { useOwn, useOwnList } from '../use-own.ts';

/** Why it cannot be fetched, where its state does not say so. */
const TOLD_BLOCKS: readonly string[] = ['group_unformed', 'order_cancelled', 'refund_open'];

/** The code for whoever hands over, large; works without a network once it was seen, and says when it is done. */
export function CodesPage(): ReactNode {
  const { userId } = useMe();
  const query = useOwnList<OwnParcel>('parcels');
  const fresh = query.data?.items;
  const kept = useMemo(() => keptCodes(userId), [userId]);
  useEffect(() => {
    if (fresh !== undefined) keepCodes(userId, fresh);
  }, [userId, fresh]);
  useAwake();
  const items = fresh ?? kept?.items;
  return (
    <MyPage title="提货码">
      {items === undefined ? (
        query.error === null ? (
          <Skeleton rows={8} />
        ) : (
          <ProblemView problem={query.error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <>
          {fresh === undefined && query.error !== null && kept !== undefined ? (
            <p className="my-note" role="status">
              连不上网，这是 {dateTime(kept.at)} 存下的，照样能用。
            </p>
          ) : null}
          <Codes items={items.filter(({ blocked }) => blocked?.code !== 'not_paid')} live={fresh !== undefined} />
        </>
      )}
    </MyPage>
  );
}

function Codes({ items, live }: { items: readonly OwnParcel[]; live: boolean }): ReactNode {
  const gone = useGone(items, live);
  const points = byPoint(items);
  const [chosen, setChosen] = useState<string>();
  const point = points.find(({ pickupPointId }) => pickupPointId === chosen) ?? points[0];
  const delivered = items.filter(({ mode }) => mode !== 'pickup');
  return (
    <>
      {gone.map((parcel) => (
        <Gone key={parcel.parcelId} parcel={parcel} />
      ))}
      {points.length < 2 ? null : (
        <div className="my-chips" role="group" aria-label="自提点">
          {points.map(({ pickupPointId, name }) => (
            <button
              key={pickupPointId}
              type="button"
              aria-pressed={pickupPointId === point?.pickupPointId}
              onClick={() => setChosen(pickupPointId ?? undefined)}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      {point === undefined ? null : <Point point={point} />}
      {delivered.length === 0 ? null : (
        <Card title="送到家的">
          {delivered.map((parcel) => (
            <ParcelRow key={parcel.parcelId} parcel={parcel} />
          ))}
        </Card>
      )}
      {items.length === 0 && gone.length === 0 ? (
        <Empty title="没有要取的东西" hint="到货了会发消息，提货码就在这里。" />
      ) : null}
    </>
  );
}

/** Parcels that lay there while this page was open and do not any more. */
function useGone(items: readonly OwnParcel[], live: boolean): readonly OwnParcel[] {
  const [seen, setSeen] = useState<ReadonlyMap<string, OwnParcel>>(new Map());
  useEffect(() => {
    setSeen(
      (before) => new Map([...before, ...items.filter(isLying).map((parcel) => [parcel.parcelId, parcel] as const)]),
    );
  }, [items]);
  if (!live) return [];
  const here = new Set(items.map(({ parcelId }) => parcelId));
  return [...seen.values()].filter(({ parcelId }) => !here.has(parcelId));
}

/** Green once it was handed over, without a reload. */
function Gone({ parcel }: { parcel: OwnParcel }): ReactNode {
  const now = useOwn<OwnParcel>('parcels', parcel.parcelId).data;
  if (now === undefined) return null;
  const taken = now.state === 'collected';
  return (
    <section className={taken ? 'my-card my-taken' : 'my-card'} role="status">
      <p className="my-taken-words">
        <Icon name={taken ? 'sent' : 'alert'} size={28} />
        <span>
          <strong>{taken ? '取走了' : now.stateName}</strong>
          <small>
            {now.lines
              .map(({ name, collected, quantity, unit }) => `${name} ${taken ? collected : quantity}${unit}`)
              .join('、')}
          </small>
        </span>
      </p>
      {taken ? (
        <Link to={`/my/orders/${now.orderId}`} className="my-second">
          看订单，有问题可以申请售后
        </Link>
      ) : null}
    </section>
  );
}

function Point({ point }: { point: AtPoint }): ReactNode {
  const shown = shownParcel(point.parcels);
  const lying = point.parcels.filter(isLying);
  const units = lying.reduce((sum, parcel) => sum + parcel.left, 0);
  return (
    <>
      <section className="my-card my-code" aria-label={`${point.name}的提货码`}>
        <header>
          <h2>{point.name}</h2>
          <span className={lying.length > 0 ? 'my-state my-state-waiting' : 'my-state'}>
            {lying.length > 0 ? `${units}件可取` : '还没到'}
          </span>
        </header>
        {point.address === '' ? null : <p className="my-note">{point.address}</p>}
        {shown === undefined ? (
          <p className="my-code-none">付款、成团以后，提货码会出现在这里。</p>
        ) : lying.length > 0 ? (
          <>
            <Code parcel={shown} />
            <p className="my-note">给团长扫一下，或者报数字。在这个点的东西一次都能取。</p>
          </>
        ) : (
          // Seen before, it is there at the point without a network too.
          <details className="my-early">
            <summary>东西还没到，先看提货码</summary>
            <Code parcel={shown} />
          </details>
        )}
        {shown === undefined || lying.length === 0 ? null : <PassOn point={point} parcel={shown} />}
      </section>
      <Card title="这些东西">
        {point.parcels.map((parcel) => (
          <ParcelRow key={parcel.parcelId} parcel={parcel} />
        ))}
      </Card>
    </>
  );
}

function Code({ parcel: { token, code } }: { parcel: OwnParcel }): ReactNode {
  return (
    <>
      {token === null ? null : <QrPicture text={token} label="提货二维码" size={232} />}
      <p className="my-digits">
        <span className="visually-hidden">提货码 </span>
        {inGroups(code ?? '')}
      </p>
    </>
  );
}

/** Somebody else fetches it: they need the digits and where. */
function PassOn({ point, parcel }: { point: AtPoint; parcel: OwnParcel }): ReactNode {
  const words = (): string => passOnWords(point, parcel);
  if (typeof navigator.share !== 'function') {
    return <CopyWords className="my-second" words={words} label="请人代取" done="复制好了，发给代取的人" />;
  }
  // Closing the sheet is no failure.
  const share = (): void => void navigator.share({ text: words() }).catch(() => undefined);
  return (
    <button type="button" className="my-second" onClick={share}>
      <Icon name="copy" size={18} /> 请人代取
    </button>
  );
}

function ParcelRow({ parcel }: { parcel: OwnParcel }): ReactNode {
  const now = useNow();
  const lying = isLying(parcel);
  return (
    <article className="my-parcel">
      <header>
        <h3>
          <Link to={`/my/orders/${parcel.orderId}`}>订单 {parcel.orderNumber}</Link>
        </h3>
        <span className={`my-state my-state-${lying ? 'waiting' : 'going'}`}>{parcel.stateName}</span>
      </header>
      {parcel.replacement ? <p className="my-note">售后换的，不收钱。</p> : null}
      <ul className="my-goods my-goods-small">
        {parcel.lines.map((line) => (
          <li key={line.lineNo}>
            <Picture fileId={line.imageId} size={48} />
            <span className="my-goods-facts">
              <strong>{line.name}</strong>
              <small>{lineWords(line)}</small>
            </span>
            <span className="my-goods-sum">
              ×{lying ? line.left : line.quantity}
              {line.unit}
            </span>
          </li>
        ))}
      </ul>
      {parcel.blocked === null || !TOLD_BLOCKS.includes(parcel.blocked.code) ? null : (
        <p className="my-note">{parcel.blocked.words}</p>
      )}
      <p className="my-note">
        {lying && parcel.keepUntil !== null ? keepWords(parcel.keepUntil, now) : placeWords(parcel, now)}
      </p>
    </article>
  );
}

function lineWords(line: OwnParcel['lines'][number]): string {
  const { unit, short, missing, damaged, collected } = line;
  const gone = short + missing;
  return [
    specBeside(line),
    gone > 0 ? `缺${gone}${unit}，钱会自动退` : '',
    damaged > 0 ? `到货时坏了${damaged}${unit}，会自动退` : '',
    collected > 0 ? `已取${collected}${unit}` : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');
}
