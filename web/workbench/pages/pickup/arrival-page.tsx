import { useQuery } from '@tanstack/react-query';
import { useState, type ChangeEvent, type ReactNode } from 'react';
import type { ArrivalAnswer } from '#modules/commerce/contract';
import { newKey } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { navigate } from '../../../shared/router.tsx';
import { Await, Empty } from '../../../shared/states.tsx';
import {
  comingOn,
  draftOf,
  exceptionOf,
  expectedOf,
  lackingPhotos,
  MOST_PHOTOS,
  sumOf,
  toldWords,
  waitingArrival,
  waitingFor,
  withException,
  type ArrivalDraft,
  type DraftPhoto,
  type ExpectedItem,
} from '../../my/arrival-draft.ts';
import { confirmArrival } from '../../my/pickup-acts.ts';
import { parcelsQuery, pickUpQuery } from '../../my/pickup-queries.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { useDraft } from '../../my/use-draft.ts';
import { dayName } from '../../my/group-words.ts';
import { AsOf } from '../../parts/as-of.tsx';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Page } from '../../parts/page.tsx';
import { WaitingMark } from '../../parts/queue-card.tsx';
import { Stepper } from '../../parts/stepper.tsx';
import { specBeside } from '../../my/goods-words.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { say } from '../../parts/toast.tsx';
import './pickup.css';

