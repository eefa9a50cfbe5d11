import sharp from 'sharp';
import type { Context } from '#platform/context';
import { FILE_POLICIES, FileDamaged, FileEmpty, FileTooLarge, FileTypeRefused, sniffType } from '#platform/files';
import { CatalogueIsHeadquarters } from './category.ts';
import { insertPicture, type ProductPicture } from './picture-store.ts';

/** Pixels a side at most: for the page of a product, and for a list of them. */
const LARGE = 1_200;
const SMALL = 320;
const MAX_PIXELS = 80_000_000;

/**
 * Keeps a picture for products in two sizes, cleaned of what a camera wrote into it. Everybody may see it from then on.
 * @throws CatalogueIsHeadquarters and the refusals of the file store
 */
export async function addPicture(ctx: Context, input: { readonly bytes: Uint8Array }): Promise<ProductPicture> {
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  checkPicture(input.bytes);
  const { files } = ctx.services;
  const [large, small] = await Promise.all([sized(input.bytes, LARGE), sized(input.bytes, SMALL)]);
  const prepared = {
    large: await files.prepare({ bytes: large, purpose: 'product' }),
    small: await files.prepare({ bytes: small, purpose: 'product' }),
  };
  return ctx.transaction(async (tx) => {
    const { fileId, width = LARGE, height = LARGE } = await files.put(tx, prepared.large, {});
    const { fileId: smallFileId } = await files.put(tx, prepared.small, {});
    const picture: ProductPicture = { fileId, smallFileId, width, height };
    await insertPicture(tx.db, picture, tx.now);
    await tx.audit({ action: 'add-picture', subject: { kind: 'file', id: fileId }, details: { width, height } });
    return picture;
  });
}

/** What is no picture, or too large, is refused before a decoder sees it. @throws FileEmpty, FileTooLarge, FileTypeRefused */
function checkPicture(bytes: Uint8Array): void {
  const { maxBytes, types } = FILE_POLICIES.product;
  if (bytes.length === 0) throw new FileEmpty();
  if (bytes.length > maxBytes) throw new FileTooLarge(maxBytes);
  const type = sniffType(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (type === undefined || !types.includes(type)) throw new FileTypeRefused('product', type);
}

async function sized(bytes: Uint8Array, side: number): Promise<Buffer> {
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 85 })
      .toBuffer();
  } catch {
    throw new FileDamaged();
  }
}
