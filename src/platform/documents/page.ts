import PDFDocument from 'pdfkit';
import { breakLines, type Font, loadFonts } from '../fonts/index.ts';
import type { DocumentSpec } from './document.ts';
import { DOCUMENT_LIMITS } from './document.ts';
import { DocumentTooLong } from './refusals.ts';

/** Points (1/72 inch) of an A4 page; the head is lower where the title stands. */
export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 56, top: 72, bottom: 72 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

/** The product's colours: teal for what the system made, ink for words. */
export const COLOUR = {
  system: '#0F766E',
  wash: '#E6F4F2',
  people: '#C2410C',
  ink: '#1C2321',
  ink2: '#47524F',
  ink3: '#66716E',
  line: '#DDE3E1',
  lineStrong: '#84908C',
} as const;

export interface Style {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  /** Line height in relation to the size; 1.6 unless said. */
  readonly leading?: number;
}

export const BODY: Style = { size: 10, colour: COLOUR.ink, leading: 1.7 };
export const SMALL: Style = { size: 8.5, colour: COLOUR.ink3, leading: 1.5 };

export const leadingOf = ({ size, leading = 1.6 }: Style): number => size * leading;

/** A sheet that is written from top to bottom, and goes on with the next one. */
export interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  /** Where the next thing goes, in points from the top. */
  y: number;
  /** What is left of this page. */
  room(): number;
  nextPage(): void;
  /** Begins the next page when less than `height` is left. */
  keep(height: number): void;
  lines(text: string, style: Style, width: number): string[];
  write(line: string, style: Style, place: Place): void;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: 'left' | 'right' | 'center';
}

export function openSheet(spec: DocumentSpec): Sheet {
  const [regular, bold] = loadFonts() as [Font, Font];
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: `${spec.title} ${spec.number}`,
      Producer: 'Twinwheel',
      Creator: 'Twinwheel',
      CreationDate: spec.date,
    },
  });
  pdf.registerFont('regular', regular.data).registerFont('bold', bold.data);
  let pages = 0;
  const sheet: Sheet = {
    pdf,
    y: PAGE.top,
    room: () => PAGE.height - PAGE.bottom - sheet.y,
    nextPage: () => {
      pages += 1;
      if (pages > DOCUMENT_LIMITS.pages) throw new DocumentTooLong('页', DOCUMENT_LIMITS.pages);
      pdf.addPage();
      sheet.y = PAGE.top;
    },
    keep: (height) => {
      if (sheet.room() < height) sheet.nextPage();
    },
    lines: (text, { bold: heavy, size }, width) =>
      text.split('\n').flatMap((line) => {
        const broken = breakLines(heavy === true ? bold : regular, line, size, width);
        return broken.length === 0 ? [''] : broken;
      }),
    write: (line, style, { x, y, width, align = 'left' }) => {
      if (line === '') return;
      const { size, bold: heavy = false, colour = COLOUR.ink } = style;
      pdf
        .font(heavy ? 'bold' : 'regular')
        .fontSize(size)
        .fillColor(colour);
      const spare = align === 'left' ? 0 : width - pdf.widthOfString(line);
      // The font's ascent and descent make up one em: this sets the text in the middle of its line.
      const top = y + (leadingOf(style) - size) / 2;
      pdf.text(line, x + (align === 'center' ? spare / 2 : spare), top, { lineBreak: false });
    },
  };
  sheet.nextPage();
  return sheet;
}
