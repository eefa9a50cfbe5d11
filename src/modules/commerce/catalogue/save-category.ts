import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import {
  CatalogueIsHeadquarters,
  CatalogueRevisionRequired,
  CategoryChangedMeanwhile,
  levelUnder,
  subtreeOf,
  type Category,
  type CategoryFacts,
  type CategoryId,
} from './category.ts';
import { categoriesOf, insertCategory, lockCategories, shiftLevels, updateCategory } from './category-store.ts';

export interface SaveCategoryInput {
  /** Absent for a new one. */
  readonly id?: CategoryId | undefined;
  /** The revision that the edit is based on; required with `id`. */
  readonly expectedRevision?: number | undefined;
  readonly facts: CategoryFacts;
}

/**
 * Adds, edits or moves a category; what lies below moves with it.
 * @throws NotFound, CategoryCodeTaken, CategoryChangedMeanwhile, CategoryParentUnfit, CatalogueRevisionRequired,
 * CatalogueIsHeadquarters
 */
export async function saveCategory(ctx: Context, input: SaveCategoryInput): Promise<Category> {
  const { facts, id, expectedRevision } = input;
  if (!ctx.scope.everything) throw new CatalogueIsHeadquarters();
  if (id !== undefined && expectedRevision === undefined) throw new CatalogueRevisionRequired();
  return ctx.transaction(async (tx) => {
    await lockCategories(tx.db);
    const all = await categoriesOf(tx.db);
    const before = all.find((each) => each.categoryId === id);
    if (id !== undefined && before === undefined) throw new NotFound('category');
    const level = levelUnder(all, id, facts.parentId);
    const saved: Category = {
      ...facts,
      categoryId: id ?? tx.newId<'Category'>(),
      level,
      revision: (before === undefined ? 0 : (expectedRevision ?? 0)) + 1,
      createdAt: before?.createdAt ?? tx.now,
      updatedAt: tx.now,
    };
    if (before === undefined) await insertCategory(tx.db, saved);
    else {
      if (!(await updateCategory(tx.db, saved))) throw new CategoryChangedMeanwhile(before.name);
      const below = [...subtreeOf(all, before.categoryId)].filter((each) => each !== id);
      await shiftLevels(tx.db, below, level - before.level);
    }
    await tx.audit({
      action: 'save-category',
      subject: { kind: 'category', id: saved.categoryId },
      details: { code: saved.code, revision: saved.revision, parentId: saved.parentId, active: saved.active },
    });
    return saved;
  });
}
