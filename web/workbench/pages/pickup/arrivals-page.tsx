import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Empty } from '../../../shared/states.tsx';
import { waitingArrival } from '../../my/arrival-draft.ts';
import { dayName } from '../../my/group-words.ts';
import { pickUpQuery } from '../../my/pickup-queries.ts';
import { useWaitingOps } from '../../my/queries.ts';
import { Link } from '../../../shared/router.tsx';
import { AsOf } from '../../parts/as-of.tsx';
import { QueueCard } from '../../parts/queue-card.tsx';
import { PickupFrame } from './pickup-frame.tsx';
import type { MyPointOfDay } from './use-point.ts';

/** 到货: the days of a point with goods to come, to be checked in, or that are there. */
export function ArrivalsPage(): ReactNode {
  return (
    <PickupFrame at="/pickup/arrivals" answer={answerOf}>
      {(point) => <Days point={point} />}
    </PickupFrame>
  );
}

function answerOf(point: MyPointOfDay): string {
  const coming = point.days.reduce((sum, day) => sum + day.onTheWay, 0);
  return coming === 0 ? '没有要点的货' : `${coming} 单在路上，到了点一下`;
}

function Days({ point }: { point: MyPointOfDay }): ReactNode {
  const query = useQuery(pickUpQuery());
  const ops = useWaitingOps();
  const today = query.data?.today ?? '';
  const days = point.days.toSorted((a, b) => (a.pickupOn ?? '').localeCompare(b.pickupOn ?? ''));
  return (
    <>
      <AsOf query={query} />
      {days.length === 0 ? <Empty title="这几天没有货" hint="仓里发车后，这里会写明到几样、几份。" /> : null}
      <ul className="page-stack">
        {days.map((day) => {
          const to = `/pickup/arrivals/${point.pickupPointId}/${day.pickupOn ?? 'now'}`;
          const sent =
            waitingArrival(ops, { pickupPointId: point.pickupPointId, pickupOn: day.pickupOn }) !== undefined;
          return (
            <li key={day.pickupOn ?? 'now'}>
              <QueueCard
                to={to}
                who={day.pickupOn === null ? '即时单' : `${dayName(day.pickupOn, today)}的货`}
                what={`${day.parcels} 单 · ${day.customers} 位邻居`}
                why={whyOf(day)}
                by="system"
                due={undefined}
                waiting={sent}
              >
                {day.onTheWay === 0 || sent ? null : (
                  <Link to={to} className="button button-main">
                    点到货
                  </Link>
                )}
              </QueueCard>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function whyOf({ onTheWay, arrived, collected, parcels }: MyPointOfDay['days'][number]): string {
  const preparing = parcels - onTheWay - arrived - collected;
  return (
    [
      preparing > 0 && onTheWay === 0 && arrived === 0 && collected === 0 ? `${preparing} 单仓里还在备货` : '',
      onTheWay === 0 ? '' : `${onTheWay} 单在路上`,
      arrived === 0 ? '' : `${arrived} 单待自提`,
      collected === 0 ? '' : `${collected} 单取走了`,
    ]
      .filter((each) => each !== '')
      .join('，') || '没有要做的'
  );
}
