import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlywheelAnswer, Stage } from '#modules/insight/contract';
import { api, type Query } from '../../../shared/api.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useLive } from '../../../shared/use-live.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { FLYWHEEL_KEY, FLYWHEEL_PATH, stageOfEvent } from './flywheel-words.ts';

const TOPICS = ['flywheel'];

/** How often each stage moved while the page was open. */
export type Pulses = Readonly<Partial<Record<Stage, number>>>;

interface Flywheel {
  readonly result: UseQueryResult<FlywheelAnswer, ApiProblem>;
  readonly pulses: Pulses;
}

/** The loop in a period and area, kept up to date. */
export function useFlywheel(query: Query): Flywheel {
  const [pulses, setPulses] = useState<Pulses>({});
  const result = useQuery({
    queryKey: [...FLYWHEEL_KEY, 'stages', query],
    queryFn: ({ signal }) => api.get<FlywheelAnswer>(FLYWHEEL_PATH, { query, signal }),
    placeholderData: (before) => before,
  });
  useLive(TOPICS, (news) => {
    const stage = news.kind === 'change' ? stageOfEvent(news.change.type) : undefined;
    if (stage !== undefined) setPulses((before) => ({ ...before, [stage]: (before[stage] ?? 0) + 1 }));
  });
  useLiveSlowly(TOPICS, FLYWHEEL_KEY, { pauseMs: 2_000 });
  return { result, pulses };
}
