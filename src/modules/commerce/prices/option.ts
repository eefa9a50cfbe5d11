import { Refusal } from '#kernel/errors';
import type { Fen } from '#kernel/money';
import type { PackageId } from '../packages/package.ts';

export type OptionUnit = '项' | '㎡' | '米' | '套';
/** `add_on` is counted, `per_area` is priced by the area in ㎡. */
export type OptionKind = 'add_on' | 'per_area';

/** What people may edit of an option. */
export interface OptionFacts {
  readonly name: string;
  readonly kind: OptionKind;
  readonly unit: OptionUnit;
  readonly priceFen: Fen;
  readonly active: boolean;
  /** Where it stands in the list of its package, the smallest first. */
  readonly position: number;
}

/** Something that a customer may have beside a package. It is never deleted: quotations name it. */
export interface PackageOption extends OptionFacts {
  readonly packageId: PackageId;
  /** Unique within its package; stays the same when the name changes. */
  readonly code: string;
  /** Grows by one with every edit: the entity tag. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export class OptionCodeTaken extends Refusal {
  constructor(code: string) {
    super('option-code-taken', 'conflict', { code });
  }
}

export class OptionChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('option-changed-meanwhile', 'conflict', { name });
  }
}

export class OptionRevisionRequired extends Refusal {
  constructor() {
    super('option-revision-required', 'invalid');
  }
}

/** What is priced by area is priced by the ㎡, and nothing else is. */
export class OptionUnitUnfit extends Refusal {
  constructor() {
    super('option-unit-unfit', 'invalid');
  }
}

export const isUnitFit = ({ kind, unit }: Pick<OptionFacts, 'kind' | 'unit'>): boolean =>
  (kind === 'per_area') === (unit === '㎡');
