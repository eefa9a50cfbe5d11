import type { ReactNode } from 'react';
import { count, yuan } from '../../../../shared/format.ts';

export type TargetKind = 'orders' | 'people' | 'fen';
const UNITS: Readonly<Record<TargetKind, string>> = { orders: '单', people: '人', fen: '' };

export const targetWords = (kind: TargetKind, amount: number): string =>
  kind === 'fen' ? yuan(amount) : `${count(amount)}${UNITS[kind]}`;

interface TargetBarProps {
  readonly kind: TargetKind;
  /** Null where only the share is told. */
  readonly target: number | null;
  readonly reached: number | null;
  readonly percent: number;
}

/** How far a shared target is reached: the target is the system's plan, what people ordered fills it. */
export function TargetBar({ kind, target, reached, percent }: TargetBarProps): ReactNode {
  const words =
    target === null || reached === null
      ? `目标完成了 ${percent}%`
      : `${targetWords(kind, reached)} / ${targetWords(kind, target)}，完成 ${percent}%`;
  return (
    <div className="target">
      <div className="target-bar" role="img" aria-label={words}>
        <span style={{ width: `${percent}%` }} />
      </div>
      <p aria-hidden>{words}</p>
    </div>
  );
}
