import sharp from 'sharp';
import type { Context } from '#platform/context';
import type { PreparedFile } from '#platform/files';
import { MAX_DRAWING_BYTES } from './contract-contract.ts';
import { DrawingRefused } from './contract.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Pixels a side of what is looked at, and how many of them a stroke has at least. */
const LOOK = 200;
const LEAST_INK = 30;
const DARK = 160;

/**
 * A drawn signature, encoded anew and kept, without a row yet. Throws DrawingRefused when it is no PNG, larger than
 * MAX_DRAWING_BYTES, or nothing is drawn on it; and what files refuse.
 */
export async function prepareDrawing(ctx: Pick<Context, 'services'>, bytes: Uint8Array): Promise<PreparedFile> {
  if (bytes.length > MAX_DRAWING_BYTES) throw new DrawingRefused('large');
  if (!PNG.equals(bytes.subarray(0, PNG.length))) throw new DrawingRefused('format');
  const prepared = await ctx.services.files.prepare({ bytes, purpose: 'evidence' });
  if ((await inkOf(bytes)) < LEAST_INK) throw new DrawingRefused('empty');
  return prepared;
}

/** Dark pixels on white, of the picture made small. */
async function inkOf(bytes: Uint8Array): Promise<number> {
  const small = await sharp(bytes, { limitInputPixels: 20_000_000 })
    .flatten({ background: '#ffffff' })
    .resize({ width: LOOK, height: LOOK, fit: 'inside', kernel: 'nearest' })
    .greyscale()
    .raw()
    .toBuffer();
  return small.reduce((count, value) => (value < DARK ? count + 1 : count), 0);
}
