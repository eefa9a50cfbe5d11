import type { ReactNode } from 'react';
import { money } from './money.ts';

interface PriceProps {
  readonly fen: number;
  /** Struck through; left out where it is not more. */
  readonly originalFen?: number | null | undefined;
  readonly unit?: string;
  /** There are dearer ones: 「起」. */
  readonly from?: boolean;
}

/** `¥12.90/份 ¥15.90` */
export function Price({ fen, originalFen, unit, from = false }: PriceProps): ReactNode {
  return (
    <span className="shop-price">
      <strong>{money(fen)}</strong>
      {from ? <span>起</span> : unit === undefined || unit === '' ? null : <span>/{unit}</span>}
      {originalFen === null || originalFen === undefined || originalFen <= fen ? null : (
        <del>
          <span className="visually-hidden">原价 </span>
          {money(originalFen)}
        </del>
      )}
    </span>
  );
}
