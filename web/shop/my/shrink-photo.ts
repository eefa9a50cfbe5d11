/** A photo of goods needs no more to be judged: the longer side in pixels, and JPEG quality. */
const LONGEST = 1_600;
const QUALITY = 0.82;
/** Smaller than this it goes as it is. */
const SMALL_BYTES = 400 * 1024;

/** How large a picture is drawn so that its longer side fits; never larger than it is. */
export function fitWithin(
  width: number,
  height: number,
  longest = LONGEST,
): { readonly width: number; readonly height: number } {
  const ratio = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
}

/**
 * A photo small enough for a phone's network; the file itself where the browser cannot read or draw it, the server
 * cleans it anyway.
 */
export async function shrinkPhoto(file: File): Promise<Blob> {
  if (file.size <= SMALL_BYTES) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const { width, height } = fitWithin(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return small !== null && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
