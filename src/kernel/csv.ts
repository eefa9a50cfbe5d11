/** One record of a CSV file; `line` is the line of the file (from 1) on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The file ends inside a quoted cell that began on `line`. */
export class UnclosedQuote extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`unclosed quote from line ${line}`);
    this.name = 'UnclosedQuote';
    this.line = line;
  }
}

/**
 * The text of a file as people save them in China: UTF-8 with or without a byte order mark, else GB18030 (what a
 * Chinese Excel writes as "CSV"). Undefined when it is neither.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: the next one.
    }
  }
  return undefined;
}

/**
 * Records of CSV text (RFC 4180; CRLF, LF or CR ends a line; a quote inside an unquoted cell is an ordinary
 * character). Lines with nothing but separators and spaces are left out. Lazy: a year of orders need not fit in memory
 * twice. @throws UnclosedQuote
 */
export function* parseCsv(text: string, separator = ','): Generator<CsvRecord> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const record = readRecord(text, at, line, separator);
    if (record.cells.some((cell) => cell.trim() !== '')) yield { line, cells: record.cells };
    line += record.lines;
    at = record.next;
  }
}

function readRecord(
  text: string,
  from: number,
  line: number,
  separator: string,
): { cells: string[]; next: number; lines: number } {
  const cells: string[] = [];
  let at = from;
  let lines = 0;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, line + lines, separator) : readPlain(text, at, separator);
    cells.push(cell.text);
    lines += cell.lines;
    at = cell.next;
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    if (at < text.length) at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    return { cells, next: at, lines: lines + 1 };
  }
}

function readPlain(text: string, from: number, separator: string): { text: string; next: number; lines: number } {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { text: text.slice(from, at), next: at, lines: 0 };
}

/** What stands between the closing quote and the separator is appended as it is: some programs write that. */
function readQuoted(
  text: string,
  from: number,
  line: number,
  separator: string,
): { text: string; next: number; lines: number } {
  let at = from + 1;
  let content = '';
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new UnclosedQuote(line);
    content += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    content += '"';
    at += 1;
  }
  const lines = content.split(/\r\n|\r|\n/).length - 1;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') {
    content += text[at];
    at += 1;
  }
  return { text: content, next: at, lines };
}

/**
 * One line of CSV with its CRLF. A text that a spreadsheet would run as a formula (it begins with = + - @ or a tab, and
 * is not a number) gets an apostrophe before it (OWASP, CSV injection).
 */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const isNumber = value !== '' && Number.isFinite(Number(value));
  const safe = /^[=+\-@\t\r]/.test(value) && !isNumber ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What makes Excel read a CSV file as UTF-8. */
export const BYTE_ORDER_MARK = '\u{feff}';
