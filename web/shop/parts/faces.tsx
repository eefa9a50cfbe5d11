import type { ReactNode } from 'react';

const TONES = 4;

/** One of a few tones, the same for the same seed. */
export function toneOf(seed: string): number {
  let sum = 0;
  for (const character of seed) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % TONES;
}

/** Somebody whose name is masked: its first character on a tone of their own. */
export function Face({ name, seed }: { name: string; seed: string }): ReactNode {
  return (
    <span className={`shop-face shop-face-${toneOf(seed)}`} aria-hidden>
      {name.slice(0, 1) || '邻'}
    </span>
  );
}

/** A row of neighbours, one over the edge of the other. */
export function Faces({
  people,
  most = 6,
}: {
  people: readonly { name: string; face: string }[];
  most?: number;
}): ReactNode {
  if (people.length === 0) return null;
  return (
    <span className="shop-faces" aria-hidden>
      {people.slice(0, most).map((one, at) => (
        <Face key={at} name={one.name} seed={one.face} />
      ))}
    </span>
  );
}
