import { Refusal } from '#kernel/errors';
import type { Id, SkuId } from '#kernel/ids';
import type { Cells, RowFault } from '#modules/territory';
import { MAX_CATALOGUE_ROWS } from './import-contract.ts';
import type { SkuFacts, SpuFacts, SpuId } from '../spu.ts';

export type CatalogueImportId = Id<'CatalogueImport'>;
/** What a row would do. `bad` rows cannot be committed. */
export type Verdict = 'create' | 'change' | 'same' | 'bad';

/** One row of the file: a SKU with what the file says of its SPU. */
export interface JudgedRow {
  readonly lineNumber: number;
  readonly cells: Cells;
  readonly code: string;
  readonly spuCode: string;
  readonly verdict: Verdict;
  /** Null for bad rows. */
  readonly facts: { readonly spu: SpuFacts; readonly sku: SkuFacts } | null;
  /** What exists under the codes. */
  readonly existing: { readonly spuId: SpuId; readonly revision: number; readonly skuId: SkuId | null } | null;
  readonly changedFields: readonly string[];
  readonly faults: readonly RowFault[];
}

export interface ImportSummary {
  readonly importId: CatalogueImportId;
  readonly fileName: string;
  readonly createdAt: Date;
  readonly creates: number;
  readonly changes: number;
  readonly unchanged: number;
  readonly bad: number;
  /** Rows taken over so far. */
  readonly committed: number;
}

export class TooManyRows extends Refusal {
  constructor() {
    super('catalogue-too-many-rows', 'too_large', { max: MAX_CATALOGUE_ROWS });
  }
}
