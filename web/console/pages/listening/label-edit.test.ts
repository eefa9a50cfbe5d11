import { describe, expect, test } from 'vitest';
import { withGraveTurned, withSentiment, withTopics, type Label } from './label-edit.ts';

const label = (sentiment: Label['sentiment'], severity: Label['severity']): Label => ({
  sentiment,
  severity,
  topics: ['leak'],
});

describe('withSentiment', () => {
  test('a complaint has a severity, praise has none', () => {
    expect(withSentiment(label('neutral', 0), 'negative')).toEqual(label('negative', 1));
    expect(withSentiment(label('neutral', 2), 'negative')).toEqual(label('negative', 2));
    expect(withSentiment(label('negative', 3), 'positive')).toEqual(label('positive', 0));
  });

  test('what is grave stays so when it is said calmly', () => {
    expect(withSentiment(label('negative', 3), 'neutral')).toEqual(label('neutral', 3));
    expect(withSentiment(label('negative', 2), 'neutral')).toEqual(label('neutral', 0));
  });
});

test('grave is turned on and off', () => {
  expect(withGraveTurned(label('negative', 1))).toEqual(label('negative', 3));
  expect(withGraveTurned(label('negative', 3))).toEqual(label('negative', 1));
  expect(withGraveTurned(label('neutral', 3))).toEqual(label('neutral', 0));
});

test('topics are replaced, nothing else is sent along', () => {
  const row = { ...label('negative', 1), isChecked: false };
  expect(withTopics(row, [])).toEqual({ sentiment: 'negative', severity: 1, topics: [] });
});
