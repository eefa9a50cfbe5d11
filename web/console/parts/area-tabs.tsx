import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count } from '../../shared/format.ts';
import { useMe } from '../../shared/session.tsx';
import { pagesFor, type AreaName } from '../pages.ts';
import './area-tabs.css';

interface AreaTabsProps {
  readonly area: AreaName;
  /** What waits on a page, by its path; zero is not shown. */
  readonly waiting?: Readonly<Record<string, number | undefined>>;
}

/** The pages of one area side by side, made from `pages.ts` like the rail. */
export function AreaTabs({ area, waiting = {} }: AreaTabsProps): ReactNode {
  const pages = pagesFor(useMe()).filter((page) => page.area === area);
  return (
    <nav className="area-tabs" aria-label="本区页面">
      {pages.map((page) => (
        <Link key={page.path} to={page.path} activeOptions={{ exact: true, includeSearch: false }}>
          {page.title}
          {(waiting[page.path] ?? 0) === 0 ? null : (
            <span className="area-tabs-waiting">
              {count(waiting[page.path])}
              <span className="visually-hidden">件待办</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
