import { type Font, textWidth } from './font.ts';

/** Must not begin a line (GB/T 15834, 避头). */
const CLOSING = /^[，。！？、：；）】〕〉》〗」』”’%,.!?:;)\]}·…—～]/u;
/** Must not end one (避尾). */
const OPENING = /[（【〔〈《〖「『“‘([{¥￥$]$/u;
/** A word or figure that stays in one piece, else one character. */
const PIECES = /[A-Za-z0-9.,:%¥/+\-~㎡]*[A-Za-z0-9%㎡]|\s+|./gu;

/**
 * Greedy line breaking of one paragraph for Chinese mixed with words and figures, `width` in the unit of `size`. No
 * line begins or ends with punctuation that must not stand there; a piece wider than a line is broken anywhere.
 */
export function breakLines(font: Font, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(font, text, size, width)) {
    if (line !== '' && textWidth(font, line + piece.trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** What may stand at either end of a line: words, and characters joined with the punctuation that clings to them. */
function piecesOf(font: Font, text: string, size: number, width: number): string[] {
  const pieces: string[] = [];
  for (const raw of text.match(PIECES) ?? []) {
    const parts = textWidth(font, raw, size) > width ? [...raw] : [raw];
    for (const part of parts) {
      const previous = pieces.at(-1);
      const clings = previous !== undefined && (CLOSING.test(part) || OPENING.test(previous));
      if (clings && textWidth(font, previous + part, size) <= width) pieces[pieces.length - 1] = previous + part;
      else pieces.push(part);
    }
  }
  return pieces;
}
