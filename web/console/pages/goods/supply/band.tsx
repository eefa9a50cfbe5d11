import type { ReactNode } from 'react';
import type { SupplyLineAnswer } from '#modules/intelligence/contract';
import { count } from '../../../../shared/format.ts';
import { bandShape } from './band-geometry.ts';
import { bandWords } from './supply-words.ts';

const WIDTH = 104;
const HEIGHT = 18;

/** What is expected, between what and what, and how far what is there reaches: teal is expected, ink is there. */
export function Band({ line }: { line: SupplyLineAnswer }): ReactNode {
  const { basis } = line;
  const shape = bandShape(basis);
  const x = (share: number): number => Math.round(share * WIDTH * 10) / 10;
  return (
    <span className="supply-band">
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={bandWords(line)}>
        <title>{bandWords(line)}</title>
        <line className="supply-band-ground" x1="0" x2={WIDTH} y1="9" y2="9" />
        <rect className="supply-band-span" x={x(shape.low)} width={x(shape.high - shape.low)} y="5" height="8" rx="2" />
        <line className="supply-band-mean" x1={x(shape.mean)} x2={x(shape.mean)} y1="3" y2="15" />
        {/* The marker points at the bar from below and is never cut off at the left. */}
        <path className="supply-band-there" d={`M${Math.max(5, x(shape.covered))} 9.5l4.5 7.5h-9z`} />
      </svg>
      <small aria-hidden="true">
        {count(basis.mean)}
        {basis.low === basis.high ? '' : ` (${count(Math.round(basis.low))}–${count(Math.round(basis.high))})`}
      </small>
    </span>
  );
}
