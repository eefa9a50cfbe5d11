import { useState, type ReactNode } from 'react';
import type { OwnOrderDetail } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { keyOf, OWN } from '../paths.ts';

/** Picking up elsewhere, as long as nothing is on its way. */
export function ChangePoint({ order }: { order: OwnOrderDetail }): ReactNode {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const change = useAct(
    (pickupPointId: string, key: string) =>
      api.post(`${OWN.orders}/${order.orderId}/pickup-point`, { body: { pickupPointId }, key }),
    { stale: [keyOf('orders'), keyOf('parcels')], onDone: () => setOpen(false) },
  );
  if (!open) {
    return (
      <button type="button" className="my-second" onClick={() => setOpen(true)}>
        换自提点
      </button>
    );
  }
  return (
    <fieldset className="my-card my-points">
      <legend>换到哪里取？</legend>
      {order.otherPoints.map((point) => (
        <label key={point.pickupPointId}>
          <input
            type="radio"
            name="point"
            aria-label={`${point.name} ${point.address}`}
            checked={chosen === point.pickupPointId}
            onChange={() => setChosen(point.pickupPointId)}
          />
          <span>
            <strong>{point.name}</strong>
            <small>{point.address}</small>
          </span>
        </label>
      ))}
      <ProblemLine problem={change.problem} />
      <div className="my-two">
        <button type="button" className="my-second" disabled={change.busy} onClick={() => setOpen(false)}>
          不换了
        </button>
        <button
          type="button"
          className="my-main"
          disabled={change.busy || chosen === undefined}
          onClick={() => void change.run(chosen ?? '')}
        >
          {change.busy ? '正在换…' : '换到这里'}
        </button>
      </div>
    </fieldset>
  );
}
