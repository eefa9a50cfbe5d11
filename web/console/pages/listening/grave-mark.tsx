import type { ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';

/** The mark of what somebody has to act on today. */
export const GraveMark = (): ReactNode => (
  <span className="grave-mark">
    <Icon name="alert" size={14} />
    严重
  </span>
);
