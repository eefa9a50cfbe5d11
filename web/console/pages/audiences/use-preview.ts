import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AudiencePreviewAnswer, Rule } from '#modules/cdp/contract';
import { api } from '../../../shared/api.ts';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useLiveSlowly } from '../../parts/use-live-slowly.ts';
import { AUDIENCES_KEY, AUDIENCES_PATH } from './audience-paths.ts';

/** Somebody who types a figure is not asked to wait for each of its digits. */
const SETTLE_MS = 350;

const KEY = [...AUDIENCES_KEY, 'preview'];
const TOPICS = ['community'];

/** Who fulfils a rule now, as it is edited; the last answer stays while the next one is counted. */
export function usePreview(rule: Rule, ready: boolean): UseQueryResult<AudiencePreviewAnswer, ApiProblem> {
  const text = JSON.stringify(rule);
  const [settled, setSettled] = useState(ready ? text : undefined);
  useEffect(() => {
    // A rule with a gap in it is never asked about.
    const timer = setTimeout(() => setSettled(ready ? text : undefined), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, ready]);
  useLiveSlowly(TOPICS, KEY, { pauseMs: 5_000 });
  return useQuery({
    queryKey: [...KEY, settled],
    queryFn: ({ signal }) =>
      api.post<AudiencePreviewAnswer>(`${AUDIENCES_PATH}/preview`, {
        body: { rule: JSON.parse(settled ?? '') as Rule, limit: 50 },
        signal,
      }),
    enabled: settled !== undefined,
    placeholderData: (before) => before,
  });
}
