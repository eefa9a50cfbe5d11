import { Converter } from 'opencc-js/t2cn';
import { EVASIONS } from './evasions.ts';

/** Longer texts are read up to here: what a text is about is said early, and work stays bounded. In UTF-16 units. */
export const LONGEST_TEXT = 4_000;

const [FIRST_HAN, LAST_HAN] = [0x4e00, 0x9fff];

/** Invisible characters that are put between others: zero-width ones, joiners of emoji, variation selectors, soft hyphens. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/gu;
const LINK = /https?:\/\/[\w\-./?%&=#:~+@!$*,;]+/gu;
/** Whoever is called: a name says nothing of what is meant. */
const CALLED = /@[^\s@,.!?;:，。！？]{1,20}/gu;
/** Signs that somebody puts between two characters so that a word is not found. */
const SPLIT_WORD = /(?<=[\u4e00-\u9fff])[*·•丶_^~`|\\]+(?=[\u4e00-\u9fff])/gu;
/** Numbers of phones and parcels; what they are says nothing. Hotlines are shorter. */
const LONG_NUMBER = /\d{6,}/gu;
const REPEATED = /(.)\1{2,}/gu;
const BLANKS = /\s+/gu;

/** Drawn faces that carry a feeling, and the sticker that says the same. The longer ones first. */
const FACES: readonly (readonly [RegExp, string])[] = [
  [/(?:t[_.]t|q[_.]q|;[_-];|[ಥ╥][^\s]{0,3}[ಥ╥]|π_π|＞﹏＜|>_<)/gu, '[流泪]'],
  [/(?:\^[_-]?\^|[（(]?[≧•◕´][▽ᴗ‿ω][≦•◕`｀][）)]?|:-?\)|:-?d\b)/gu, '[微笑脸]'],
  [/(?:[（(]?[╯ノ][^\s]{0,4}[╯）)][︵︶][^\s]{1,4}|[凸][^\s]{0,3}[凸]?|-_-\|*|=_=|:-?\()/gu, '[生气]'],
];

/** A word said four times is not four words. */
const KEPT_REPETITIONS = '$1$1';

const MEANT: ReadonlyMap<string, string> = new Map(EVASIONS);
const EVASION = new RegExp(
  // The longer first: of words that begin alike the whole counts.
  EVASIONS.map(([written]) => written)
    .toSorted((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

let simplified: Uint16Array | undefined;

/** Each traditional character's simplified one; the rest stand for themselves. Characters only: chats hardly need words. */
function simplifiedOf(): Uint16Array {
  if (simplified !== undefined) return simplified;
  const convert = Converter({ from: 't', to: 'cn' });
  const table = new Uint16Array(LAST_HAN - FIRST_HAN + 1);
  for (let code = FIRST_HAN; code <= LAST_HAN; code++) {
    const found = convert(String.fromCharCode(code));
    table[code - FIRST_HAN] = found.length === 1 ? found.charCodeAt(0) : code;
  }
  simplified = table;
  return table;
}

/** The simplified form of one character (one UTF-16 unit); what has none stands for itself. */
export function simplifiedCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code >= FIRST_HAN && code <= LAST_HAN ? String.fromCharCode(simplifiedOf()[code - FIRST_HAN]!) : character;
}

/** What a text holds that has to be looked at; most texts hold little of it. */
interface Oddities {
  /** Signs other than those between clauses. */
  readonly signs: boolean;
  readonly invisible: boolean;
  readonly repeated: boolean;
  readonly traditional: boolean;
}

function odditiesOf(text: string, table: Uint16Array): Oddities {
  let [signs, invisible, repeated, traditional] = [false, false, false, false];
  let [before, beforeThat] = [-1, -1];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === before && code === beforeThat) repeated = true;
    beforeThat = before;
    before = code;
    if (code >= FIRST_HAN && code <= LAST_HAN) {
      if (table[code - FIRST_HAN] !== code) traditional = true;
    } else if (code < 0x80 ? SIGNS.has(code) : code < 0x3000 || code > 0xff00) {
      signs = true;
      if (code === 0xad || (code >= 0x200b && code <= 0x2064) || code >= 0xfe00) invisible = true;
    }
  }
  return { signs, invisible, repeated, traditional };
}

/** ASCII signs of drawn faces, calls, links, and those put between characters. */
const SIGNS: ReadonlySet<number> = new Set(Array.from('*^_~`|\\@:;<>=-/.', (sign) => sign.charCodeAt(0)));
/** More than a call's arguments hold. */
const CODES_AT_ONCE = 4_096;

function toSimplified(text: string, table: Uint16Array): string {
  const codes = Uint16Array.from({ length: text.length }, (_, at) => {
    const code = text.charCodeAt(at);
    return code >= FIRST_HAN && code <= LAST_HAN ? table[code - FIRST_HAN]! : code;
  });
  return String.fromCharCode(...codes.subarray(0, CODES_AT_ONCE));
}

/**
 * One spelling for reading and matching: compatibility forms (full width, circled digits) folded by NFKC, lower case,
 * traditional characters simplified, homophones that evade filters spelt out, invisible characters and signs between
 * characters taken out, drawn faces as stickers, repetitions cut to two, links and names of whoever is called taken out.
 */
export function normaliseText(text: string): string {
  const table = simplifiedOf();
  let plain = text.slice(0, LONGEST_TEXT).normalize('NFKC').slice(0, LONGEST_TEXT).toLowerCase();
  const odd = odditiesOf(plain, table);
  if (odd.invisible) plain = plain.replace(INVISIBLE, '');
  if (odd.signs) {
    plain = plain.replace(LINK, ' ').replace(CALLED, ' ');
    for (const [face, sticker] of FACES) plain = plain.replace(face, sticker);
    plain = plain.replace(SPLIT_WORD, '');
  }
  if (odd.traditional) plain = toSimplified(plain, table);
  if (odd.repeated || odd.invisible || odd.signs) plain = plain.replace(REPEATED, KEPT_REPETITIONS);
  plain = plain.replace(LONG_NUMBER, '0').replace(EVASION, (written) => MEANT.get(written)!);
  return plain.replace(BLANKS, ' ').trim();
}
