import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { OrderDetail } from '#modules/commerce/contract';
import { count, date, dateTime, yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { PanelSection } from '../../../parts/panel-section.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { nameOfSku } from '../../goods/name-of-sku.ts';
import { Good } from '../../goods/thumb.tsx';
import { PARCEL_TONES } from '../parcels/parcel-words.ts';
import { ChangePoint } from './change-point.tsx';
import { ClaimFor } from './claim-for.tsx';

type Line = OrderDetail['lines'][number];
type Parcel = OrderDetail['parcels'][number];

/** What was bought, line by line, what went back of it, and how the price came about. */
export function OrderGoods({ order }: { order: OrderDetail }): ReactNode {
  const mayRead = useMay('claim.read');
  const mayAct = useMay('claim.act');
  const [claims, setClaims] = useState(false);
  const ends = order.orderNumber.slice(-4);
  const sold = order.paidFen > 0 && order.channel !== 'imported';
  return (
    <PanelSection
      title="商品"
      action={
        mayRead && sold ? (
          <span className="deal-ways">
            {mayAct && order.customerPhone !== '' ? (
              <Button size="small" onClick={() => setClaims(true)}>
                代客申请售后
              </Button>
            ) : null}
            <Link to="/deals/claims" search={{ text: ends, state: 'all' } as never}>
              看售后
            </Link>
          </span>
        ) : null
      }
    >
      {claims ? <ClaimFor order={order} onClose={() => setClaims(false)} /> : null}
      <table className="deal-lines">
        <thead>
          <tr>
            <th scope="col">商品</th>
            <th scope="col">数量</th>
            <th scope="col">付了</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.lineNo}>
              <th scope="row">
                <Good imageId={line.imageId} name={nameOfSku(line)} note={lineNote(line)} />
              </th>
              <td>
                {count(line.quantity)}
                {line.unit}
              </td>
              <td>{yuan(line.netFen)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {order.priceSteps.length > 1
            ? order.priceSteps.map((step, at) => (
                <tr key={at} className={step.amountFen < 0 ? 'deal-line-discount' : 'deal-line-step'}>
                  <td colSpan={2}>{step.title}</td>
                  <td>{yuan(step.amountFen)}</td>
                </tr>
              ))
            : null}
          <tr className="deal-line-total">
            <th scope="row" colSpan={2}>
              合计
            </th>
            <td>{yuan(order.totalFen)}</td>
          </tr>
        </tfoot>
      </table>
    </PanelSection>
  );
}

/** 「¥5/盒 · 退了1盒，¥5 · 退差价¥1」 */
function lineNote(line: Line): string {
  return [
    `${yuan(line.unitFen)}/${line.unit}`,
    line.refundedQuantity === 0
      ? undefined
      : `退了${count(line.refundedQuantity)}${line.unit}，${yuan(line.refundedFen)}`,
    line.rebatedFen === 0 ? undefined : `补退${yuan(line.rebatedFen)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Where the goods are: from which place, to where, and how far they got. */
export function OrderParcels({ order }: { order: OrderDetail }): ReactNode {
  const [changing, setChanging] = useState(false);
  const mayAct = useMay('order.act') && order.canChangePoint;
  return (
    <PanelSection
      title={order.parcels.length === 1 ? '包裹' : `${count(order.parcels.length)}个包裹`}
      action={
        mayAct ? (
          <Button size="small" onClick={() => setChanging(true)}>
            换自提点
          </Button>
        ) : null
      }
    >
      <ul className="deal-payments">
        {order.parcels.map((parcel) => (
          <li key={parcel.parcelId} className="deal-payment">
            <ParcelCard parcel={parcel} />
          </li>
        ))}
      </ul>
      {changing ? <ChangePoint order={order} onClose={() => setChanging(false)} /> : null}
    </PanelSection>
  );
}

function ParcelCard({ parcel }: { parcel: Parcel }): ReactNode {
  const now = useNow();
  const { mode, modeName, pickupPointName, pickupPointAddress, pickupOn, arrivedAt, collectedAt } = parcel;
  const where = mode === 'pickup' && pickupPointName !== null ? pickupPointName : modeName;
  const when = [
    pickupOn === null ? undefined : `${date(`${pickupOn}T00:00:00+08:00`, now)}提货`,
    arrivedAt === null ? undefined : `${dateTime(arrivedAt, now)}到货`,
    collectedAt === null ? undefined : `${dateTime(collectedAt, now)}${mode === 'delivery' ? '送到' : '取走'}`,
  ].filter((part) => part !== undefined);
  return (
    <>
      <p className="deal-payment-head">
        <Link to="/deals/parcels" search={{ parcel: parcel.parcelId, state: 'all' } as never}>
          {where}
        </Link>
        <StateWord tone={PARCEL_TONES[parcel.state]}>{parcel.stateName}</StateWord>
      </p>
      <p>
        从{parcel.placeName}发出
        {pickupPointAddress === null || pickupPointAddress === '' ? '' : ` · ${pickupPointAddress}`}
      </p>
      {when.length === 0 ? null : <p>{when.join(' · ')}</p>}
    </>
  );
}
