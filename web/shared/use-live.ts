import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { LiveConnection, type LiveNews, type LiveState } from './live.ts';

const connection = new LiveConnection({ open: (url) => new EventSource(url), random: Math.random });

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => connection.wake());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connection.wake();
  });
}

/** Calls back on every change of the topics, and with `resync` when the connection was away. */
export function useLive(topics: readonly string[], onNews: (news: LiveNews) => void): void {
  const hear = useEffectEvent(onNews);
  const key = topics.join(',');
  useEffect(() => (key === '' ? undefined : connection.listen(key.split(','), (news) => hear(news))), [key]);
}

/** A burst of changes costs one fetch in this time. */
const COALESCE_MS = 400;

/** Fetches a query (and all whose key begins so) again when one of the topics changes. */
export function useLiveQuery(topics: readonly string[], queryKey: QueryKey): void {
  const client = useQueryClient();
  const refetch = useEffectEvent(() => void client.invalidateQueries({ queryKey }));
  const key = topics.join(',');
  useEffect(() => {
    if (key === '') return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = connection.listen(key.split(','), () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refetch();
      }, COALESCE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [key]);
}

/** Whether what is on the screen keeps itself up to date. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (changed) => connection.watch(changed),
    () => connection.state,
    () => 'idle',
  );
}
