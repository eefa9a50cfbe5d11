import { Input } from 'antd';
import { useId, type ReactNode } from 'react';
import { Chips } from '../../../parts/chips.tsx';

const FREQUENT = ['顾客指定', '离得更近', '当天好排', '原来的人有事'] as const;

interface PlaceReasonProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

/** Why somebody is sent by hand: a frequent reason with one tap, or a sentence of one's own. */
export function PlaceReason({ value, onChange }: PlaceReasonProps): ReactNode {
  const fieldId = useId();
  return (
    <>
      <label htmlFor={fieldId}>为什么这样派</label>
      <Chips
        label="常用理由"
        options={FREQUENT.map((each) => ({ value: each as string, label: each }))}
        value={value}
        onChange={onChange}
      />
      <Input
        id={fieldId}
        value={value}
        maxLength={200}
        placeholder="点上面的，或者自己写一句"
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
