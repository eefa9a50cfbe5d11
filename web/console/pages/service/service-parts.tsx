import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import { useMay } from '../../../shared/session.tsx';
import './service.css';

/** What a cell says, and below it what goes with it. */
export const Two = ({ first, second }: { first: ReactNode; second: ReactNode }): ReactNode => (
  <span className="service-two">
    <span>{first}</span>
    <small>{second}</small>
  </span>
);

/** A file that names people, even behind masks: it is recorded who took it. */
export function Export({ path }: { path: string }): ReactNode {
  if (!useMay('export.data')) return null;
  return (
    <Button type="text" href={path} download title="导出会记入审计" icon={<Icon name="download" size={16} />}>
      导出 CSV
    </Button>
  );
}

interface ChipsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

/** One of a few, in sight. */
export function Chips<Value extends string>({ label, options, value, onChange }: ChipsProps<Value>): ReactNode {
  return (
    <div className="service-chips" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** A link in the middle of an answer: to what it counts. */
export function Jump({ onClick, children }: { onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className="service-jump" onClick={onClick}>
      {children}
    </button>
  );
}

interface FormEndProps {
  readonly verb: string;
  readonly fault: string | undefined;
  readonly busy: boolean;
  readonly onDo: () => void;
  readonly onClose: () => void;
}

/** The end of a form: what is missing, the way back, and the act. */
export function FormEnd({ verb, fault, busy, onDo, onClose }: FormEndProps): ReactNode {
  return (
    <div className="service-form-end">
      {fault === undefined ? null : <span>{fault}</span>}
      <Button onClick={onClose}>先不了</Button>
      <Button type="primary" disabled={fault !== undefined} loading={busy} onClick={onDo}>
        {verb}
      </Button>
    </div>
  );
}
