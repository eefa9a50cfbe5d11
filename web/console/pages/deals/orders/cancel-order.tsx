import { Button, InputNumber, Radio, Select } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { OrderDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { MONEY_KEYS, ORDERS_PATH } from '../deals-paths.ts';
import {
  cancelBody,
  cancelFault,
  EMPTY_CANCEL,
  GIVEN_REASONS,
  reasonInWords,
  type CancelDraft,
} from './order-words.ts';

/** The way to call an order off; what was paid needs a word on how much goes back. */
export function CancelOrder({ order }: { order: OrderDetail }): ReactNode {
  const [open, setOpen] = useState(false);
  const mayDecide = useMay('payment.decide');
  if (!useMay('order.act') || !mayCallOff(order)) return null;
  if (asksForMoney(order) && !mayDecide) {
    return <p className="panel-note">这单收过款。要取消，请能核对收款的同事来，退多少由他定。</p>;
  }
  return (
    <div>
      <Button danger onClick={() => setOpen(true)}>
        取消订单
      </Button>
      {open ? <CancelDialog order={order} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** Of a service it is decided how much goes back; of goods all of it does. */
const asksForMoney = ({ channel, paidFen }: OrderDetail): boolean => channel === 'service' && paidFen > 0;

const HANDED_OVER = new Set(['part_collected', 'collected', 'returned']);

/** Goods until something of them was handed over. */
const mayCallOff = ({ state, parcels }: OrderDetail): boolean =>
  state !== 'cancelled' && state !== 'completed' && !parcels.some((parcel) => HANDED_OVER.has(parcel.state));

function CancelDialog({ order, onClose }: { order: OrderDetail; onClose: () => void }): ReactNode {
  const { refundableFen } = order;
  const paidFen = asksForMoney(order) ? order.paidFen : 0;
  const [draft, setDraft] = useState<CancelDraft>(EMPTY_CANCEL);
  const reasonId = useId();
  const act = useAct(
    (it: CancelDraft, key) =>
      api.post(`${ORDERS_PATH}/${order.orderId}/cancel`, { body: cancelBody(it, refundableFen, paidFen), key }),
    { stale: MONEY_KEYS, onDone: onClose },
  );
  const fault = cancelFault(draft, refundableFen, paidFen);
  return (
    <ActDialog
      title="取消订单"
      width={480}
      verb="取消这单"
      leave="先不取消"
      ready={fault === undefined}
      busy={act.busy}
      onAct={() => void act.run(draft)}
      onClose={onClose}
    >
      <div className="deal-form">
        <p>
          {order.orderNumber}取消以后不能恢复，顾客会看到。
          {order.channel !== 'service' && refundableFen > 0
            ? `付的${yuan(refundableFen)}全部原路退回，库存放回去。`
            : ''}
        </p>
        <label htmlFor={reasonId}>为什么取消</label>
        <Select
          id={reasonId}
          placeholder="选一个原因"
          value={draft.reason ?? null}
          options={GIVEN_REASONS.map((value) => ({ value, label: reasonInWords(value, order.channel) }))}
          onChange={(reason) => setDraft({ ...draft, reason: reason as CancelDraft['reason'] })}
        />
        {paidFen === 0 ? null : <Back order={order} draft={draft} onChange={setDraft} />}
        <ProblemLine problem={act.problem} />
        {fault === undefined ? null : <p className="deal-fault">{fault}</p>}
      </div>
    </ActDialog>
  );
}

interface BackProps {
  readonly order: OrderDetail;
  readonly draft: CancelDraft;
  readonly onChange: (draft: CancelDraft) => void;
}

function Back({ order, draft, onChange }: BackProps): ReactNode {
  const { refundableFen } = order;
  return (
    <fieldset className="deal-back">
      <legend>收了{yuan(order.paidFen)}，退多少</legend>
      <Radio.Group
        value={draft.back ?? null}
        onChange={(event) => onChange({ ...draft, back: event.target.value as CancelDraft['back'] })}
      >
        {refundableFen === 0 ? null : <Radio value="all">全退，{yuan(refundableFen)}</Radio>}
        {refundableFen === 0 ? null : <Radio value="part">退一部分</Radio>}
        <Radio value="none">{refundableFen === 0 ? '没有可退的了' : '不退'}</Radio>
      </Radio.Group>
      {draft.back === 'part' ? (
        <InputNumber<number>
          aria-label="退多少元"
          placeholder={`最多${refundableFen / 100}`}
          suffix="元"
          min={0.01}
          max={refundableFen / 100}
          precision={2}
          value={draft.yuan}
          onChange={(value) => onChange({ ...draft, yuan: value })}
        />
      ) : null}
      <p className="panel-note">从最近的一笔退起，原路退回。</p>
    </fieldset>
  );
}
