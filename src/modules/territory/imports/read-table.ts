import { readSheet, type CellValue } from 'read-excel-file/node';
import { decodeText, parseCsv, UnclosedQuote } from '#kernel/csv';
import { COLUMNS, fieldsOfHeader, type Column } from './column.ts';
import {
  ImportTooLarge,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_ROWS,
  UnclosedQuoteInFile,
  UnreadableFile,
  type Cells,
  type ImportKind,
  type ImportRow,
} from './place-import.ts';

interface TableLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A sheet of 10 MB that unpacks to more than this is built to exhaust memory. */
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;

/** The rows of an uploaded file of places, by the fields of its kind. @throws as readRows */
export function readTable(kind: ImportKind, bytes: Uint8Array): Promise<ImportRow[]> {
  return readRows(COLUMNS[kind], bytes);
}

/**
 * The rows of an uploaded file by the fields of its columns: CSV in UTF-8 or GB18030, separated by commas or tabs, or the
 * first sheet of an .xlsx workbook. The first line that is not empty is the header.
 * @throws UnreadableFile, UnclosedQuoteInFile, ImportTooLarge, ColumnsMissing, ColumnTwice
 */
export async function readRows(
  columns: readonly Column[],
  bytes: Uint8Array,
  most: { readonly bytes: number; readonly rows: number } = { bytes: MAX_IMPORT_BYTES, rows: MAX_IMPORT_ROWS },
): Promise<ImportRow[]> {
  if (bytes.length > most.bytes) throw new ImportTooLarge(most);
  const lines = beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) ? await sheetLines(bytes) : textLines(bytes, most);
  const [header, ...rest] = lines;
  if (header === undefined || rest.length === 0) throw new UnreadableFile('empty');
  if (rest.length > most.rows) throw new ImportTooLarge(most);
  const fields = fieldsOfHeader(columns, header.cells);
  return rest.map(({ line, cells }) => ({ lineNumber: line, cells: cellsByField(fields, cells) }));
}

function cellsByField(fields: ReadonlyMap<string, number>, cells: readonly string[]): Cells {
  return Object.fromEntries([...fields].map(([field, index]) => [field, (cells[index] ?? '').trim()]));
}

function textLines(bytes: Uint8Array, most: { readonly bytes: number; readonly rows: number }): TableLine[] {
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFile('old-excel');
  const text = decodeText(bytes);
  if (text === undefined || text.includes('\0')) throw new UnreadableFile('encoding');
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const separator = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ',';
  try {
    const lines: TableLine[] = [];
    for (const record of parseCsv(text, separator)) {
      lines.push(record);
      if (lines.length > most.rows + 1) throw new ImportTooLarge(most);
    }
    return lines;
  } catch (error) {
    if (error instanceof UnclosedQuote) throw new UnclosedQuoteInFile(error.line);
    throw error;
  }
}

async function sheetLines(bytes: Uint8Array): Promise<TableLine[]> {
  if (unpackedSize(bytes) > MAX_UNPACKED_BYTES) throw new ImportTooLarge();
  const rows = await readSheet(Buffer.from(bytes)).catch(() => {
    throw new UnreadableFile('damaged');
  });
  return rows
    .map((row, index) => ({ line: index + 1, cells: row.map(cellText) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

function cellText(value: CellValue | null): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}

/** The sum of unpacked sizes that a zip archive declares in its central directory (APPNOTE 4.3.12). */
function unpackedSize(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signature = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  let total = 0;
  for (let at = view.indexOf(signature); at >= 0 && at + 28 <= view.length; at = view.indexOf(signature, at + 4)) {
    total += view.readUInt32LE(at + 24);
  }
  return total;
}

function beginsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
