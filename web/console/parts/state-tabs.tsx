import type { ReactNode } from 'react';
import { count } from '../../shared/format.ts';
import './state-tabs.css';

export interface StateTab {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
  /** Somebody has to do something about these. */
  readonly urgent?: boolean;
}

interface StateTabsProps {
  readonly label: string;
  readonly tabs: readonly StateTab[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What stands at the end of the line. */
  readonly children?: ReactNode;
}

/** The states of what a list shows, with how many there are in each. */
export function StateTabs({ label, tabs, value, onChange, children }: StateTabsProps): ReactNode {
  return (
    <div className="state-tabs">
      <div className="state-tabs-line" role="group" aria-label={label}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            aria-pressed={tab.value === value}
            className={tab.urgent === true && (tab.count ?? 0) > 0 ? 'state-tab state-tab-urgent' : 'state-tab'}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count === undefined ? null : <span>{count(tab.count)}</span>}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
