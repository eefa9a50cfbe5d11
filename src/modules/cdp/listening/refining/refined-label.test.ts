import { describe, expect, it } from 'vitest';
import { isAsRead, labelAfter } from './refined-label.ts';

const plain = { sentiment: 'neutral', severity: 0 } as const;
const grave = { sentiment: 'neutral', severity: 3 } as const;

describe('a message that is read again', () => {
  it('is read as it was said, topics in order', () => {
    expect(labelAfter(plain, { sentiment: 'negative', severity: 2, topics: ['price', 'leak'] })).toEqual({
      sentiment: 'negative',
      severity: 2,
      topics: ['leak', 'price'],
    });
  });

  it('has a feeling and a severity that go together', () => {
    const read = (sentiment: 'negative' | 'neutral' | 'positive', severity: 0 | 1 | 2 | 3) =>
      labelAfter(plain, { sentiment, severity, topics: [] })?.severity;
    expect(read('negative', 0)).toBe(1);
    expect(read('neutral', 2)).toBe(0);
    expect(read('positive', 1)).toBe(0);
    expect(read('neutral', 3)).toBe(3);
    expect(read('positive', 3)).toBeUndefined();
  });

  it('is never made milder where it is grave', () => {
    const read = (sentiment: 'negative' | 'neutral' | 'positive') =>
      labelAfter(grave, { sentiment, severity: 0, topics: ['leak'] });
    expect(read('positive')).toEqual({ ...grave, topics: ['leak'] });
    expect(read('neutral')).toEqual({ ...grave, topics: ['leak'] });
    expect(read('negative')).toEqual({ sentiment: 'negative', severity: 3, topics: ['leak'] });
    const angry = { sentiment: 'negative', severity: 3 } as const;
    expect(labelAfter(angry, { sentiment: 'neutral', severity: 1, topics: [] })).toEqual({ ...angry, topics: [] });
  });

  it('may be read just as before', () => {
    const voice = { ...plain, topics: ['price', 'leak'] };
    expect(isAsRead(voice, { ...plain, topics: ['leak', 'price'] })).toBe(true);
    expect(isAsRead(voice, { ...plain, topics: ['leak'] })).toBe(false);
    expect(isAsRead(voice, { ...voice, sentiment: 'negative' })).toBe(false);
  });
});
