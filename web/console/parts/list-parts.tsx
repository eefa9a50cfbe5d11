import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { useMay } from '../../shared/session.tsx';
import './list-parts.css';

interface TwoProps {
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Figures stand on the right. */
  readonly align?: 'right';
}

/** What a cell says, and below it what goes with it. */
export const Two = ({ first, second, align }: TwoProps): ReactNode => (
  <span className={align === 'right' ? 'two two-right' : 'two'}>
    <span>{first}</span>
    <small>{second}</small>
  </span>
);

/** A file that names people, even behind masks: it is recorded who took it. */
export function Export({ path }: { path: string }): ReactNode {
  if (!useMay('export.data')) return null;
  return (
    <Button type="text" href={path} download title="导出会记入审计" icon={<Icon name="download" size={16} />}>
      导出 CSV
    </Button>
  );
}

/** A way from a sentence to what it counts. */
export function Jump({ onClick, children }: { onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className="jump" onClick={onClick}>
      {children}
    </button>
  );
}
