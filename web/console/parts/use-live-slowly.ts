import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LiveChange } from '../../shared/live.ts';
import { useLive } from '../../shared/use-live.ts';

/**
 * Fetches queries again when one of the topics changes, at most once in `pauseMs`: for figures over everything, which
 * change with every event of a busy city and cost the server more than one row does.
 */
export function useLiveSlowly(
  topics: readonly string[],
  queryKey: QueryKey,
  options: { pauseMs?: number; matters?: (change: LiveChange) => boolean } = {},
): void {
  const { pauseMs = 3_000, matters } = options;
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useLive(topics, (news) => {
    if (news.kind === 'change' && matters !== undefined && !matters(news.change)) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey });
    }, pauseMs);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
