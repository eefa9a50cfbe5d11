import { useState, type ReactNode } from 'react';
import type { HandOverBody, MyParcel, ParcelLineItem } from '#modules/commerce/contract';
import { dateTime } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import {
  allOf,
  handable,
  linesOf,
  pickOf,
  unitsOf,
  withPick,
  type Collector,
  type Picks,
} from '../../my/hand-over-list.ts';
import { redeem } from '../../my/pickup-acts.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { Stepper } from '../../parts/stepper.tsx';
import { specBeside } from '../../my/goods-words.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { say } from '../../parts/toast.tsx';
import type { MyPointOfDay } from './use-point.ts';

interface CollectorSheetProps {
  readonly point: MyPointOfDay;
  readonly shown: { readonly by: HandOverBody['by']; readonly collector: Collector } | undefined;
  readonly onClose: () => void;
}

/** What to hand to somebody, all of theirs at once; a part of it where they take a part. One tap ends it. */
export function CollectorSheet({ point, shown, onClose }: CollectorSheetProps): ReactNode {
  return (
    <Sheet
      open={shown !== undefined}
      title={shown === undefined ? '' : `${shown.collector.name} ${shown.collector.phone}`}
      onClose={onClose}
    >
      {shown === undefined ? null : <Body key={shown.collector.ref} point={point} shown={shown} onClose={onClose} />}
    </Sheet>
  );
}

function Body({
  point,
  shown,
  onClose,
}: Omit<CollectorSheetProps, 'shown'> & { shown: NonNullable<CollectorSheetProps['shown']> }): ReactNode {
  const { collector, by } = shown;
  const [picks, setPicks] = useState<Picks>(() => allOf(collector.parcels));
  const [onBehalf, setOnBehalf] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const units = unitsOf(picks);
  const give = async (): Promise<void> => {
    setBusy(true);
    setRefused(undefined);
    const end = await redeem({
      point: { pickupPointId: point.pickupPointId, pickupPointName: point.name },
      customerName: `${collector.name} ${collector.phone.slice(-4)}`.trim(),
      by,
      onBehalf,
      lines: linesOf(collector.parcels, picks),
    });
    setBusy(false);
    if (end.kind === 'refused') return setRefused(end.reason);
    onClose();
    if (end.kind === 'done') say(`交给 ${collector.name} ${units} 份，5 分钟内可以撤销`);
    else say('记下了，待发送，连上网自动核销', 'kept');
  };
  const can = handable(collector.parcels);
  return (
    <div className="page-stack">
      {collector.parcels.map((parcel) => (
        <Parcel key={parcel.parcelId} parcel={parcel} picks={picks} onPicks={setPicks} />
      ))}
      {refused === undefined ? null : (
        <p className="state-line" role="alert">
          <Icon name="alert" size={20} />
          <span>{refused}</span>
        </p>
      )}
      {can.length === 0 ? (
        <button type="button" className="button button-plain" onClick={onClose}>
          知道了
        </button>
      ) : (
        <>
          <label className="check-line">
            <input type="checkbox" checked={onBehalf} onChange={(event) => setOnBehalf(event.target.checked)} />
            别人代取
          </label>
          <button
            type="button"
            className="button button-main"
            disabled={busy || units === 0}
            onClick={() => void give()}
          >
            {busy ? '正在核销…' : `交 ${units} 份`}
          </button>
        </>
      )}
    </div>
  );
}

interface ParcelProps {
  readonly parcel: MyParcel;
  readonly picks: Picks;
  readonly onPicks: (picks: Picks) => void;
}

function Parcel({ parcel, picks, onPicks }: ParcelProps): ReactNode {
  const lines = parcel.lines.filter((line) => parcel.blocked !== null || line.left > 0);
  return (
    <section className="parcel" aria-label={`订单 ${parcel.orderNumber}`}>
      <p className="parcel-head">
        订单 {parcel.orderNumber}
        {parcel.replacement ? ' · 换货' : ''}
      </p>
      {parcel.blocked === null ? null : (
        <p className="parcel-blocked">
          <Icon name="alert" size={20} />
          <span>{blockedWords(parcel)}</span>
        </p>
      )}
      <ul className="goods-rows">
        {lines.map((line) => (
          <li key={line.lineNo} className="goods-row">
            <Thumb fileId={line.imageId} />
            <span className="goods-name">
              {line.name}
              <small>{specBeside(line)}</small>
              <Lost line={line} />
            </span>
            {parcel.blocked === null ? (
              <Stepper
                value={pickOf(picks, parcel, line)}
                least={0}
                most={line.left}
                name={line.name}
                onChange={(next) => onPicks(withPick(picks, parcel, line, next))}
              />
            ) : (
              <strong className="goods-units">
                {line.quantity}
                <small>{line.unit || '份'}</small>
              </strong>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why not, with when where that is what one wants to know. */
function blockedWords(parcel: MyParcel): string {
  if (parcel.state === 'collected' && parcel.collectedAt !== null) return `${dateTime(parcel.collectedAt)} 已经提走了`;
  return parcel.blocked?.words ?? '';
}

function Lost({ line }: { line: ParcelLineItem }): ReactNode {
  const words = [
    line.short + line.missing === 0 ? '' : `缺 ${line.short + line.missing}`,
    line.damaged === 0 ? '' : `坏 ${line.damaged}`,
    line.collected === 0 ? '' : `取过 ${line.collected}`,
  ].filter((each) => each !== '');
  return words.length === 0 ? null : <small>{words.join('，')}</small>;
}
