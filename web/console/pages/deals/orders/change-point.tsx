import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { OrderDetail } from '#modules/commerce/contract';
import type { PickupPointsAnswer } from '#modules/territory/contract';
import { api } from '../../../../shared/api.ts';
import { useAct } from '../../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../../shared/states.tsx';
import { ActDialog } from '../../../parts/act-dialog.tsx';
import { Field } from '../../../parts/field.tsx';
import { ORDERS_KEY, ORDERS_PATH, PARCELS_KEY } from '../deals-paths.ts';

interface ChangePointProps {
  readonly order: OrderDetail;
  readonly onClose: () => void;
}

/** Goods that did not leave yet go to another point of the community; the server refuses one of another warehouse. */
export function ChangePoint({ order, onClose }: ChangePointProps): ReactNode {
  const [pointId, setPointId] = useState<string>();
  const query = useQuery({
    queryKey: ['places', 'points', 'of', order.communityId],
    queryFn: ({ signal }) =>
      api.get<PickupPointsAnswer>('/api/territory/pickup-points', {
        query: { communityId: order.communityId, active: true, limit: 100 },
        signal,
      }),
  });
  const act = useAct(
    (pickupPointId: string, key) =>
      api.post(`${ORDERS_PATH}/${order.orderId}/pickup-point`, { body: { pickupPointId }, key }),
    { stale: [ORDERS_KEY, PARCELS_KEY], onDone: onClose },
  );
  return (
    <ActDialog
      title="换自提点"
      width={440}
      verb="换到这里"
      ready={pointId !== undefined}
      busy={act.busy}
      onAct={() => (pointId === undefined ? undefined : void act.run(pointId))}
      onClose={onClose}
    >
      <Await query={query}>
        {({ items }) => {
          const others = items.filter(({ id }) => id !== order.pickupPointId);
          if (others.length === 0) return <p>{order.communityName}没有别的自提点可以换。</p>;
          return (
            <div className="form-stack">
              <Field label="换到哪里" hint="货还没发出才能换；顾客会看到新的自提点。">
                {(id) => (
                  <Select
                    id={id}
                    placeholder="选一个自提点"
                    value={pointId ?? null}
                    options={others.map((point) => ({
                      value: point.id as string,
                      label: point.address === '' ? point.name : `${point.name} · ${point.address}`,
                    }))}
                    onChange={(value) => setPointId(value ?? undefined)}
                  />
                )}
              </Field>
              <ProblemLine problem={act.problem} />
            </div>
          );
        }}
      </Await>
    </ActDialog>
  );
}
