import { decodeText, parseCsv, UnclosedQuote } from '#kernel/csv';
import { fieldOf, fieldsOfHeader } from './columns.ts';
import {
  FileTooLarge,
  FileUnreadable,
  MAX_FILE_BYTES,
  MAX_FILE_ROWS,
  type FileKind,
  type FileRow,
} from './file-import.ts';

/**
 * The rows of an uploaded file, one after the other: CSV (UTF-8 or GB18030, commas or tabs, first line the titles) or JSON
 * Lines. @throws FileUnreadable, FileTooLarge, FileColumnsMissing
 */
export function* readFile(kind: FileKind, bytes: Uint8Array): Generator<FileRow> {
  if (bytes.length > MAX_FILE_BYTES) throw new FileTooLarge();
  const text = decodeText(bytes);
  if (text === undefined || text.includes('\u0000') || text.trim() === '') throw new FileUnreadable();
  let rows = 0;
  for (const row of text.trimStart().startsWith('{') ? jsonLines(kind, text) : csvRows(kind, text)) {
    if (++rows > MAX_FILE_ROWS) throw new FileTooLarge();
    yield row;
  }
  if (rows === 0) throw new FileUnreadable();
}

function* csvRows(kind: FileKind, text: string): Generator<FileRow> {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const separator = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ',';
  let fields: (string | undefined)[] | undefined;
  try {
    for (const { line, cells } of parseCsv(text, separator)) {
      if (fields === undefined) {
        fields = fieldsOfHeader(kind, cells);
        continue;
      }
      const named: Record<string, string> = {};
      for (const [at, field] of fields.entries()) if (field !== undefined) named[field] = (cells[at] ?? '').trim();
      yield { line, cells: named };
    }
  } catch (error) {
    if (error instanceof UnclosedQuote) throw new FileUnreadable();
    throw error;
  }
}

function* jsonLines(kind: FileKind, text: string): Generator<FileRow> {
  let line = 0;
  for (const each of text.split(/\r\n|\r|\n/)) {
    line += 1;
    if (each.trim() === '') continue;
    yield readJsonLine(kind, line, each);
  }
}

function readJsonLine(kind: FileKind, line: number, text: string): FileRow {
  const broken: FileRow = { line, cells: {}, fault: { field: '', code: 'cdp-import-row-json', params: {} } };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return broken;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return broken;
  const cells: Record<string, string> = {};
  for (const [title, value] of Object.entries(parsed)) {
    const field = fieldOf(kind, title);
    if (field === undefined || value === null || value === undefined) continue;
    cells[field] = typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
  }
  return { line, cells };
}
