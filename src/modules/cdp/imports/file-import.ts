import { Refusal, type RefusalParams } from '#kernel/errors';
import type { Id } from '#kernel/ids';

export type FileImportId = Id<'FileImport'>;
export const FILE_KINDS = ['orders', 'people', 'posts'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const MAX_FILE_BYTES = 30 * 1024 * 1024;
export const MAX_FILE_ROWS = 300_000;

/** What is wrong with a row; `code` is a sentence of the catalogue. Never quotes a phone. */
export interface RowFault {
  readonly field: string;
  readonly code: string;
  readonly params: RefusalParams;
}

export interface FileImport {
  readonly importId: FileImportId;
  readonly kind: FileKind;
  readonly fileName: string;
  readonly createdAt: Date;
  readonly good: number;
  readonly bad: number;
  /** Rows taken over so far, those known from before included. */
  readonly committed: number;
  readonly committedAt: Date | null;
}

/** A row of a file by its fields, as texts. */
export interface FileRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Set where the line could not be taken apart at all. */
  readonly fault?: RowFault;
}

export class FileUnreadable extends Refusal {
  constructor() {
    super('cdp-import-unreadable', 'invalid');
  }
}

export class FileTooLarge extends Refusal {
  constructor() {
    super('cdp-import-too-large', 'too_large', { rows: MAX_FILE_ROWS, megabytes: MAX_FILE_BYTES / 1024 / 1024 });
  }
}

export class FileColumnsMissing extends Refusal {
  constructor(titles: readonly string[]) {
    super('cdp-import-columns-missing', 'invalid', { titles: titles.join('、') });
  }
}

/** History of everybody is headquarters' to load. */
export class ImportIsHeadquarters extends Refusal {
  constructor() {
    super('cdp-import-needs-everything', 'forbidden');
  }
}
