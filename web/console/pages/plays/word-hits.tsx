import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../../../shared/api.ts';
import { Icon } from '../../../shared/icons.tsx';
import { PATHS } from './play-paths.ts';

interface Hit {
  readonly text: number;
  readonly phrase: string;
  readonly rule: string;
  readonly suggestion: string;
}

/** People pause this long before what they typed is checked. */
const PAUSE_MS = 500;

/** What the advertising law forbids in the texts, while they are written. Saving checks again. */
export function useWordHits(texts: readonly string[]): readonly Hit[] {
  const typed = JSON.stringify(texts);
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const result = useQuery({
    queryKey: ['words', settled],
    queryFn: ({ signal }) =>
      api.post<{ hits: readonly Hit[] }>(PATHS.words, { body: { texts: JSON.parse(settled) as string[] }, signal }),
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  return result.data?.hits ?? [];
}

/** `names` says what the checked texts are, in their order. */
export function WordHits({ hits, names }: { hits: readonly Hit[]; names: readonly string[] }): ReactNode {
  if (hits.length === 0) return null;
  return (
    <div className="word-hits" role="status">
      <p>
        <Icon name="alert" size={16} />
        这些词广告法不让用，改了才能存
      </p>
      <ul>
        {hits.map((hit) => (
          <li key={`${hit.text} ${hit.phrase}`}>
            {names[hit.text]}里的<strong>「{hit.phrase}」</strong>：{hit.rule}。{hit.suggestion}
          </li>
        ))}
      </ul>
    </div>
  );
}
