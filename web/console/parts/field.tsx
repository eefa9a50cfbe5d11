import { Button, Input, InputNumber } from 'antd';
import { useId, type ReactNode } from 'react';
import './field.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** What the server or the form says against it. */
  readonly fault?: string | undefined;
  readonly children: (id: string) => ReactNode;
}

/** One field of a form, with its name above it and what is wrong with it below. */
export function Field({ label, hint, fault, children }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint === undefined ? null : <p className="field-hint">{hint}</p>}
      {fault === undefined ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

type Named = Omit<FieldProps, 'children'>;

interface NumberFieldProps extends Named {
  readonly value: number | null;
  readonly suffix?: string;
  readonly min?: number;
  readonly max?: number;
  /** Decimals: 2 for money, 0 for what is counted. */
  readonly precision: number;
  readonly onChange: (value: number | null) => void;
}

export function NumberField({ label, hint, fault, ...input }: NumberFieldProps): ReactNode {
  return (
    <Field label={label} fault={fault} {...(hint === undefined ? {} : { hint })}>
      {(id) => <InputNumber<number> id={id} {...input} />}
    </Field>
  );
}

interface DayFieldProps extends Named {
  /** `2026-11-22`; empty for none. */
  readonly value: string;
  readonly min?: string;
  readonly onChange: (day: string) => void;
}

export function DayField({ label, hint, fault, value, min, onChange }: DayFieldProps): ReactNode {
  return (
    <Field label={label} fault={fault} {...(hint === undefined ? {} : { hint })}>
      {(id) => <Input id={id} type="date" value={value} min={min} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

interface FormEndProps {
  readonly verb: string;
  /** What is missing or wrong, in words: nothing can be done as long as there is something. */
  readonly fault: string | undefined;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** What the button does; without it, it submits the form around it. */
  readonly onDo?: () => void;
  /** The way back, where the form was opened in its place. */
  readonly onClose?: () => void;
}

/** The end of a form: what is still missing, the way back, and the act. */
export function FormEnd({ verb, fault, busy, disabled = false, onDo, onClose }: FormEndProps): ReactNode {
  return (
    <div className={onClose === undefined ? 'form-end' : 'form-end form-end-sticky'}>
      {fault === undefined ? null : <span>{fault}</span>}
      {onClose === undefined ? null : <Button onClick={onClose}>先不了</Button>}
      <Button
        type="primary"
        htmlType={onDo === undefined ? 'submit' : 'button'}
        disabled={fault !== undefined || disabled}
        loading={busy}
        {...(onDo === undefined ? {} : { onClick: onDo })}
      >
        {verb}
      </Button>
    </div>
  );
}
