import { type Font, textWidth } from './font.ts';

export interface Fitted {
  readonly size: number;
  readonly lines: readonly string[];
}

export interface Frame {
  readonly width: number;
  readonly maxLines: number;
  /** Font sizes in pixels, the preferred one first. */
  readonly sizes: readonly number[];
  /** Pixels that all lines together may take, at this line height. */
  readonly height?: number;
  readonly lineHeight?: number;
}

/** Must not begin a line (GB/T 15834). */
const CLOSING = /^[，。！？、：；）》」』”’%,.!?:;)\]}·…]/u;
/** Must not end one. */
const OPENING = /[（《「『“‘([{¥]$/u;
/** A word or figure that stays in one piece, else one character. */
const PIECES = /[A-Za-z0-9.,:%¥/+\-~㎡]*[A-Za-z0-9%㎡]|\s+|./gu;

/**
 * The largest size at which the text fits into the frame; at the smallest size it is cut with an ellipsis. Lines break
 * after a clause where that costs no line, else they are made about equally long, so that no character is left alone.
 */
export function fitText(font: Font, text: string, frame: Frame): Fitted {
  const clean = text.replace(/\s+/gu, ' ').trim();
  const smallest = frame.sizes.at(-1) ?? 24;
  for (const size of frame.sizes) {
    const lines = wrap(font, clean, size, frame.width);
    if (lines.length > linesAt(frame, size)) continue;
    return {
      size,
      lines: byClause(font, clean, size, frame.width, lines) ?? balance(font, clean, size, frame.width, lines),
    };
  }
  const lines = wrap(font, clean, smallest, frame.width).slice(0, linesAt(frame, smallest));
  const last = lines.length - 1;
  lines[last] = cut(font, `${lines[last] ?? ''}…`, smallest, frame.width);
  return { size: smallest, lines };
}

function linesAt({ maxLines, height = Infinity, lineHeight = 1.3 }: Frame, size: number): number {
  return Math.max(1, Math.min(maxLines, Math.floor(height / (size * lineHeight))));
}

/** One clause a line, when there are as many clauses as lines and each fits. */
function byClause(font: Font, text: string, size: number, width: number, lines: string[]): string[] | undefined {
  const clauses = (text.match(/(?:^[，。！？；]+)?[^，。！？；]+[，。！？；]*/gu) ?? []).map((clause) => clause.trim());
  const fits = clauses.length === lines.length && clauses.every((clause) => textWidth(font, clause, size) <= width);
  // A comma at the end of a line is what the break already says.
  return fits && lines.length > 1 ? clauses.map((clause) => clause.replace(/[，；]$/u, '')) : undefined;
}

/** Greedy line breaking. A piece wider than a line is broken anywhere. */
function wrap(font: Font, text: string, size: number, width: number): string[] {
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

/** Narrows the measure as long as the number of lines stays the same. */
function balance(font: Font, text: string, size: number, width: number, lines: string[]): string[] {
  if (lines.length < 2) return lines;
  let best = lines;
  for (let narrower = width - size / 2; narrower > width / 2; narrower -= size / 2) {
    const attempt = wrap(font, text, size, narrower);
    if (attempt.length > lines.length) break;
    best = attempt;
  }
  return best;
}

function cut(font: Font, text: string, size: number, width: number): string {
  const characters = Array.from(text.slice(0, -1));
  while (characters.length > 1 && textWidth(font, `${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('')}…`;
}
