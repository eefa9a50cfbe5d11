import type { ReactNode } from 'react';
import { useTopics } from '../../parts/choices.ts';

interface TopicChipsProps {
  readonly value: string | undefined;
  readonly onChange: (topic: string | undefined) => void;
}

/** What people talk about, one tap each; tapping the chosen one again shows everything. */
export function TopicChips({ value, onChange }: TopicChipsProps): ReactNode {
  const topics = useTopics();
  return (
    <div className="topic-chips" role="group" aria-label="话题">
      <button type="button" aria-pressed={value === undefined} onClick={() => onChange(undefined)}>
        全部
      </button>
      {topics.map((topic) => (
        <button
          key={topic.topic}
          type="button"
          aria-pressed={topic.topic === value}
          onClick={() => onChange(topic.topic === value ? undefined : topic.topic)}
        >
          {topic.name}
        </button>
      ))}
    </div>
  );
}
