import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asProblem } from '../shared/problem.ts';
import { Empty, ProblemView, Skeleton } from '../shared/states.tsx';
import { pages } from './pages.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to={pages[0]?.path ?? '/'} replace />,
});

const routes = pages.map((page) =>
  createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(page.load) }),
);

export const router = createRouter({
  routeTree: root.addChildren([home, ...routes]),
  basepath: import.meta.env.BASE_URL,
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton rows={8} />,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: Missing,
});

function Failed({ error, reset }: ErrorComponentProps): ReactNode {
  return <ProblemView problem={asProblem(error)} onRetry={reset} />;
}

function Missing(): ReactNode {
  return <Empty title="没有这个页面" hint="地址可能写错了，或页面已经搬走。按 ⌘K 找找看。" />;
}
