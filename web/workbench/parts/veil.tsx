import type { ReactNode } from 'react';

interface VeilProps {
  /** Where what it carries stands. */
  readonly at: 'bottom' | 'middle';
  /** A tap beside it. Escape and a button do the same. */
  readonly onTap?: () => void;
  readonly children: ReactNode;
}

/** Darkens the app below a sheet or a question. */
export function Veil({ at, onTap, children }: VeilProps): ReactNode {
  return (
    <div className={`veil veil-${at}`}>
      <div className="veil-dark" aria-hidden onClick={onTap} />
      {children}
    </div>
  );
}
