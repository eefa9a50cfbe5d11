import { useCallback, useEffect, useState } from 'react';
import type { SlotsAnswer } from '#modules/growth/contract';
import { api } from '../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';

/** As far ahead as people plan for somebody to come and look. */
const DAYS = 14;

export interface Slots {
  readonly days: SlotsAnswer['days'] | undefined;
  readonly problem: ApiProblem | undefined;
  readonly reload: () => void;
}

/** Free times of the next two weeks, the first day being today; read anew by `reload`. */
export function useSlots(token: string, communityId: string | undefined): Slots {
  const [days, setDays] = useState<SlotsAnswer['days']>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (communityId === undefined) return undefined;
    const ended = new AbortController();
    setProblem(undefined);
    api
      .get<SlotsAnswer>(`/api/growth/bookings/${encodeURIComponent(token)}/slots`, {
        query: { communityId, days: DAYS },
        signal: ended.signal,
      })
      .then(
        (answer) => setDays(answer.days),
        (error: unknown) => {
          if (!ended.signal.aborted) setProblem(asProblem(error));
        },
      );
    return () => ended.abort();
  }, [token, communityId, asked]);
  const reload = useCallback(() => setAsked((before) => before + 1), []);
  return { days, problem, reload };
}
