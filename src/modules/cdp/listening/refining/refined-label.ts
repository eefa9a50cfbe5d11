import type { Label } from '../label-store.ts';
import type { ListedVoice } from '../voice-list-store.ts';
import type { Refined } from './refiner-port.ts';

const GRAVE = 3;

/**
 * How a message is to be read after it was read again; undefined where the new reading contradicts itself. Feeling and
 * severity go together as they do when a message comes. Nobody but a person makes a grave message milder.
 */
export function labelAfter(
  voice: Pick<ListedVoice, 'sentiment' | 'severity'>,
  { sentiment, severity, topics }: Refined,
): Label | undefined {
  const named = topics.toSorted();
  if (voice.severity === GRAVE) {
    return { sentiment: sentiment === 'negative' ? sentiment : voice.sentiment, severity: GRAVE, topics: named };
  }
  if (severity === GRAVE) return sentiment === 'positive' ? undefined : { sentiment, severity, topics: named };
  if (sentiment !== 'negative') return { sentiment, severity: 0, topics: named };
  return { sentiment, severity: severity === 0 ? 1 : severity, topics: named };
}

/** Whether a label says what a message was read as already. */
export const isAsRead = (voice: Pick<ListedVoice, 'sentiment' | 'severity' | 'topics'>, label: Label): boolean =>
  voice.sentiment === label.sentiment &&
  voice.severity === label.severity &&
  voice.topics.toSorted().join() === label.topics.toSorted().join();
