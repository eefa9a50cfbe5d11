import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../shared/icons.tsx';

interface WayProps {
  readonly icon: IconName;
  readonly name: string;
  readonly hint: string;
  readonly first?: boolean;
  readonly onClick: () => void;
}

/** One of a few ways to do a thing: what it is, and what comes of it. */
export function Way({ icon, name, hint, first = false, onClick }: WayProps): ReactNode {
  return (
    <button type="button" className={first ? 'button button-main way' : 'button button-second way'} onClick={onClick}>
      <Icon name={icon} size={24} />
      <span>
        {name}
        <small>{hint}</small>
      </span>
    </button>
  );
}
