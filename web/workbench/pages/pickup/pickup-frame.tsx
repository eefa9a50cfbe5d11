import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { navigate } from '../../../shared/router.tsx';
import { Empty, ProblemView } from '../../../shared/states.tsx';
import { asProblem } from '../../../shared/problem.ts';
import { waitingArrival } from '../../my/arrival-draft.ts';
import { claimsQuery } from '../../my/pickup-queries.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { CardSkeletons } from '../../parts/card-skeletons.tsx';
import { Page } from '../../parts/page.tsx';
import { PullToRefresh } from '../../parts/pull-to-refresh.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { usePoint, type MyPointOfDay } from './use-point.ts';
import './pickup.css';

type Part = '/pickup' | '/pickup/arrivals' | '/pickup/claims';

interface PickupFrameProps {
  readonly at: Part;
  readonly answer?: (point: MyPointOfDay) => ReactNode;
  readonly next?: (point: MyPointOfDay) => ReactNode;
  readonly children: (point: MyPointOfDay) => ReactNode;
}

/** The three parts of work at a pick-up point, and at which point one is. */
export function PickupFrame({ at, answer, next, children }: PickupFrameProps): ReactNode {
  const client = useQueryClient();
  const { query, points, point, choose } = usePoint();
  const asked = useQuery(claimsQuery('open')).data?.items.filter((claim) => claim.canConfirm && claim.seen === null);
  const ops = useWaitingOps();
  const coming = point?.days.filter(
    ({ onTheWay, pickupOn }) =>
      onTheWay > 0 && waitingArrival(ops, { pickupPointId: point.pickupPointId, pickupOn }) === undefined,
  );
  return (
    <Page
      title="自提"
      {...(point === undefined || answer === undefined ? {} : { answer: answer(point) })}
      {...(point === undefined || next === undefined ? {} : { next: next(point) })}
    >
      <Tabs<Part>
        label="核销、到货还是售后"
        value={at}
        onChange={(to) => navigate(to, { replace: true })}
        tabs={[
          { value: '/pickup', name: '核销' },
          { value: '/pickup/arrivals', name: '到货', count: coming?.length ?? 0 },
          { value: '/pickup/claims', name: '售后', count: asked?.length ?? 0 },
        ]}
      />
      <PullToRefresh onRefresh={() => client.invalidateQueries({ queryKey: ['my'] })}>
        {point === undefined ? (
          <NoPoint query={query} />
        ) : (
          <div className="page-stack">
            {at === '/pickup/claims' ? null : <PointChoice points={points} point={point} onChoose={choose} />}
            {children(point)}
          </div>
        )}
      </PullToRefresh>
    </Page>
  );
}

function NoPoint({ query }: { query: ReturnType<typeof usePoint>['query'] }): ReactNode {
  if (query.data !== undefined) {
    return <Empty title="还没有归你管的自提点" hint="总部把自提点交给你管，到货、核销就在这里做。" />;
  }
  if (query.isError) return <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  return <CardSkeletons cards={2} />;
}

interface PointChoiceProps {
  readonly points: readonly MyPointOfDay[];
  readonly point: MyPointOfDay;
  readonly onChoose: (pickupPointId: string) => void;
}

function PointChoice({ points, point, onChoose }: PointChoiceProps): ReactNode {
  const [open, setOpen] = useState(false);
  const name = (
    <span className="place-name">
      <Icon name="place" size={20} /> {point.name}
    </span>
  );
  if (points.length < 2) return <p className="place">{name}</p>;
  return (
    <>
      <button type="button" className="place" onClick={() => setOpen(true)}>
        {name}
        <span className="place-change">换自提点</span>
      </button>
      <Sheet open={open} title="哪个自提点？" onClose={() => setOpen(false)}>
        <ul className="row-list">
          {points.map((each) => (
            <li key={each.pickupPointId}>
              <button
                type="button"
                className="row"
                aria-current={each.pickupPointId === point.pickupPointId}
                onClick={() => {
                  onChoose(each.pickupPointId);
                  setOpen(false);
                }}
              >
                <span>
                  {each.name}
                  <small>{each.communityName}</small>
                </span>
                {each.pickupPointId === point.pickupPointId ? <Icon name="sent" size={20} /> : null}
              </button>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}
