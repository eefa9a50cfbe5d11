import type { ReactNode } from 'react';
import { Link } from '../../../shared/router.tsx';
import type { TradeCard } from '../../my/trade-today.ts';
import { QueueCard } from '../../parts/queue-card.tsx';
import { CopyButton } from '../groups/copy-button.tsx';
import type { CardProps } from './task-card.tsx';

/** Something of group buys or a pick-up point in the queue. */
export function TradeCardView({ of: { item, waiting }, first, fresh }: CardProps<TradeCard>): ReactNode {
  const main = first ? 'button button-main' : 'button button-second';
  return (
    <QueueCard
      to={item.to}
      who={item.who}
      what={item.does}
      why={item.why}
      by={item.by}
      due={item.due}
      waiting={waiting}
      fresh={fresh}
    >
      {waiting ? null : (
        <>
          {item.copies === undefined ? null : <CopyButton communityId={item.copies} main={first} />}
          <Link to={item.next ?? item.to} className={item.copies === undefined ? main : 'button button-second'}>
            {item.verb}
          </Link>
        </>
      )}
    </QueueCard>
  );
}
