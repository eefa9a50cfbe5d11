import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { useAwake } from './use-awake.ts';

interface StepperProps {
  /** Of what: read with the buttons. */
  readonly name: string;
  readonly value: number;
  /** No more than that; undefined for no end. */
  readonly max?: number | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** How many: one tap more, one tap less; none is taken before it can be counted. */
export function Stepper({ name, value, max, disabled = false, onChange }: StepperProps): ReactNode {
  const full = max !== undefined && value >= max;
  const isAwake = useAwake();
  return (
    <span className="shop-stepper" role="group" aria-label={`${name} 数量`}>
      {value === 0 ? null : (
        <>
          <button type="button" disabled={disabled} aria-label={`少一件 ${name}`} onClick={() => onChange(value - 1)}>
            <Icon name="minus" size={18} />
          </button>
          <output aria-live="polite">{value}</output>
        </>
      )}
      <button
        type="button"
        className="shop-stepper-more"
        disabled={disabled || full || !isAwake}
        data-waking={disabled || full || isAwake ? undefined : ''}
        aria-label={value === 0 ? `选 ${name}` : `多一件 ${name}`}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="add" size={18} />
      </button>
    </span>
  );
}
