import type { Id } from '#kernel/ids';
import type { Datum } from '#kernel/geo-datum';
import { Refusal } from '#kernel/errors';

export type PlaceImportId = Id<'PlaceImport'>;

export const IMPORT_KINDS = [
  'regions',
  'cities',
  'partners',
  'stores',
  'communities',
  'warehouses',
  'pickup_points',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a row would do. `bad` rows cannot be committed. */
export type Verdict = 'create' | 'change' | 'same' | 'bad';

/** The cells of one row by field; a field is absent when the file has no such column. */
export type Cells = Readonly<Record<string, string>>;

export interface ImportRow {
  /** The line of the CSV file, or the row of the sheet, from 1. */
  readonly lineNumber: number;
  readonly cells: Cells;
}

/** What is wrong with a cell, or doubtful about it: a code of the message catalogue and its figures. */
export interface RowFault {
  readonly field: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface JudgedRow {
  readonly lineNumber: number;
  readonly cells: Cells;
  readonly code: string;
  readonly verdict: Verdict;
  /** The place as it would be saved; null for bad rows. */
  readonly facts: Readonly<Record<string, unknown>> | null;
  /** What exists under the code. */
  readonly existing: { readonly id: string; readonly version: number | null } | null;
  readonly changedFields: readonly string[];
  readonly faults: readonly RowFault[];
  readonly warnings: readonly RowFault[];
}

export interface ImportSummary {
  readonly id: PlaceImportId;
  readonly kind: ImportKind;
  readonly datum: Datum;
  readonly fileName: string;
  readonly createdAt: Date;
  readonly creates: number;
  readonly changes: number;
  readonly unchanged: number;
  readonly bad: number;
  /** Rows taken over so far. */
  readonly committed: number;
}

export const MAX_IMPORT_ROWS = 20_000;
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;

/** The file cannot be read as a table at all. */
export class UnreadableFile extends Refusal {
  constructor(why: 'encoding' | 'old-excel' | 'damaged' | 'empty') {
    super(`place-import-file-${why}`, 'invalid');
  }
}

export class UnclosedQuoteInFile extends Refusal {
  constructor(line: number) {
    super('place-import-file-unclosed-quote', 'invalid', { line });
  }
}

export class ImportTooLarge extends Refusal {
  constructor(most = { bytes: MAX_IMPORT_BYTES, rows: MAX_IMPORT_ROWS }) {
    super('place-import-too-large', 'too_large', { rows: most.rows, megabytes: most.bytes / 1024 / 1024 });
  }
}

export class ColumnsMissing extends Refusal {
  constructor(titles: readonly string[]) {
    super('place-import-columns-missing', 'invalid', { titles: titles.join('、') });
  }
}

export class ColumnTwice extends Refusal {
  constructor(title: string) {
    super('place-import-column-twice', 'invalid', { title });
  }
}

/** Regions, cities and partners belong to nobody's area: only who sees everything imports them. */
export class ImportNeedsEverything extends Refusal {
  constructor() {
    super('place-import-needs-everything', 'forbidden');
  }
}
