import type { Fact } from './document.ts';
import { BODY, COLOUR, CONTENT_WIDTH, leadingOf, PAGE, type Sheet, type Style } from './page.ts';

const HEADING: Style = { size: 12, bold: true, colour: COLOUR.ink, leading: 1.5 };
const LABEL: Style = { ...BODY, size: 9.5, colour: COLOUR.ink3 };
const VALUE: Style = { ...BODY, size: 10 };
const LABEL_WIDTH = 84;
const GAP = 20;

/** A section's name with a teal mark; stays with the beginning of what follows. */
export function drawHeading(sheet: Sheet, text: string): void {
  const lines = sheet.lines(text, HEADING, CONTENT_WIDTH - 10);
  const height = lines.length * leadingOf(HEADING);
  sheet.keep(12 + height + 6 + 3 * leadingOf(BODY));
  if (sheet.y > PAGE.top + 1) sheet.y += 12;
  sheet.pdf.rect(PAGE.left, sheet.y + 3, 3, height - 6).fill(COLOUR.system);
  for (const line of lines) {
    sheet.write(line, HEADING, { x: PAGE.left + 10, y: sheet.y, width: CONTENT_WIDTH - 10 });
    sheet.y += leadingOf(HEADING);
  }
  sheet.y += 6;
}

export function drawText(sheet: Sheet, text: string): void {
  for (const paragraph of text.split('\n')) {
    const lines = sheet.lines(paragraph, BODY, CONTENT_WIDTH);
    for (const [at, line] of lines.entries()) {
      // No single line of a paragraph at the foot or at the head of a page.
      const alone = at === 0 && lines.length > 1 ? 2 : at === lines.length - 2 ? 2 : 1;
      sheet.keep(alone * leadingOf(BODY));
      sheet.write(line, BODY, { x: PAGE.left, y: sheet.y, width: CONTENT_WIDTH });
      sheet.y += leadingOf(BODY);
    }
    sheet.y += 3;
  }
  sheet.y += 3;
}

/** Labels and values; two facts a line where both are short. */
export function drawFacts(sheet: Sheet, rows: readonly Fact[]): void {
  const half = (CONTENT_WIDTH - GAP) / 2;
  for (let at = 0; at < rows.length;) {
    const pair = rows.slice(at, at + 2).map((fact) => layFact(sheet, fact, half));
    if (pair.length === 2 && pair.every(({ height }) => height === 1)) {
      sheet.keep(leadingOf(VALUE));
      for (const [column, fact] of pair.entries()) writeFactLine(sheet, fact, 0, PAGE.left + column * (half + GAP));
      sheet.y += leadingOf(VALUE);
      at += 2;
    } else {
      drawLongFact(sheet, layFact(sheet, rows[at] as Fact, CONTENT_WIDTH));
      at += 1;
    }
  }
  sheet.y += 6;
}

interface LaidFact {
  readonly labels: readonly string[];
  readonly values: readonly string[];
  readonly height: number;
}

function layFact(sheet: Sheet, [label, value]: Fact, width: number): LaidFact {
  const labels = sheet.lines(label, LABEL, LABEL_WIDTH - 8);
  const values = sheet.lines(value, VALUE, width - LABEL_WIDTH);
  return { labels, values, height: Math.max(labels.length, values.length) };
}

function drawLongFact(sheet: Sheet, fact: LaidFact): void {
  const step = leadingOf(VALUE);
  sheet.keep(Math.min(fact.height, 4) * step);
  for (let line = 0; line < fact.height; line++) {
    sheet.keep(step);
    writeFactLine(sheet, fact, line, PAGE.left);
    sheet.y += step;
  }
}

function writeFactLine(sheet: Sheet, { labels, values }: LaidFact, line: number, x: number): void {
  const { y } = sheet;
  sheet.write(labels[line] ?? '', LABEL, { x, y, width: LABEL_WIDTH });
  sheet.write(values[line] ?? '', VALUE, { x: x + LABEL_WIDTH, y, width: CONTENT_WIDTH });
}
