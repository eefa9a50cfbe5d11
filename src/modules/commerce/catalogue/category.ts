import { Refusal } from '#kernel/errors';
import type { Id } from '#kernel/ids';

export type CategoryId = Id<'Category'>;
export type Storage = 'ambient' | 'chilled' | 'frozen';

/** What people may edit of a category. */
export interface CategoryFacts {
  readonly code: string;
  readonly name: string;
  /** Null at the top. */
  readonly parentId: CategoryId | null;
  /** Among its siblings; the smallest first. */
  readonly position: number;
  /** Hours after collection in which a claim may be made; null to take the parent's. */
  readonly claimHours: number | null;
  /** Null to take the parent's. */
  readonly storage: Storage | null;
  readonly active: boolean;
}

export interface Category extends CategoryFacts {
  readonly categoryId: CategoryId;
  /** 1 at the top. */
  readonly level: number;
  /** Grows by one with every edit: the entity tag. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A category with those above it, the nearest first, itself included. */
export type CategoryChain = readonly [Category, ...Category[]];

export const MAX_LEVELS = 3;
/** Where no category says anything: the day after collection. */
export const DEFAULT_CLAIM_HOURS = 24;

/** Parents before their children, siblings by their position and code. */
export function inTreeOrder(categories: readonly Category[]): Category[] {
  const children = Map.groupBy(categories, (each) => each.parentId);
  const below = (parent: CategoryId | null): Category[] =>
    (children.get(parent) ?? [])
      .toSorted((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1))
      .flatMap((each) => [each, ...below(each.categoryId)]);
  return below(null);
}

/** A category with those above it; undefined where it is not known. */
export function chainOf(
  categories: ReadonlyMap<CategoryId, Category>,
  id: CategoryId | null,
): CategoryChain | undefined {
  const own = id === null ? undefined : categories.get(id);
  return own && [own, ...(chainOf(categories, own.parentId) ?? [])];
}

/** 「生鲜 / 蔬菜」 */
export const pathOf = (chain: readonly Pick<Category, 'name'>[]): string =>
  chain
    .map((each) => each.name)
    .toReversed()
    .join(' / ');

/** The category with everything below it. */
export function subtreeOf(categories: readonly Category[], id: CategoryId): Set<CategoryId> {
  const found = new Set([id]);
  for (const each of inTreeOrder(categories)) {
    if (each.parentId !== null && found.has(each.parentId)) found.add(each.categoryId);
  }
  return found;
}

/**
 * The level at which a category would stand under a parent, with everything below it.
 * @throws CategoryParentUnfit where the parent is not known, lies within it, or the tree would be deeper than allowed
 */
export function levelUnder(
  categories: readonly Category[],
  own: CategoryId | undefined,
  parentId: CategoryId | null,
): number {
  const byId = new Map(categories.map((each) => [each.categoryId, each]));
  const parent = parentId === null ? undefined : byId.get(parentId);
  if (parentId !== null && parent === undefined) throw new CategoryParentUnfit();
  const within = own === undefined ? new Set<CategoryId>() : subtreeOf(categories, own);
  if (parent !== undefined && within.has(parent.categoryId)) throw new CategoryParentUnfit();
  const level = (parent?.level ?? 0) + 1;
  const before = own === undefined ? undefined : byId.get(own);
  const deepest = Math.max(0, ...[...within].map((id) => (byId.get(id)?.level ?? 0) - (before?.level ?? 0)));
  if (level + deepest > MAX_LEVELS) throw new CategoryParentUnfit();
  return level;
}

export class CategoryCodeTaken extends Refusal {
  constructor(code: string) {
    super('category-code-taken', 'conflict', { code });
  }
}

/** Somebody saved the category after this reader loaded it. */
export class CategoryChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('category-changed-meanwhile', 'conflict', { name });
  }
}

/** No such parent, one of its own children, or more than three levels. */
export class CategoryParentUnfit extends Refusal {
  constructor() {
    super('category-parent-unfit', 'invalid', { levels: MAX_LEVELS });
  }
}

export class UnknownCategory extends Refusal {
  constructor() {
    super('category-unknown', 'invalid');
  }
}

/** An edit has to say which revision it is based on. */
export class CatalogueRevisionRequired extends Refusal {
  constructor() {
    super('catalogue-revision-required', 'invalid');
  }
}

/** The catalogue is one for the whole company: those of an area price it and choose from it. */
export class CatalogueIsHeadquarters extends Refusal {
  constructor() {
    super('catalogue-is-headquarters', 'forbidden');
  }
}
