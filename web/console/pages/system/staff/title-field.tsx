import { Input, type InputRef } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { Field } from '../../../parts/field.tsx';

interface TitleFieldProps {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (title: string) => void;
  /** Where the button that opened the form is gone. */
  readonly takesFocus?: boolean;
}

/** How somebody is called in the product: by the post, so that no name of a person stands in what they did. */
export function TitleField({ value, fault, onChange, takesFocus = false }: TitleFieldProps): ReactNode {
  const field = useRef<InputRef>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <Field label="称呼" hint="写岗位，不写姓名，例如「滨江店店长」。" fault={fault}>
      {(id) => (
        <Input
          id={id}
          ref={field}
          value={value}
          maxLength={30}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
