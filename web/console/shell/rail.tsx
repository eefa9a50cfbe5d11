import { Link, useMatches } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { Logo } from '../../shared/logo.tsx';
import { useMe } from '../../shared/session.tsx';
import { areas, pagesFor } from '../pages.ts';

/** The eight areas; one that holds no page for this user is not shown. */
export function Rail(): ReactNode {
  const open = pagesFor(useMe());
  // Pages of one area need not begin alike: leads and orders are both of 成交.
  const shown: string | undefined = useMatches().at(-1)?.fullPath;
  const current = open.find((page) => page.path === shown)?.area;
  return (
    <nav className="rail" aria-label="主导航">
      <Link to="/" className="rail-brand" aria-label="双轮首页">
        <Logo size={24} />
        <strong>双轮</strong>
      </Link>
      <ul>
        {areas.map((area) => {
          const first = open.find((page) => page.area === area.name);
          if (first === undefined) return null;
          return (
            <li key={area.name}>
              <Link to={first.path} {...(area.name === current ? { 'aria-current': 'page' as const } : {})}>
                <Icon name={area.icon} />
                <span>{area.title}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
