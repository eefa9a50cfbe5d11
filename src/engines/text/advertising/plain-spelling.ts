import { simplifiedCharacter } from '../normalise.ts';

/** A text in one spelling, and where each of its UTF-16 units stands in what was written. */
export interface PlainSpelling {
  readonly text: string;
  /** Where the character that a unit came from begins in what was written. */
  readonly from: readonly number[];
  /** Where it ends. */
  readonly to: readonly number[];
}

const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
const HAN = /^\p{Script=Han}/u;
/** What is put between two characters so that a word is not found: blanks, signs, drawn things; not the end of a line. */
const FILLING = /^(?:[^\S\n\r]|[*·•・‧丶_^~`|\\/+\-.'"“”‘’「」『』=#&]|\p{So}|\p{Extended_Pictographic})/u;
const CLAUSE_END = /^[,、。;:!?]/u;
/** No clause ends with these: a comma behind them only hides the word. */
const NEVER_LAST: ReadonlySet<string> = new Set(['最', '第', '唯']);
/** Characters that are written for others because they look alike. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['蕞', '最'],
  ['苐', '第'],
  ['囯', '国'],
  ['〇', '零'],
]);

/** Most characters are Chinese ones, which need no more than a look at the tables. */
const isPlainHan = (character: string): boolean => character >= '一' && character <= '鿿' && character !== '丶';

function plain(character: string): string {
  if (isPlainHan(character)) return LOOK_ALIKES.get(character) ?? simplifiedCharacter(character);
  const folded = character.normalize('NFKC').toLowerCase();
  const simplified = folded.length === 1 ? simplifiedCharacter(folded) : folded;
  return LOOK_ALIKES.get(simplified) ?? simplified;
}

/**
 * One spelling in which words are looked for: full width and circled forms folded (NFKC), lower case, traditional
 * characters simplified, look-alikes replaced; invisible characters gone, and what fills the space beside a Chinese
 * character too. Between Latin letters and figures one sign of a filling stays: `3.5` is not `35`.
 */
export function plainSpellingOf(written: string): PlainSpelling {
  let text = '';
  const from: number[] = [];
  const to: number[] = [];
  let last = '';
  let filling: { readonly sign: string; readonly at: number; readonly end: number } | undefined;
  const put = (signs: string, at: number, end: number): void => {
    text += signs;
    for (let unit = 0; unit < signs.length; unit++) {
      from.push(at);
      to.push(end);
    }
  };
  let end = 0;
  for (const character of written) {
    const at = end;
    end += character.length;
    const isHan = isPlainHan(character);
    if (!isHan && INVISIBLE.test(character)) continue;
    const signs = plain(character);
    if ((!isHan && FILLING.test(signs)) || (NEVER_LAST.has(last) && CLAUSE_END.test(signs))) {
      filling ??= { sign: signs.charAt(0), at, end };
      continue;
    }
    if (filling !== undefined && !HAN.test(last) && !HAN.test(signs)) put(filling.sign, filling.at, filling.end);
    filling = undefined;
    put(signs, at, end);
    last = signs;
  }
  return { text, from, to };
}
