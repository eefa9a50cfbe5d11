import sharp, { type Sharp } from 'sharp';
import { readCapturedAt } from './exif.ts';
import type { CapturedAt, ImageType } from './file.ts';
import { FileDamaged, FileExpandsTooFar } from './refusals.ts';

export interface CleanImage {
  readonly bytes: Buffer;
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  /** What the camera wrote of time and place, whether it may be kept or not. */
  readonly captured: CapturedAt;
}

/** Phones make pictures of 50 megapixels; anything far beyond is made to hurt. */
const MAX_PIXELS = 80_000_000;
const MAX_EDGE = 2560;

/**
 * Decodes a picture and encodes it anew: upright, at most 2,560 pixels a side, without any metadata (position, device,
 * thumbnail, comments) or bytes hidden behind it. Of an animation the first frame is kept. Throws FileExpandsTooFar and
 * FileDamaged.
 */
export async function cleanImage(bytes: Buffer, type: ImageType): Promise<CleanImage> {
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 } as const;
  const metadata = await readable(() => sharp(bytes, options).metadata());
  if (metadata.width * metadata.height > MAX_PIXELS) throw new FileExpandsTooFar();
  const upright = sharp(bytes, options)
    .autoOrient()
    .resize({ width: MAX_EDGE, height: MAX_EDGE, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await readable(() => encoded(upright, type).toBuffer({ resolveWithObject: true }));
  return {
    bytes: data,
    type: type === 'image/gif' ? 'image/png' : type,
    width: info.width,
    height: info.height,
    captured: metadata.exif === undefined ? {} : readCapturedAt(metadata.exif),
  };
}

function encoded(image: Sharp, type: ImageType): Sharp {
  if (type === 'image/jpeg') return image.jpeg({ quality: 85, mozjpeg: false });
  if (type === 'image/webp') return image.webp({ quality: 85 });
  return image.png({ compressionLevel: 8 });
}

/** What the decoder cannot read is the file's fault, not ours. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && /pixel limit/iu.test(error.message)) throw new FileExpandsTooFar();
    throw new FileDamaged();
  }
}
