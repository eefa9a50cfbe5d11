import { integerBetween, pick, pickWeighted, type Random } from '#kernel/random';
import { between, happens } from './chance.ts';

/** What somebody who measures a home writes down; millimetres. */
export interface HomeForm {
  readonly rooms: readonly {
    readonly name: string;
    readonly lengthMm: number;
    readonly widthMm: number;
    readonly heightMm: number;
  }[];
  readonly wallCondition: 'good' | 'cracked' | 'peeling' | 'damp' | 'mouldy' | 'hollow';
  readonly leaks: readonly { readonly where: string; readonly severity: 'trace' | 'drip' | 'flow' }[];
}

/** Name of the room, shortest and longest side in centimetres. */
const ROOMS: readonly (readonly [string, number, number])[] = [
  ['客厅', 360, 560],
  ['主卧', 320, 450],
  ['厨房', 180, 320],
  ['卫生间', 150, 260],
  ['次卧', 270, 380],
  ['阳台', 110, 380],
];
const LEAST_ROOMS = 4;
const OLD_YEAR = 2005;

/** A plausible home of a house of that year: the older, the worse its walls and pipes. */
export function measuredHome(random: Random, builtYear: number): HomeForm {
  const isOld = builtYear < OLD_YEAR;
  const heightMm = integerBetween(random, isOld ? 262 : 270, isOld ? 278 : 290) * 10;
  const rooms = ROOMS.slice(0, integerBetween(random, LEAST_ROOMS, ROOMS.length)).map(([name, least, most]) => ({
    name,
    lengthMm: integerBetween(random, Math.round((least + most) / 2), most) * 10,
    widthMm: integerBetween(random, least, Math.round((least + most) / 2)) * 10,
    heightMm,
  }));
  const wallCondition = pickWeighted(random, [
    ['good', isOld ? 1 : 4],
    ['cracked', 2],
    ['peeling', 2],
    ['damp', isOld ? 2 : 0.5],
    ['mouldy', isOld ? 1 : 0.2],
    ['hollow', 0.6],
  ] as const);
  const leaks = happens(random, isOld ? 0.5 : 0.15)
    ? [
        {
          where: pick(random, ['卫生间墙角', '厨房水槽下', '阳台地漏', '窗台下沿']),
          severity: pick(random, ['trace', 'drip'] as const),
        },
      ]
    : [];
  return { rooms, wallCondition, leaks };
}

/** Something that may be had beside a package. */
export interface OptionOffered {
  readonly code: string;
  readonly kind: string;
  readonly unit: string;
}

const TAKES_OPTION = 0.4;

/** Which options a customer takes, and how much of each: whole numbers, but for what is sold by the area. */
export function askedOptions(
  random: Random,
  options: readonly OptionOffered[],
  areaSquareMetres: number,
): { readonly code: string; readonly quantity: number }[] {
  return options
    .filter(() => happens(random, TAKES_OPTION))
    .map(({ code, kind, unit }) => {
      if (kind === 'per_area') return { code, quantity: Math.round(areaSquareMetres * between(random, 2, 6)) / 10 };
      return { code, quantity: unit === '米' ? integerBetween(random, 3, 12) : integerBetween(random, 1, 2) };
    })
    .filter(({ quantity }) => quantity > 0);
}
