import type { RunOptions, Threads } from '../threads/index.ts';
import type { PosterInput } from './poster.ts';

const TASK = new URL('./poster-task.ts', import.meta.url);

/**
 * Draws a poster for phones in a worker thread: PNG, 750 × 1334. The first one in a thread takes a moment longer, since
 * it reads the fonts. Refusals: `poster-glyphs-missing` (with the fields and characters), `poster-link-too-long`,
 * `poster-incomplete`, and those of the threads.
 */
export async function renderPoster(threads: Threads, input: PosterInput, options: RunOptions = {}): Promise<Buffer> {
  const png = await threads.run<PosterInput, Uint8Array<ArrayBuffer>>(TASK, 'renderPosterPng', input, options);
  return Buffer.from(png.buffer, png.byteOffset, png.byteLength);
}