/** 点到货: everything came, unless one says otherwise; one tap confirms, and the neighbours are told. */
export function ArrivalPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const pickupPointId = params['pointId'] ?? '';
  const pickupOn = params['day'] === 'now' ? null : (params['day'] ?? null);
  const pickUp = useQuery(pickUpQuery()).data;
  const query = useQuery(parcelsQuery(pickupPointId, 'on_the_way'));
  const ops = useWaitingOps();
  const draft = useDraft<ArrivalDraft>(`arrival:${pickupPointId}:${pickupOn ?? 'now'}`);
  const point = pickUp?.points.find((each) => each.pickupPointId === pickupPointId);
  const coming = comingOn(query.data ?? [], pickupOn);
  const items = expectedOf(coming);
  const sent = waitingArrival(ops, { pickupPointId, pickupOn });
  const value = sent === undefined ? (draft.value ?? {}) : draftOf(sent.body);
  const day = pickupOn === null ? '即时单' : `${dayName(pickupOn, pickUp?.today ?? pickupOn)}的货`;
  return (
    <Page
      title={`点到货 · ${day}`}
      parent="/pickup/arrivals"
      answer={point?.name}
      {...(items.length === 0 || sent !== undefined || point === undefined
        ? {}
        : {
            next: (
              <Confirm
                point={{ pickupPointId, pickupPointName: point.name }}
                pickupOn={pickupOn}
                items={items}
                draft={value}
                told={waitingFor(coming)}
                onDone={() => draft.keep(undefined)}
              />
            ),
          })}
    >
      <AsOf query={query} />
      {sent === undefined ? null : (
        <p className="card">
          点好了，连上网就告诉邻居。没有例外的单，现在就能核销。
          <WaitingMark />
        </p>
      )}
      <Await query={query} loading={<CardSkeletons cards={2} />}>
        {() =>
          items.length === 0 ? (
            <Empty title="没有要点的货" hint={comingWords(query.data ?? [], pickupOn)} />
          ) : (
            <ul className="page-stack">
              {items.map((item) => (
                <li key={item.skuId}>
                  <Item item={item} draft={value} locked={sent !== undefined} onChange={draft.keep} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Page>
  );
}

function comingWords(
  parcels: readonly { readonly state: string; readonly pickupOn: string | null }[],
  pickupOn: string | null,
): string {
  const waiting = parcels.filter((parcel) => parcel.state === 'waiting' && parcel.pickupOn === pickupOn).length;
  return waiting > 0 ? `${waiting} 单仓里还在备货，发车了就能点。` : '这一天的货都点过了。';
}

interface ItemProps {
  readonly item: ExpectedItem;
  readonly draft: ArrivalDraft;
  readonly locked: boolean;
  readonly onChange: (draft: ArrivalDraft) => void;
}

function Item({ item, draft, locked, onChange }: ItemProps): ReactNode {
  const { missing, damaged, photos } = exceptionOf(draft, item.skuId);
  const [open, setOpen] = useState(false);
  const good = item.onTheWay - missing - damaged;
  const shown = open || missing + damaged > 0;
  return (
    <section className={missing + damaged > 0 ? 'card card-people arrival' : 'card arrival'} aria-label={item.name}>
      <div className="goods-row">
        <Thumb fileId={item.imageId} />
        <span className="goods-name">
          {item.name}
          <small>{specBeside(item)}</small>
        </span>
        <strong className="goods-units">
          {good === item.onTheWay ? item.onTheWay : `${good}/${item.onTheWay}`}
          <small>{item.unit || '份'}</small>
        </strong>
      </div>
      {locked ? null : shown ? (
        <div className="arrival-faults">
          <span>少了</span>
          <Stepper
            value={missing}
            least={0}
            most={item.onTheWay}
            name={`${item.name}少到`}
            onChange={(next) => onChange(withException(draft, item, { missing: next }))}
          />
          <span>坏了</span>
          <Stepper
            value={damaged}
            least={0}
            most={item.onTheWay}
            name={`${item.name}破损`}
            onChange={(next) => onChange(withException(draft, item, { damaged: next }))}
          />
          {damaged === 0 ? null : (
            <Photos
              photos={photos}
              name={item.name}
              onChange={(next) => onChange(withException(draft, item, { photos: next, damaged }))}
            />
          )}
        </div>
      ) : (
        <button type="button" className="button button-quiet arrival-fault" onClick={() => setOpen(true)}>
          少了或坏了
        </button>
      )}
    </section>
  );
}

interface PhotosProps {
  readonly photos: readonly DraftPhoto[];
  readonly name: string;
  readonly onChange: (photos: readonly DraftPhoto[]) => void;
}

const shownUrls = new WeakMap<Blob, string>();

function urlOf(blob: Blob): string {
  const url = shownUrls.get(blob) ?? URL.createObjectURL(blob);
  shownUrls.set(blob, url);
  return url;
}

/** As large as the server takes. */
const MOST_BYTES = 15 * 1024 * 1024;

function Photos({ photos, name, onChange }: PhotosProps): ReactNode {
  const add = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file === undefined) return;
    if (file.size > MOST_BYTES) return say('这张超过 15 MB，换一张小一点的', 'bad');
    onChange([...photos, { key: newKey(), name: file.name, blob: file }]);
  };
  return (
    <ul className="arrival-photos">
      {photos.map((photo, at) => (
        <li key={photo.key}>
          <img src={urlOf(photo.blob)} alt={`${name}破损照片 ${at + 1}`} width={72} height={72} />
          <button
            type="button"
            className="icon-button"
            aria-label={`删掉${name}破损照片 ${at + 1}`}
            onClick={() => onChange(photos.filter((each) => each !== photo))}
          >
            <Icon name="trash" size={20} />
          </button>
        </li>
      ))}
      {photos.length >= MOST_PHOTOS ? null : (
        <li className="evidence-pick button button-second">
          <Icon name="camera" size={22} /> {photos.length === 0 ? '拍坏的地方' : '再拍一张'}
          <input type="file" accept="image/*" capture="environment" aria-label={`拍${name}坏的地方`} onChange={add} />
        </li>
      )}
    </ul>
  );
}

interface ConfirmProps {
  readonly point: { readonly pickupPointId: string; readonly pickupPointName: string };
  readonly pickupOn: string | null;
  readonly items: readonly ExpectedItem[];
  readonly draft: ArrivalDraft;
  readonly told: readonly string[];
  readonly onDone: () => void;
}

function Confirm({ point, pickupOn, items, draft, told, onDone }: ConfirmProps): ReactNode {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const sum = sumOf(items, draft);
  const lacking = lackingPhotos(items, draft);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setRefused(undefined);
    const end = await confirmArrival({ point, pickupOn, items, draft });
    setBusy(false);
    if (end.kind === 'refused') return setRefused(end.reason);
    onDone();
    if (end.kind === 'kept') return say('点好了，待发送，连上网就告诉邻居', 'kept');
    say(doneWords(end.answer as ArrivalAnswer));
    navigate('/pickup', { replace: true });
  };
  const faults = [sum.missing === 0 ? '' : `少 ${sum.missing}`, sum.damaged === 0 ? '' : `坏 ${sum.damaged}`].filter(
    Boolean,
  );
  return (
    <>
      {refused === undefined ? null : (
        <p className="state-line" role="alert">
          <Icon name="alert" size={20} />
          <span>{refused}</span>
        </p>
      )}
      <p className="next-note">
        {lacking.length > 0
          ? `${lacking.join('、')}坏了的要拍照，好给邻居退款。`
          : faults.length === 0
            ? toldWords(told)
            : `${toldWords(told)}；少的、坏的自动退款给买的人，不用你垫。`}
      </p>
      <button
        type="button"
        className="button button-main"
        disabled={busy || lacking.length > 0}
        onClick={() => void confirm()}
      >
        {busy
          ? '正在确认…'
          : faults.length === 0
            ? `全到了，${sum.expected} 份`
            : `确认到货 ${sum.good} 份，${faults.join('，')}`}
      </button>
    </>
  );
}

const doneWords = ({ customers, claims }: ArrivalAnswer): string =>
  claims === 0 ? `告诉 ${customers} 位邻居来取了` : `告诉 ${customers} 位邻居来取了，${claims} 单缺损的在退款`;
