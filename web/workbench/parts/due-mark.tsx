import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import type { Due } from '../my/due.ts';

/** How long is left, with an icon where it presses. */
export function DueMark({ due }: { due: Due | undefined }): ReactNode {
  if (due === undefined) return null;
  return (
    <span className={`due due-${due.degree}`}>
      {due.degree === 'calm' ? null : <Icon name={due.degree === 'late' ? 'alert' : 'waiting'} size={18} />}
      {due.text}
    </span>
  );
}
