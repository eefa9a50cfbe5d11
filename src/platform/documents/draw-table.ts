import type { Block, TableColumn } from './document.ts';
import { hairline } from './head-and-foot.ts';
import { COLOUR, CONTENT_WIDTH, leadingOf, PAGE, type Sheet, type Style } from './page.ts';

const HEAD: Style = { size: 9, bold: true, colour: COLOUR.ink2, leading: 1.5 };
const CELL: Style = { size: 9.5, colour: COLOUR.ink, leading: 1.5 };
const PAD = { x: 6, y: 4.5 } as const;

interface Laid extends Pick<TableColumn, 'align' | 'name'> {
  readonly x: number;
  readonly width: number;
}

/** A row stays in one piece unless it is higher than a page; the header is written again on every page. */
export function drawTable(sheet: Sheet, { columns, rows }: Extract<Block, { kind: 'table' }>): void {
  const laid = layOut(columns);
  const header = laid.map(({ name, width }) => sheet.lines(name, HEAD, width));
  const headerHeight = heightOf(header, HEAD);
  const cells = rows.map((row) => laid.map(({ width }, at) => sheet.lines(row[at] ?? '', CELL, width)));
  // Never a header without a row under it.
  sheet.keep(headerHeight + Math.min(heightOf(cells[0] ?? [[]], CELL), 120));
  drawHeader(sheet, laid, header);
  for (const row of cells) drawRow(sheet, laid, row, () => drawHeader(sheet, laid, header));
  sheet.y += 10;
}

function layOut(columns: readonly TableColumn[]): Laid[] {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  let x: number = PAGE.left;
  return columns.map(({ name, width, align }) => {
    const share = (CONTENT_WIDTH * width) / total;
    const column: Laid = { name, x: x + PAD.x, width: share - 2 * PAD.x, ...(align && { align }) };
    x += share;
    return column;
  });
}

const linesIn = (cells: readonly (readonly string[])[]): number => Math.max(1, ...cells.map((lines) => lines.length));
const heightOf = (cells: readonly (readonly string[])[], style: Style): number =>
  linesIn(cells) * leadingOf(style) + 2 * PAD.y;

function drawHeader(sheet: Sheet, columns: readonly Laid[], header: readonly (readonly string[])[]): void {
  const height = heightOf(header, HEAD);
  sheet.pdf.rect(PAGE.left, sheet.y, CONTENT_WIDTH, height).fill(COLOUR.wash);
  drawCells(sheet, columns, header, HEAD);
  sheet.y += height;
}

function drawRow(sheet: Sheet, columns: readonly Laid[], row: readonly (readonly string[])[], again: () => void): void {
  const startAgain = (): void => {
    sheet.nextPage();
    again();
  };
  let rest = row;
  const page = PAGE.height - PAGE.top - PAGE.bottom - 60;
  if (sheet.room() < heightOf(rest, CELL) && heightOf(rest, CELL) <= page) startAgain();
  for (;;) {
    const fits = Math.floor((sheet.room() - 2 * PAD.y) / leadingOf(CELL));
    if (fits < 1) {
      startAgain();
      continue;
    }
    const part = rest.map((lines) => lines.slice(0, fits));
    drawCells(sheet, columns, part, CELL);
    sheet.y += heightOf(part, CELL);
    hairline(sheet, sheet.y);
    rest = rest.map((lines) => lines.slice(fits));
    if (rest.every((lines) => lines.length === 0)) return;
    startAgain();
  }
}

function drawCells(sheet: Sheet, columns: readonly Laid[], cells: readonly (readonly string[])[], style: Style): void {
  for (const [at, { x, width, align = 'left' }] of columns.entries()) {
    for (const [line, text] of (cells[at] ?? []).entries()) {
      sheet.write(text, style, { x, y: sheet.y + PAD.y + line * leadingOf(style), width, align });
    }
  }
}
