import { Button } from 'antd';
import type { ReactNode } from 'react';
import './service.css';

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
