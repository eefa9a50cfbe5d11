import { Button, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import type { OrderPayment } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime, yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { useNow } from '../../../../shared/use-now.ts';
import { ReasonDialog } from '../../../parts/reason-dialog.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { MONEY_KEYS, PAYMENTS_PATH } from '../deals-paths.ts';
import { refundableOf } from '../orders/order-words.ts';
import { SandboxWord } from '../sandbox-mark.tsx';
import { DecideHeld } from './decide-held.tsx';
import { heldSentence, PAYMENT_TONES, REFUND_REASONS, REFUND_TONES } from './payment-words.ts';

/** Payments of one order, each with what came, what went back, and what can be done about it. */
export function PaymentList({ payments }: { payments: readonly OrderPayment[] }): ReactNode {
  return (
    <ul className="deal-payments">
      {payments.map((payment) => (
        <li
          key={payment.paymentId}
          className={payment.state === 'held' ? 'deal-payment deal-payment-held' : 'deal-payment'}
        >
          <PaymentCard payment={payment} />
        </li>
      ))}
    </ul>
  );
}

function PaymentCard({ payment }: { payment: OrderPayment }): ReactNode {
  const now = useNow();
  const { state, receivedFen, amountFen } = payment;
  return (
    <>
      <p className="deal-payment-head">
        <span>{payment.stageName}</span>
        <StateWord tone={PAYMENT_TONES[state]}>{payment.stateName}</StateWord>
        {payment.sandbox ? <SandboxWord /> : null}
        <strong>{yuan(receivedFen === 0 ? amountFen : receivedFen)}</strong>
      </p>
      <p>
        {payment.paymentNumber} · {payment.providerName} ·{' '}
        {payment.paidAt === null ? `${dateTime(payment.createdAt, now)}发起` : `${dateTime(payment.paidAt, now)}到账`}
      </p>
      {state === 'held' ? <p>{heldSentence(payment)}</p> : null}
      <Decided payment={payment} />
      <Refunds payment={payment} />
      {state === 'held' ? <DecideHeld payment={payment} /> : <Refund payment={payment} />}
    </>
  );
}

/** What a person said about money that did not fit. */
export function Decided({ payment }: { payment: OrderPayment }): ReactNode {
  if (payment.decision === null) return null;
  const verb = payment.decision === 'accept' ? '人工入账' : '人工退回';
  return (
    <p>
      {payment.heldWhyName} → {verb}：{payment.decisionReason}
    </p>
  );
}

export function Refunds({ payment }: { payment: OrderPayment }): ReactNode {
  const now = useNow();
  if (payment.refunds.length === 0) return null;
  return (
    <ul className="deal-refunds" aria-label="退款">
      {payment.refunds.map((refund) => (
        <li key={refund.refundId}>
          <span>退{yuan(refund.amountFen)}</span>
          <StateWord tone={REFUND_TONES[refund.state]}>{refund.stateName}</StateWord>
          <small>
            {refund.reason} · {dateTime(refund.finishedAt ?? refund.requestedAt, now)}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** Sends part or all of a payment back. */
export function Refund({ payment }: { payment: OrderPayment }): ReactNode {
  const [open, setOpen] = useState(false);
  const rest = refundableOf(payment);
  if (!useMay('payment.decide') || rest <= 0) return null;
  const again = payment.refunds.at(-1)?.state === 'failed';
  return (
    <div className="deal-acts">
      <Button size="small" type={again ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {again ? '再退一次' : '退款'}
      </Button>
      {open ? <RefundDialog payment={payment} rest={rest} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

interface RefundDialogProps {
  readonly payment: OrderPayment;
  readonly rest: number;
  readonly onClose: () => void;
}

function RefundDialog({ payment, rest, onClose }: RefundDialogProps): ReactNode {
  // Once more what did not go through; otherwise all that there is.
  const last = payment.refunds.at(-1);
  const first = last?.state === 'failed' ? Math.min(rest, last.amountFen) : rest;
  const [amount, setAmount] = useState<number | null>(first / 100);
  const act = useAct(
    (reason: string, key) =>
      api.post(`${PAYMENTS_PATH}/${payment.paymentId}/refunds`, {
        body: { amountFen: Math.round((amount ?? 0) * 100), reason },
        key,
      }),
    { stale: MONEY_KEYS, onDone: onClose },
  );
  const fits = amount !== null && amount > 0 && Math.round(amount * 100) <= rest;
  return (
    <ReasonDialog
      title={`退${payment.stageName}`}
      lead={`最多退${yuan(rest)}，原路退回${payment.sandbox ? '（沙箱，不动真钱）' : ''}；支付渠道说退到了才算退完。`}
      frequent={REFUND_REASONS}
      verb={fits ? `退${yuan(Math.round(amount * 100))}` : '退款'}
      placeholder="点上面的，或者自己写一句；会记入审计"
      blocked={!fits}
      fields={
        <>
          <label htmlFor="refund-amount">退多少</label>
          <InputNumber<number>
            id="refund-amount"
            suffix="元"
            min={0.01}
            max={rest / 100}
            precision={2}
            value={amount}
            onChange={setAmount}
            style={{ width: 200 }}
          />
        </>
      }
      busy={act.busy}
      problem={act.problem}
      onSubmit={(reason) => void act.run(reason)}
      onClose={onClose}
    />
  );
}
