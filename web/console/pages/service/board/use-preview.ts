import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DayPreviewAnswer } from '#modules/fulfilment/contract';
import { api } from '../../../../shared/api.ts';
import type { ApiProblem } from '../../../../shared/problem.ts';
import { useAct, type Act } from '../../../../shared/query.tsx';
import { VISITS_KEY, WORKERS_KEY, WORKERS_PATH } from '../service-paths.ts';

/** What somebody wants to know before anything changes. */
export type PreviewAsked =
  | { readonly kind: 'whole' }
  | { readonly kind: 'away'; readonly touchpointId: string; readonly name: string }
  | {
      readonly kind: 'late';
      readonly touchpointId: string;
      readonly name: string;
      readonly until: string;
      /** `半小时`. */
      readonly in: string;
    };

export interface BoardPlace {
  readonly storeId?: string;
  readonly cityId?: string;
}

export interface Preview {
  readonly asked: PreviewAsked | undefined;
  readonly answer: DayPreviewAnswer | undefined;
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly ask: (asked: PreviewAsked) => void;
  readonly close: () => void;
  /** Gives the visits to whom the preview gives them. */
  readonly adopt: Act<string, { moved: number }>;
  /** Enters that somebody is not there: their visits go to colleagues by themselves. */
  readonly enterAway: Act<{ from: string; to: string }, { moved: number; unplaced: number }>;
}

/** A preview of the day, and what can be made of it. */
export function usePreview(place: BoardPlace, day: string, onDone: (says: string) => void): Preview {
  const client = useQueryClient();
  const [asked, setAsked] = useState<PreviewAsked>();
  const ask = useAct((what: PreviewAsked, key) =>
    api.post<DayPreviewAnswer>('/api/fulfilment/day/preview', { body: { ...place, day, ...whatIf(what) }, key }),
  );
  const close = (): void => {
    setAsked(undefined);
    ask.forget();
    adopt.forget();
  };
  const end = async (says: string): Promise<void> => {
    await client.invalidateQueries({ queryKey: VISITS_KEY });
    close();
    onDone(says);
  };
  const adopt = useAct(
    (reason: string, key) => {
      const moves = ask.answer?.moves.map(({ visitId, revision, to }) => ({
        visitId,
        revision,
        touchpointId: to.touchpointId,
      }));
      return api.post<{ moved: number }>('/api/fulfilment/day/adopt', { body: { moves, reason }, key });
    },
    { onDone: ({ moved }) => void end(`已改派 ${moved} 单，顾客会收到通知。`) },
  );
  const enterAway = useAct(
    (span: { from: string; to: string }, key) =>
      api.post<{ moved: number; unplaced: number }>(
        `${WORKERS_PATH}/${asked?.kind === 'away' ? asked.touchpointId : ''}/leaves`,
        { body: { ...span, reason: 'ill' }, key },
      ),
    {
      stale: [WORKERS_KEY],
      onDone: ({ moved, unplaced }) =>
        void end(`已登记请假，${moved} 单转给了同事${unplaced === 0 ? '' : `，${unplaced} 单没人能去，排在最上面`}。`),
    },
  );
  return {
    asked,
    answer: asked === undefined ? undefined : ask.answer,
    busy: ask.busy,
    problem: ask.problem,
    ask: (what) => {
      adopt.forget();
      setAsked(what);
      void ask.run(what);
    },
    close,
    adopt,
    enterAway,
  };
}

function whatIf(asked: PreviewAsked): object {
  if (asked.kind === 'away') return { away: [asked.touchpointId] };
  if (asked.kind === 'late') return { late: { touchpointId: asked.touchpointId, until: asked.until } };
  return {};
}
