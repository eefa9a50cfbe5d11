import {
  useEffect,
  useState,
  useSyncExternalStore,
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { matchPath } from './match-path.ts';
import { unreachable } from './problem.ts';
import { ProblemView, Skeleton } from './states.tsx';

/*
 * A router in a hundred lines: the workbench and the shop have a dozen pages each, and a budget. Paths are inside the app (`/tasks/7`); the
 * address bar carries the base before them.
 */
const BASE = import.meta.env.BASE_URL.replace(/\/$/, '');
const changed = new Set<() => void>();

if (typeof window !== 'undefined') window.addEventListener('popstate', () => tell());

function tell(): void {
  for (const listener of changed) listener();
}

function currentPath(): string {
  return location.pathname.slice(BASE.length) || '/';
}

export function usePath(): string {
  return useSyncExternalStore((listener) => {
    changed.add(listener);
    return () => changed.delete(listener);
  }, currentPath);
}

/** Goes to a page. `replace` leaves no step behind, for pages one should not come back to. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace === true) history.replaceState(history.state, '', BASE + to);
  else history.pushState({ depth: depth() + 1 }, '', BASE + to);
  window.scrollTo(0, 0);
  tell();
}

/** The part after `#` has been read and is not wanted again after a reload. */
export function dropHash(): void {
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
}

function depth(): number {
  return (history.state as { depth?: number } | null)?.depth ?? 0;
}

/** One step back inside the app; from a page that was opened directly, to its parent. */
export function goBack(parent: string): void {
  if (depth() > 0) history.back();
  else navigate(parent, { replace: true });
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string; replace?: boolean; children: ReactNode };

export function Link({ to, replace = false, onClick, children, ...rest }: LinkProps): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to, { replace });
  };
  return (
    <a href={BASE + to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}

type PageComponent = (props: { params: Readonly<Record<string, string>> }) => ReactNode;

/** A page of an app, by the pattern of its path: `/tasks/:taskId`. */
export interface PageRoute {
  readonly path: string;
  readonly title: string;
  readonly page: PageComponent;
}

/** A page whose code is fetched when it is first opened, or before, by `load`. */
export type LazyPage = PageComponent & { readonly load: () => Promise<void> };

/**
 * `lazyPage(() => import('./page.tsx').then((it) => it.Page))`. Where a service worker keeps the app's files, it opens
 * without a network too.
 */
export function lazyPage(fetchPage: () => Promise<PageComponent>): LazyPage {
  let loaded: PageComponent | undefined;
  const load = async (): Promise<PageComponent> => (loaded ??= await fetchPage());
  function Lazy({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
    const [Page, setPage] = useState(() => loaded);
    const [attempt, setAttempt] = useState(1);
    const [failed, setFailed] = useState(0);
    useEffect(() => {
      load().then(
        (page) => setPage(() => page),
        () => setFailed(attempt),
      );
    }, [attempt]);
    if (Page !== undefined) return <Page params={params} />;
    if (failed < attempt) return <Skeleton rows={8} />;
    // With a network, the server may have a newer version whose parts have other names.
    const again = (): void => (navigator.onLine ? location.reload() : setAttempt(attempt + 1));
    return <ProblemView problem={unreachable(navigator.onLine ? 'network' : 'offline')} onRetry={again} />;
  }
  // A page that could not be fetched before it was wanted says so when it is.
  return Object.assign(Lazy, { load: () => load().then(noop, noop) });
}

const noop = (): void => undefined;

interface RoutesProps {
  /** What the title says after the page's own. */
  readonly app: string;
  readonly routes: readonly PageRoute[];
  readonly missing: ReactNode;
}

/** Shows the page of the current path, or `missing`. */
export function Routes({ app, routes, missing }: RoutesProps): ReactNode {
  const path = usePath();
  const found = routes
    .map((route) => ({ route, params: matchPath(route.path, path) }))
    .find((one) => one.params !== undefined);
  const title = found?.route.title ?? '找不到页面';
  useEffect(() => void (document.title = `${title} · ${app}`), [app, title]);
  if (found?.params === undefined) return missing;
  const Page = found.route.page;
  return <Page key={path} params={found.params} />;
}
