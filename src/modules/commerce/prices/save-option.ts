import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { refuseBannedWords } from '#engines/text';
import type { PackageId } from '../packages/package.ts';
import { packagesByIds } from '../packages/package-store.ts';
import {
  isUnitFit,
  OptionChangedMeanwhile,
  OptionRevisionRequired,
  OptionUnitUnfit,
  OptionCodeTaken,
  type OptionFacts,
  type PackageOption,
} from './option.ts';
import { insertOption, optionByCode, updateOption } from './option-store.ts';

export interface SaveOptionInput {
  readonly packageId: PackageId;
  readonly code: string;
  /** The revision that the edit is based on; `new` adds the option. */
  readonly expected: number | 'new' | undefined;
  readonly facts: OptionFacts;
}

/**
 * Adds or edits an option of a package. Quotations that were made keep what they said.
 * @throws NotFound, OptionCodeTaken, OptionChangedMeanwhile, OptionRevisionRequired, OptionUnitUnfit, BannedWords
 */
export async function saveOption(ctx: Context, input: SaveOptionInput): Promise<PackageOption> {
  const { facts, packageId, code, expected } = input;
  refuseBannedWords({ name: facts.name });
  if (!isUnitFit(facts)) throw new OptionUnitUnfit();
  if (expected === undefined) throw new OptionRevisionRequired();
  return ctx.transaction(async (tx) => {
    if (!(await packagesByIds(tx.db, [packageId])).has(packageId)) throw new NotFound('package');
    const before = await optionByCode(tx.db, packageId, code);
    if (expected === 'new' && before !== undefined) throw new OptionCodeTaken(code);
    if (expected !== 'new' && before === undefined) throw new NotFound('option');
    const saved: PackageOption = {
      ...facts,
      packageId,
      code,
      revision: (expected === 'new' ? 0 : expected) + 1,
      createdAt: before?.createdAt ?? tx.now,
      updatedAt: tx.now,
    };
    if (before === undefined) await insertOption(tx.db, saved);
    else if (!(await updateOption(tx.db, saved))) throw new OptionChangedMeanwhile(before.name);
    await tx.audit({
      action: 'save-option',
      subject: { kind: 'package', id: packageId },
      details: { code, revision: saved.revision, priceFen: saved.priceFen, active: saved.active },
    });
    return saved;
  });
}
