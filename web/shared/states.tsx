import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { Logo } from './logo.tsx';
import { useOnline } from './online.ts';
import type { ApiProblem } from './problem.ts';
import { asProblem } from './problem.ts';
import './states.css';

interface EmptyProps {
  readonly title: string;
  /** What brings something here, or what to do. */
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet, said honestly, with the way out. */
export function Empty({ title, hint, action }: EmptyProps): ReactNode {
  return (
    <div className="state state-empty">
      <Logo size={36} />
      <p className="state-title">{title}</p>
      {hint === undefined ? null : <p className="state-hint">{hint}</p>}
      {action}
    </div>
  );
}

/** Grey lines in the shape of what is coming. */
export function Skeleton({ rows = 6, label = '正在加载' }: { rows?: number; label?: string }): ReactNode {
  return (
    <div className="state-skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} style={{ width: `${96 - ((row * 17) % 34)}%` }} />
      ))}
    </div>
  );
}

/** Something is being opened and its shape is not known. */
export function Loading({ label, full = false }: { label: string; full?: boolean }): ReactNode {
  return (
    <div className={full ? 'state state-full' : 'state'} role="status">
      <span className="state-turning">
        <Logo size={28} />
      </span>
      <p className="state-hint">{label}…</p>
    </div>
  );
}

interface ProblemProps {
  readonly problem: ApiProblem;
  readonly onRetry?: () => void;
  readonly full?: boolean;
}

/** What happened and what to do, in place of what could not be shown. */
export function ProblemView({ problem, onRetry, full = false }: ProblemProps): ReactNode {
  const away = problem.status === 0;
  return (
    <div className={full ? 'state state-full' : 'state'} role="alert">
      <span className="state-icon">
        <Icon name={away ? 'offline' : 'alert'} size={28} />
      </span>
      <p className="state-title">{problem.message}</p>
      {problem.requestId === undefined || problem.status < 500 ? null : (
        <p className="state-hint">报给技术同事时带上编号：{problem.requestId}</p>
      )}
      {onRetry === undefined ? null : (
        <button type="button" className="state-button" onClick={onRetry}>
          再试一次
        </button>
      )}
    </div>
  );
}

/** One line about a failed act, next to what failed. */
export function ProblemLine({ problem }: { problem: ApiProblem | undefined }): ReactNode {
  if (problem === undefined) return null;
  return (
    <p className="state-line" role="alert">
      <Icon name="alert" size={16} />
      <span>{problem.message}</span>
    </p>
  );
}

/** Shown on top while the device has no network. */
export function OfflineBanner({ children }: { children: ReactNode }): ReactNode {
  if (useOnline()) return null;
  return (
    <p className="state-offline" role="status">
      <Icon name="offline" size={16} />
      <span>{children}</span>
    </p>
  );
}

interface AwaitProps<T> {
  /** The result of useQuery. */
  readonly query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  readonly loading?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Loading, error with retry, or the data; what was fetched before stays when a refetch fails. */
export function Await<T>({ query, loading = <Skeleton />, children }: AwaitProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && query.error !== undefined) {
    return <ProblemView problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  }
  return loading;
}
