import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { OrderPayment, PaymentItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { yuan } from '../../../../shared/format.ts';
import { useAct } from '../../../../shared/query.tsx';
import { useMay } from '../../../../shared/session.tsx';
import { ReasonDialog } from '../../../parts/reason-dialog.tsx';
import { MONEY_KEYS, PAYMENTS_PATH } from '../deals-paths.ts';
import { ACCEPT_REASONS, heldSentence, REFUND_BACK_REASONS } from './payment-words.ts';

type Decision = 'accept' | 'refund';
type Held = OrderPayment & Partial<Pick<PaymentItem, 'canAccept'>>;

/** Money that does not fit waits here: a person takes it or sends all of it back, and says why. */
export function DecideHeld({ payment }: { payment: Held }): ReactNode {
  const [asked, setAsked] = useState<Decision>();
  if (!useMay('payment.decide')) return <p>等能核对收款的同事来定：入账，还是退回。</p>;
  const canAccept = payment.canAccept ?? payment.heldWhy !== 'order_closed';
  return (
    <div className="deal-acts">
      {canAccept ? (
        <Button size="small" type="primary" onClick={() => setAsked('accept')}>
          入账
        </Button>
      ) : null}
      <Button size="small" onClick={() => setAsked('refund')}>
        退回
      </Button>
      {asked === undefined ? null : (
        <DecideDialog payment={payment} decision={asked} onClose={() => setAsked(undefined)} />
      )}
    </div>
  );
}

interface DecideDialogProps {
  readonly payment: Held;
  readonly decision: Decision;
  readonly onClose: () => void;
}

function DecideDialog({ payment, decision, onClose }: DecideDialogProps): ReactNode {
  const act = useAct(
    (reason: string, key) =>
      api.post(`${PAYMENTS_PATH}/${payment.paymentId}/decide`, { body: { decision, reason }, key }),
    { stale: MONEY_KEYS, onDone: onClose },
  );
  const received = yuan(payment.receivedFen);
  const sandbox = payment.sandbox ? '（沙箱，不动真钱）' : '';
  return (
    <ReasonDialog
      title={decision === 'accept' ? `把${received}入账` : `把${received}退回`}
      lead={
        decision === 'accept'
          ? `${heldSentence(payment)}入账后，这笔钱计入订单${sandbox}。`
          : `${heldSentence(payment)}退回是全退，原路返回${sandbox}。`
      }
      frequent={decision === 'accept' ? ACCEPT_REASONS : REFUND_BACK_REASONS}
      verb={decision === 'accept' ? '入账' : '退回'}
      placeholder="点上面的，或者自己写一句；会记入审计"
      busy={act.busy}
      problem={act.problem}
      onSubmit={(reason) => void act.run(reason)}
      onClose={onClose}
    />
  );
}
