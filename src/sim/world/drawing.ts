import sharp from 'sharp';
import { integerBetween, pick, type Random } from '#kernel/random';
import { between } from './chance.ts';

/** Made of strokes by code: no picture of the world shows anybody or anything that there is. */
const drawn = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();

const point = (x: number, y: number): string => `${Math.round(x)} ${Math.round(y)}`;

/** A scribble as somebody signs with a finger, PNG. */
export function drawnSignature(random: Random): Promise<Buffer> {
  const strokes = Array.from({ length: integerBetween(random, 3, 5) }, (_, at) => {
    const x = 40 + at * 70;
    const curve = [1, 2, 3].map(() => point(x + between(random, 0, 80), between(random, 25, 135)));
    return `M ${point(x, between(random, 30, 130))} C ${curve.join(' ')}`;
  });
  return drawn(
    `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="160"><rect width="420" height="160" fill="#fff"/>` +
      `<path d="${strokes.join(' ')}" fill="none" stroke="#111" stroke-width="5" stroke-linecap="round"/></svg>`,
  );
}

const WALLS = ['#d9d4c7', '#cfd6d8', '#e3dccb', '#d4cdbf'];
const FLOORS = ['#a58f74', '#8d9499', '#b7a78d'];
const THINGS = ['#6f7f8a', '#b4643c', '#3f6f62', '#8a7a5c'];

/** A room in which somebody is at work: walls, floor and things as plain areas, PNG; no two are the same. */
export function drawnSite(random: Random): Promise<Buffer> {
  const things = Array.from({ length: integerBetween(random, 3, 7) }, () => {
    const [x, y] = [between(random, 10, 250), between(random, 90, 190)];
    const [width, height] = [between(random, 18, 70), between(random, 14, 50)];
    return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${pick(random, THINGS)}"/>`;
  });
  const horizon = integerBetween(random, 130, 160);
  return drawn(
    `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240">` +
      `<rect width="320" height="240" fill="${pick(random, WALLS)}"/>` +
      `<rect y="${horizon}" width="320" height="${240 - horizon}" fill="${pick(random, FLOORS)}"/>` +
      `<rect x="${integerBetween(random, 30, 200)}" y="30" width="76" height="62" fill="#eef4f7" stroke="#7d8890" stroke-width="3"/>` +
      `${things.join('')}</svg>`,
  );
}
