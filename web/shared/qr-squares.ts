import { create } from 'qrcode';

/** The dark squares of a QR code as one SVG path, a unit each. */
export function squaresOf(text: string): { readonly size: number; readonly path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => (modules.get(y, x) === 0 ? '' : `M${x} ${y}h1v1h-1z`)).join(''),
  );
  return { size: modules.size, path: rows.join('') };
}
