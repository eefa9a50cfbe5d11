import type { DocumentSpec } from './document.ts';
import { BODY, COLOUR, CONTENT_WIDTH, PAGE, SMALL, type Sheet, type Style } from './page.ts';

const TITLE: Style = { size: 20, bold: true, colour: COLOUR.ink, leading: 1.4 };

/** Rings, title and number at the head of the first page. */
export function drawTitle(sheet: Sheet, { title, number }: DocumentSpec): void {
  const { pdf } = sheet;
  drawRings(sheet, PAGE.left, 50, 22);
  sheet.write(number, { ...BODY, size: 9.5, colour: COLOUR.ink2 }, at(PAGE.left, 52, CONTENT_WIDTH, 'right'));
  sheet.y = 92;
  for (const line of sheet.lines(title, TITLE, CONTENT_WIDTH)) {
    sheet.write(line, TITLE, at(PAGE.left, sheet.y, CONTENT_WIDTH, 'left'));
    sheet.y += 28;
  }
  sheet.y += 8;
  pdf
    .moveTo(PAGE.left, sheet.y)
    .lineTo(PAGE.left + CONTENT_WIDTH, sheet.y)
    .lineWidth(1.2)
    .stroke(COLOUR.system);
  sheet.y += 14;
}

/** Title again from the second page on, number and page at every foot: known only when all pages are there. */
export function drawHeadsAndFeet(sheet: Sheet, { title, number }: DocumentSpec): void {
  const { start, count } = sheet.pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    sheet.pdf.switchToPage(start + page);
    if (page > 0) {
      sheet.write(sheet.lines(title, SMALL, CONTENT_WIDTH)[0] ?? '', SMALL, at(PAGE.left, 40, CONTENT_WIDTH, 'left'));
      hairline(sheet, 57);
    }
    const foot = PAGE.height - 52;
    hairline(sheet, foot);
    sheet.write(number, SMALL, at(PAGE.left, foot + 6, CONTENT_WIDTH, 'left'));
    sheet.write(`第 ${page + 1} 页，共 ${count} 页`, SMALL, at(PAGE.left, foot + 6, CONTENT_WIDTH, 'right'));
  }
}

export function hairline({ pdf }: Sheet, y: number, left: number = PAGE.left, width: number = CONTENT_WIDTH): void {
  pdf
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.5)
    .stroke(COLOUR.line);
}

const at = (x: number, y: number, width: number, align: 'left' | 'right') => ({ x, y, width, align });

/** Two interlocking rings; 1.56 times as wide as high. */
function drawRings({ pdf }: Sheet, left: number, top: number, height: number): void {
  const scale = height / 50;
  pdf.save().translate(left, top).scale(scale).lineWidth(9);
  pdf.circle(25, 25, 20).stroke(COLOUR.system);
  pdf.circle(53, 25, 20).stroke(COLOUR.people);
  pdf.path('M34.5 7.4A20 20 0 0 1 43.6 17.7').stroke(COLOUR.system);
  pdf.restore();
}
