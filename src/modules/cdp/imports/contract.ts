import { z } from 'zod';

export const fileKind = z.enum(['orders', 'people', 'posts']);
export const fileImportAnswer = z.object({
  importId: z.uuid(),
  kind: fileKind,
  fileName: z.string(),
  createdAt: z.iso.datetime(),
  good: z.number().int(),
  bad: z.number().int(),
  committed: z.number().int(),
  committedAt: z.iso.datetime().nullable(),
});
export const fileImportsQuery = z.object({
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const fileImportsAnswer = z.object({ items: z.array(fileImportAnswer), nextCursor: z.string().nullable() });
export const fileImportParams = z.object({ id: z.uuid() });
export const previewFileQuery = z.object({ kind: fileKind });
export const faultsQuery = z.object({
  cursor: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const faultsAnswer = z.object({
  items: z.array(
    z.object({
      lineNumber: z.number().int(),
      faults: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
  nextCursor: z.number().int().nullable(),
});
export const commitFileBody = z.object({
  /** `all` good rows, or these lines of the file. */
  lines: z.union([z.literal('all'), z.array(z.number().int().positive()).min(1).max(20_000)]),
});
export const commitFileAnswer = z.object({
  recorded: z.number().int(),
  /** Rows that were imported before. */
  known: z.number().int(),
  /** Good in the preview, but not usable any more or in themselves (a placeholder for a phone). */
  refused: z.number().int(),
});

export type FileImportAnswer = z.infer<typeof fileImportAnswer>;
export type FaultsAnswer = z.infer<typeof faultsAnswer>;
