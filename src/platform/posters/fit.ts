import { breakLines, type Font, textWidth } from '../fonts/index.ts';

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

/**
 * The largest size at which the text fits into the frame; at the smallest size it is cut with an ellipsis. Lines break
 * after a clause where that costs no line, else they are made about equally long, so that no character is left alone.
 */
export function fitText(font: Font, text: string, frame: Frame): Fitted {
  const clean = text.replace(/\s+/gu, ' ').trim();
  const smallest = frame.sizes.at(-1) ?? 24;
  for (const size of frame.sizes) {
    const lines = breakLines(font, clean, size, frame.width);
    if (lines.length > linesAt(frame, size)) continue;
    return {
      size,
      lines: byClause(font, clean, size, frame.width, lines) ?? balance(font, clean, size, frame.width, lines),
    };
  }
  const lines = breakLines(font, clean, smallest, frame.width).slice(0, linesAt(frame, smallest));
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

/** Narrows the measure as long as the number of lines stays the same. */
function balance(font: Font, text: string, size: number, width: number, lines: string[]): string[] {
  if (lines.length < 2) return lines;
  let best = lines;
  for (let narrower = width - size / 2; narrower > width / 2; narrower -= size / 2) {
    const attempt = breakLines(font, text, size, narrower);
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
