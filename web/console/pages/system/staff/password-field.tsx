import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { CopyButton } from '../../../parts/copyable.tsx';
import { Field } from '../../../parts/field.tsx';
import { MAX_PASSWORD, MIN_PASSWORD, newPassword } from './passwords.ts';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (password: string) => void;
  /** In a dialog that asks for nothing else. */
  readonly takesFocus?: boolean;
}

/** A password for somebody else: in clear text, since it is handed over. */
export function PasswordField({ label, value, fault, onChange, takesFocus = false }: PasswordFieldProps): ReactNode {
  const field = useRef<InputRef>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <Field label={label} fault={fault}>
      {(id) => (
        <div className="password-line">
          <Input
            id={id}
            ref={field}
            className="password-text"
            value={value}
            maxLength={MAX_PASSWORD}
            placeholder={`至少 ${MIN_PASSWORD} 位，点「生成」最省事`}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button onClick={() => onChange(newPassword())}>生成</Button>
          <CopyButton size="middle" disabled={value === ''} text={value} label="密码" />
        </div>
      )}
    </Field>
  );
}
