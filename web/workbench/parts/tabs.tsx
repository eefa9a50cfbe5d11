import type { ReactNode } from 'react';

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly { readonly value: Value; readonly name: string; readonly count?: number }[];
  readonly onChange: (value: Value) => void;
}

/** A few parts of one list, or a few settings of one thing; exactly one is chosen. */
export function Tabs<Value extends string>({ label, value, tabs, onChange }: TabsProps<Value>): ReactNode {
  return (
    <div className="tabs" role="group" aria-label={label}>
      {tabs.map((tab) => (
        <button key={tab.value} type="button" aria-pressed={tab.value === value} onClick={() => onChange(tab.value)}>
          {tab.name}
          {tab.count === undefined || tab.count === 0 ? null : <b>{tab.count}</b>}
        </button>
      ))}
    </div>
  );
}
