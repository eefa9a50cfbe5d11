import { z } from 'zod';

/**
 * The `.twx` file: gzip over lines of JSON.
 *
 * 1. the header;
 * 2. for each table with rows, in the header's order: `{"table": n}` (its place in the header), then a line a row, an
 *    array of the columns' values as PostgreSQL writes them in text, or null;
 * 3. the trailer, `{"trailer": {"rows", "sha256"}}`: the hash of every byte before its own line.
 */
export const FORMAT = 'twinwheel-export';
export const FORMAT_VERSION = 1;

const exportedColumn = z.object({
  name: z.string(),
  /** As `format_type` writes it, for the cast on the way back. */
  type: z.string(),
});

const exportedTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(exportedColumn),
  rows: z.int().nonnegative(),
});

/** A partition: what migrations do not make, and the program makes as time goes on. Parents come before children. */
const exportedPartition = z.object({
  schema: z.string(),
  name: z.string(),
  parentSchema: z.string(),
  parentName: z.string(),
  /** `FOR VALUES FROM (…) TO (…)`, in UTC. */
  bound: z.string(),
  /** `RANGE (at)` where it is itself partitioned. */
  partitionKey: z.string().nullable(),
});

const exportedSequence = z.object({
  schema: z.string(),
  name: z.string(),
  /** A bigint in text; null where it was never used. */
  lastValue: z
    .string()
    .regex(/^-?\d+$/)
    .nullable(),
});

/** The first line of the file. */
export const exportHeader = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  exportedAt: z.string(),
  serverVersion: z.string(),
  migrations: z.array(z.object({ schemaName: z.string(), name: z.string(), checksum: z.string() })),
  partitions: z.array(exportedPartition),
  sequences: z.array(exportedSequence),
  tables: z.array(exportedTable),
});

export type ExportedColumn = z.infer<typeof exportedColumn>;
export type ExportedTable = z.infer<typeof exportedTable>;
export type ExportedPartition = z.infer<typeof exportedPartition>;
export type ExportedSequence = z.infer<typeof exportedSequence>;
export type ExportHeader = z.infer<typeof exportHeader>;

export interface ExportTrailer {
  readonly rows: number;
  readonly sha256: string;
}

/** Told after every batch. */
export interface ExportProgress {
  /** `schema.table`. */
  readonly table: string;
  readonly rowsDone: number;
  readonly rowsTotal: number;
}
