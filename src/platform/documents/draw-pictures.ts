import sharp from 'sharp';
import { type Block, type DocumentPicture, picturesOf } from './document.ts';
import { BODY, COLOUR, CONTENT_WIDTH, leadingOf, PAGE, SMALL, type Sheet } from './page.ts';
import { DocumentPictureDamaged } from './refusals.ts';

/** Pixels a side: 300 dpi of what a picture gets of the page. */
const MAX_EDGE = 1_100;
const MAX_PIXELS = 80_000_000;
const GAP = 14;
const FRAME = { width: (CONTENT_WIDTH - GAP) / 2, height: 190 } as const;
const DRAWING = { width: 190, height: 74 } as const;

interface Prepared {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}
export type Pictures = ReadonlyMap<Uint8Array, Prepared>;

/** Decoded and made anew as JPEG on white, upright and no larger than paper needs. @throws DocumentPictureDamaged */
export async function preparePictures(blocks: readonly Block[]): Promise<Pictures> {
  const prepared = new Map<Uint8Array, Prepared>();
  for (const [at, bytes] of picturesOf(blocks).entries()) {
    try {
      const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
        .autoOrient()
        .resize({ width: MAX_EDGE, height: MAX_EDGE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .jpeg({ quality: 84, mozjpeg: false })
        .toBuffer({ resolveWithObject: true });
      prepared.set(bytes, { bytes: data, width: info.width, height: info.height });
    } catch {
      throw new DocumentPictureDamaged(at);
    }
  }
  return prepared;
}

/** Two a row, whole, with their captions below. */
export function drawPictures(sheet: Sheet, list: readonly DocumentPicture[], pictures: Pictures): void {
  sheet.y += 4;
  for (let at = 0; at < list.length; at += 2) {
    const row = list.slice(at, at + 2).map(({ bytes, caption }) => ({
      picture: pictures.get(bytes) as Prepared,
      caption: sheet.lines(caption, SMALL, FRAME.width),
    }));
    const height = Math.max(...row.map(({ picture }) => fitInto(picture, FRAME).height));
    const captions = Math.max(...row.map(({ caption }) => caption.length)) * leadingOf(SMALL);
    sheet.keep(height + captions + 14);
    for (const [column, { picture, caption }] of row.entries()) {
      const x = PAGE.left + column * (FRAME.width + GAP);
      const { width, height: high } = fitInto(picture, FRAME);
      sheet.pdf.image(picture.bytes, x, sheet.y, { width, height: high });
      for (const [line, text] of caption.entries()) {
        sheet.write(text, SMALL, { x, y: sheet.y + height + 4 + line * leadingOf(SMALL), width: FRAME.width });
      }
    }
    sheet.y += height + captions + 14;
  }
  sheet.y += 4;
}

/** What was drawn over a line, with what is known of it at the right. */
export function drawSignature(
  sheet: Sheet,
  { label, png, facts }: Extract<Block, { kind: 'signature' }>,
  pictures: Pictures,
): void {
  const step = leadingOf(BODY);
  const left = PAGE.left + DRAWING.width + 24;
  const width = PAGE.left + CONTENT_WIDTH - left;
  const written = facts.flatMap(([name, value]) => sheet.lines(`${name}：${value}`, BODY, width));
  const height = Math.max(DRAWING.height + 8, written.length * step) + step + 10;
  sheet.keep(height);
  const top = sheet.y;
  sheet.write(label, { ...BODY, bold: true }, { x: PAGE.left, y: top, width: DRAWING.width });
  const picture = png === undefined ? undefined : pictures.get(png);
  const base = top + step + DRAWING.height;
  if (picture !== undefined) {
    const size = fitInto(picture, DRAWING);
    sheet.pdf.image(picture.bytes, PAGE.left, base - size.height - 2, size);
  }
  sheet.pdf
    .moveTo(PAGE.left, base)
    .lineTo(PAGE.left + DRAWING.width, base)
    .lineWidth(0.7)
    .stroke(COLOUR.lineStrong);
  for (const [line, text] of written.entries()) {
    sheet.write(text, BODY, { x: left, y: top + step + line * step, width });
  }
  sheet.y = top + height;
}

function fitInto(
  picture: { readonly width: number; readonly height: number },
  frame: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}
