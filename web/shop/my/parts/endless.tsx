import { useEffect, useRef, type ReactNode } from 'react';
import { ProblemLine, ProblemView, Skeleton } from '../../../shared/states.tsx';
import type { ApiProblem } from '../../../shared/problem.ts';
import { asProblem } from '../../../shared/problem.ts';

interface EndlessProps<Answer> {
  /** The result of `useOwnPages`. */
  readonly query: {
    readonly data: { readonly pages: readonly Answer[] } | undefined;
    readonly error: ApiProblem | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly refetch: () => unknown;
  };
  /** Instead of a list without anything. */
  readonly empty: ReactNode;
  readonly isEmpty: (pages: readonly Answer[]) => boolean;
  readonly children: (pages: readonly Answer[]) => ReactNode;
}

/** A list that goes on as one comes near its end; a tap does the same where nothing is seen coming. */
export function Endless<Answer>({ query, empty, isEmpty, children }: EndlessProps<Answer>): ReactNode {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (element === null || !hasNextPage || error !== null) return undefined;
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true && !isFetchingNextPage) fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    seen.observe(element);
    return () => seen.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, error]);
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={8} />
    ) : (
      <ProblemView problem={asProblem(error)} onRetry={() => void query.refetch()} />
    );
  }
  if (isEmpty(data.pages)) return empty;
  return (
    <>
      {children(data.pages)}
      {error === null ? null : <ProblemLine problem={error} />}
      {hasNextPage ? (
        <div ref={end} className="my-endless">
          <button type="button" className="my-quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? '正在加载…' : '再看一些'}
          </button>
        </div>
      ) : null}
    </>
  );
}
