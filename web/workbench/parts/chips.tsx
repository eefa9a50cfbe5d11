import type { ReactNode } from 'react';
import type { Choice } from '../my/words.ts';

interface ChipsProps<Code extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Code>[];
  readonly onPick: (code: Code) => void;
  /** The chosen one, where a choice stays; without it a tap does the thing at once. */
  readonly value?: string;
  readonly disabled?: boolean;
}

/** A handful of answers, each one tap. */
export function Chips<Code extends string>(props: ChipsProps<Code>): ReactNode {
  const { label, choices, onPick, value, disabled = false } = props;
  return (
    <div className="chips" role="group" aria-label={label}>
      {choices.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          disabled={disabled}
          {...(value === undefined ? {} : { 'aria-pressed': value === code })}
          onClick={() => onPick(code)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
