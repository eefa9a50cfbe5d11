import { Input } from 'antd';
import type { ReactNode } from 'react';
import type { WordingHit } from '#modules/intelligence/contract';
import { standing } from './wording.ts';
import { WordingHits } from './wording-hits.tsx';

interface WordedInputProps {
  readonly id: string;
  readonly value: string;
  readonly maxLength: number;
  readonly placeholder?: string;
  /** Several lines: how many at first and at most. One line without it. */
  readonly rows?: readonly [first: number, most: number];
  readonly showCount?: boolean;
  /** What was found in the text, as `useWording` answers. */
  readonly hits: readonly WordingHit[];
  readonly onChange: (text: string) => void;
}

/** A field for words that customers will read, with what advertising may not say under it. */
export function WordedInput({ hits, rows, showCount, onChange, ...input }: WordedInputProps): ReactNode {
  const { id, value } = input;
  const found = standing(value, hits);
  const tellId = `${id}-wording`;
  const described = {
    ...input,
    ...(found.length === 0 ? {} : { 'aria-describedby': tellId }),
    'aria-invalid': found.some(({ grade }) => grade === 'banned'),
  };
  return (
    <>
      {rows === undefined ? (
        <Input {...described} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input.TextArea
          {...described}
          autoSize={{ minRows: rows[0], maxRows: rows[1] }}
          {...(showCount === true ? { showCount, className: 'worded-counted' } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <WordingHits fieldId={id} tellId={tellId} text={value} found={found} onChange={onChange} />
    </>
  );
}
