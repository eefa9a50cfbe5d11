import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';

interface StepperProps {
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Of what, for those who cannot see where it stands. */
  readonly name: string;
  readonly onChange: (value: number) => void;
}

/** A small number, up and down under the thumb. */
export function Stepper({ value, least, most, name, onChange }: StepperProps): ReactNode {
  return (
    <span className="stepper" role="group" aria-label={`${name}的数量`}>
      <button
        type="button"
        className="icon-button"
        aria-label={`${name}少一份`}
        disabled={value <= least}
        onClick={() => onChange(value - 1)}
      >
        <Icon name="minus" size={22} />
      </button>
      <output>{value}</output>
      <button
        type="button"
        className="icon-button"
        aria-label={`${name}多一份`}
        disabled={value >= most}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="add" size={22} />
      </button>
    </span>
  );
}
