import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { refuseBannedWords } from '#engines/text';
import {
  PackageChangedMeanwhile,
  PackagePriceNotReduced,
  PackageRevisionRequired,
  type Package,
  type PackageFacts,
  type PackageId,
} from './package.ts';
import { insertPackage, packagesByIds, updatePackage } from './package-store.ts';

export interface SavePackageInput {
  /** Absent for a new package. */
  readonly id?: PackageId | undefined;
  /** The revision that the edit is based on; required with `id`. */
  readonly expectedRevision?: number | undefined;
  readonly facts: PackageFacts;
}

/**
 * Adds or edits a package. Plays that were proposed keep the offer as it was.
 * @throws NotFound, PackageChangedMeanwhile, PackageCodeTaken, PackagePriceNotReduced, PackageRevisionRequired,
 * BannedWords
 */
export async function savePackage(ctx: Context, input: SavePackageInput): Promise<Package> {
  const { facts, id, expectedRevision } = input;
  refuseBannedWords({ name: facts.name, subtitle: facts.subtitle, unit: facts.unit, points: facts.points.join('\n') });
  if (facts.originalPriceFen !== null && facts.originalPriceFen <= facts.priceFen) throw new PackagePriceNotReduced();
  if (id !== undefined && expectedRevision === undefined) throw new PackageRevisionRequired();
  return ctx.transaction(async (tx) => {
    const before = id === undefined ? undefined : (await packagesByIds(tx.db, [id])).get(id);
    if (id !== undefined && before === undefined) throw new NotFound('package');
    const saved: Package = {
      ...facts,
      id: id ?? tx.newId<'Package'>(),
      revision: (before === undefined ? 0 : (expectedRevision ?? 0)) + 1,
      createdAt: before?.createdAt ?? tx.now,
      updatedAt: tx.now,
    };
    if (before === undefined) await insertPackage(tx.db, saved);
    else if (!(await updatePackage(tx.db, saved))) throw new PackageChangedMeanwhile(before.name);
    await tx.audit({
      action: 'save-package',
      subject: { kind: 'package', id: saved.id },
      details: { code: saved.code, revision: saved.revision, priceFen: saved.priceFen, active: saved.active },
    });
    return saved;
  });
}
