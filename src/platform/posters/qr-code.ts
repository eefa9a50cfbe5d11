import qrcode from 'qrcode';
import { LinkTooLong } from './refusals.ts';

/** A QR code's modules, row by row: true is dark. */
export interface QrCode {
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

/** Light modules around the code (ISO/IEC 18004, 6.3.8). */
export const QUIET_ZONE = 4;

/** What fits into version 10 at level M: 57 modules a side, each at least 3 pixels on the poster. */
const LONGEST_LINK = 213;

/** Encodes a link at error correction level M (15 %). Throws LinkTooLong beyond 213 bytes. */
export function encodeQrCode(link: string): QrCode {
  const length = Buffer.byteLength(link);
  if (length > LONGEST_LINK) throw new LinkTooLong(length, LONGEST_LINK);
  // One byte segment: links gain nothing from mixed modes, and every reader handles bytes.
  const { modules } = qrcode.create([{ data: Buffer.from(link), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
}

/** The dark modules as one SVG path in units of modules, without the quiet zone; neighbours in a row are joined. */
export function qrCodePath(code: QrCode): string {
  let path = '';
  for (let row = 0; row < code.size; row++) {
    for (let column = 0; column < code.size; column++) {
      if (!code.isDark(row, column)) continue;
      const from = column;
      while (column + 1 < code.size && code.isDark(row, column + 1)) column++;
      path += `M${from} ${row}h${column - from + 1}v1h-${column - from + 1}z`;
    }
  }
  return path;
}

/** A QR code with its quiet zone as an SVG of its own, for screens; scales without blur. */
export function renderQrCodeSvg(link: string): string {
  const code = encodeQrCode(link);
  const side = code.size + 2 * QUIET_ZONE;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M${-QUIET_ZONE} ${-QUIET_ZONE}h${side}v${side}h-${side}z"/>` +
    `<path d="${qrCodePath(code)}"/></svg>`
  );
}

/** A QR code with its quiet zone as PNG bytes for print, at least `side` pixels wide. Throws LinkTooLong. */
export async function renderQrCodePng(link: string, side = 1_024): Promise<Buffer> {
  const { size } = encodeQrCode(link);
  return qrcode.toBuffer([{ data: Buffer.from(link), mode: 'byte' }], {
    type: 'png',
    errorCorrectionLevel: 'M',
    margin: QUIET_ZONE,
    // Whole pixels for every module: readers meet no blurred edges.
    scale: Math.ceil(side / (size + 2 * QUIET_ZONE)),
  });
}
