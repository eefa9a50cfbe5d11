import type { WaveAnswer, WaveBody } from '#modules/commerce/contract';

/** One batch that is to leave a warehouse. */
export interface WaveDraft {
  readonly placeId: string | undefined;
  /** Empty for orders without a day. */
  readonly day: string;
  /** What is too little, by item. */
  readonly short: Readonly<Record<string, number>>;
}

export const NEW_WAVE: WaveDraft = { placeId: undefined, day: '', short: {} };

export const waveFault = ({ placeId }: WaveDraft): string | undefined =>
  placeId === undefined ? '选一个仓' : undefined;

/** As the server takes it; the items that are short for all points of the batch. */
export function waveBodyOf({ placeId, day, short }: WaveDraft): WaveBody {
  const shortages = Object.entries(short).flatMap(([skuId, quantity]) =>
    quantity > 0 ? [{ skuId, quantity, pickupPointId: null }] : [],
  );
  return { placeId, pickupOn: day === '' ? null : day, shortages } as unknown as WaveBody;
}

/** Of an item: what would have gone, had nothing been short. */
export const goingOf = (item: WaveAnswer['items'][number]): number => item.sent + item.short;
