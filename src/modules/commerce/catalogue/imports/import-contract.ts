import { z } from 'zod';
import { idOf } from '#platform/fields';

const importId = idOf<'CatalogueImport'>();
const time = z.iso.datetime();
const limit = z.coerce.number().int().min(1).max(200).default(50);
/** More rows than this are no file for a person. */
export const MAX_CATALOGUE_ROWS = 5_000;

export const IMPORT_VERDICTS = ['create', 'change', 'same', 'bad'] as const;
export const catalogueImportAnswer = z.object({
  importId,
  fileName: z.string(),
  createdAt: time,
  creates: z.number().int(),
  changes: z.number().int(),
  unchanged: z.number().int(),
  bad: z.number().int(),
  /** Rows taken over so far. */
  committed: z.number().int(),
});
export const catalogueImportParams = z.object({ importId });
export const catalogueImportRowsQuery = z.object({
  verdict: z.enum(IMPORT_VERDICTS).optional(),
  cursor: z.coerce.number().int().min(0).optional(),
  limit,
});
export const catalogueImportRowsAnswer = z.object({
  items: z.array(
    z.object({
      lineNumber: z.number().int(),
      code: z.string(),
      verdict: z.enum(IMPORT_VERDICTS),
      cells: z.record(z.string(), z.string()),
      /** Titles of the columns whose cells would change something. */
      changed: z.array(z.string()),
      /** `column` is the title of the column, as it stands in the file we write. */
      faults: z.array(z.object({ column: z.string(), code: z.string(), message: z.string() })),
      committedAt: time.nullable(),
    }),
  ),
  nextCursor: z.number().int().nullable(),
});
/** All good rows, or the good ones among these lines of the file. */
export const catalogueImportCommitBody = z.object({
  lines: z.union([z.literal('all'), z.array(z.number().int().positive()).min(1).max(MAX_CATALOGUE_ROWS)]),
});
export const catalogueImportCommitAnswer = z.object({
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Lines that were good in the preview and are no longer: the product was changed meanwhile. */
  stale: z.array(z.number().int()),
});

export type CatalogueImportAnswer = z.infer<typeof catalogueImportAnswer>;
export type CatalogueImportRows = z.infer<typeof catalogueImportRowsAnswer>;
