import { useMemo, type ReactNode } from 'react';
import { squaresOf } from '../../../shared/qr-squares.ts';

/** A QR code drawn on the phone, so that it needs no network; dark on white whatever the page is. */
export default function QrPicture({ text, label, size }: { text: string; label: string; size: number }): ReactNode {
  const squares = useMemo(() => squaresOf(text), [text]);
  const whole = squares.size + 8;
  return (
    <svg
      className="my-qr"
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`-4 -4 ${whole} ${whole}`}
      shapeRendering="crispEdges"
    >
      <rect x={-4} y={-4} width={whole} height={whole} fill="#fff" />
      <path d={squares.path} fill="#000" />
    </svg>
  );
}
