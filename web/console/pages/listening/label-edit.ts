import type { VoiceItem } from '#modules/cdp/contract';
import { GRAVE } from './listening-words.ts';

/** How a message is read: what people confirm and correct. */
export type Label = Pick<VoiceItem, 'sentiment' | 'severity' | 'topics'>;

export const labelOf = ({ sentiment, severity, topics }: Label): Label => ({ sentiment, severity, topics });

/** Who is glad complains of nothing; who complains does so at least a little; what is grave may be said calmly. */
export function withSentiment(label: Label, sentiment: Label['sentiment']): Label {
  const { severity } = label;
  switch (sentiment) {
    case 'negative':
      return { ...labelOf(label), sentiment, severity: severity === 0 ? 1 : severity };
    case 'neutral':
      return { ...labelOf(label), sentiment, severity: severity === GRAVE ? GRAVE : 0 };
    case 'positive':
      return { ...labelOf(label), sentiment, severity: 0 };
  }
}

/** Grave or not; what is grave no more is an ordinary complaint, or none. */
export function withGraveTurned(label: Label): Label {
  const ordinary = label.sentiment === 'negative' ? 1 : 0;
  return { ...labelOf(label), severity: label.severity === GRAVE ? ordinary : GRAVE };
}

export const withTopics = (label: Label, topics: readonly string[]): Label => ({
  ...labelOf(label),
  topics: [...topics],
});
