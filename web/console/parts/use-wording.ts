import { useQuery } from '@tanstack/react-query';
import type { WordingCheckAnswer, WordingHit } from '#modules/intelligence/contract';
import { api } from '../../shared/api.ts';
import { useMay } from '../../shared/session.tsx';
import { useSettled } from '../../shared/use-settled.ts';

/** People pause this long before what they typed is checked. */
const PAUSE_MS = 400;
const NOTHING: readonly WordingHit[] = [];

/**
 * What advertising may not say in the texts, or not without proof, while they are written; asked by field. Saving checks
 * again: where the check does not answer, nothing is shown.
 */
export function useWording(texts: Readonly<Record<string, string>>): (field: string) => readonly WordingHit[] {
  const mayAsk = useMay('play.decide');
  const settled = useSettled(JSON.stringify(texts), PAUSE_MS);
  const asked = JSON.parse(settled) as Record<string, string>;
  const { data } = useQuery({
    queryKey: ['wording', settled],
    queryFn: ({ signal }) =>
      api.post<WordingCheckAnswer>('/api/intelligence/wording-check', { body: { texts: asked }, signal }),
    enabled: mayAsk && Object.values(asked).some((text) => text.trim() !== ''),
    placeholderData: (before) => before,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (field) => data?.hits[field] ?? NOTHING;
}
