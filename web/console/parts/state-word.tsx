import type { ReactNode } from 'react';
import './state-word.css';

export type StateTone = 'neutral' | 'system' | 'people' | 'good' | 'warn' | 'bad';

/** The state of a thing as a word; the colour only repeats it. */
export function StateWord({ tone, children }: { tone: StateTone; children: ReactNode }): ReactNode {
  return <span className={`state-word state-word-${tone}`}>{children}</span>;
}
