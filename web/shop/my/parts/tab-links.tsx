import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from '../../../shared/router.tsx';

interface TabLinksProps {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly name: string; readonly current: boolean }[];
}

/** Lists beside each other, each with an address of its own; the one that is open is in sight. */
export function TabLinks({ label, tabs }: TabLinksProps): ReactNode {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = row.current?.querySelector('[aria-current]');
    if (open instanceof HTMLElement && row.current !== null) {
      row.current.scrollLeft = open.offsetLeft - (row.current.clientWidth - open.clientWidth) / 2;
    }
  }, []);
  return (
    <nav ref={row} className="my-tabs" aria-label={label}>
      {tabs.map(({ to, name, current }) => (
        <Link key={to} to={to} replace {...(current && { 'aria-current': 'page' as const })}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
