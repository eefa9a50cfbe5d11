import type { ReactNode } from 'react';

/** Cards that are on their way, in the size they will have. */
export function CardSkeletons({ cards = 3 }: { cards?: number }): ReactNode {
  return (
    <div className="page-stack" role="status" aria-label="正在加载">
      {Array.from({ length: cards }, (_, at) => (
        <div key={at} className="card card-skeleton state-skeleton">
          <span style={{ width: '52%' }} />
          <span style={{ width: '78%' }} />
          <span style={{ width: '88%' }} />
          <span className="card-skeleton-button" />
        </div>
      ))}
    </div>
  );
}
