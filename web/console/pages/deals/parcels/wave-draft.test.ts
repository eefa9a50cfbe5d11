import { describe, expect, it } from 'vitest';
import { NEW_WAVE, waveBodyOf, waveFault } from './wave-draft.ts';

describe('a batch that leaves a warehouse', () => {
  it('needs a place, and names only what is short', () => {
    expect(waveFault(NEW_WAVE)).toBe('选一个仓');
    const draft = { placeId: 'w', day: '', short: { a: 2, b: 0 } };
    expect(waveFault(draft)).toBeUndefined();
    expect(waveBodyOf(draft)).toEqual({
      placeId: 'w',
      pickupOn: null,
      shortages: [{ skuId: 'a', quantity: 2, pickupPointId: null }],
    });
    expect(waveBodyOf({ ...draft, day: '2026-11-23' }).pickupOn).toBe('2026-11-23');
  });
});
