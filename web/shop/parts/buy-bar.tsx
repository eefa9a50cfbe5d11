import type { ReactNode } from 'react';
import { money } from './money.ts';

interface BuyBarProps {
  readonly sumFen: number;
  /** 「3件」, 「还没选」. */
  readonly words: string;
  readonly children: ReactNode;
}

/** The one bar at the bottom: what it comes to, and one button. */
export function BuyBar({ sumFen, words, children }: BuyBarProps): ReactNode {
  return (
    <div className="shop-bar" role="region" aria-label="合计">
      <p>
        <strong>{money(sumFen)}</strong>
        <small>{words}</small>
      </p>
      {children}
    </div>
  );
}
