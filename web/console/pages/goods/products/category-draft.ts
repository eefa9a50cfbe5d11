import type { CategoryAnswer, CategoryBody } from '#modules/commerce/contract';

export interface CategoryDraft {
  readonly code: string;
  readonly name: string;
  readonly parentId: CategoryBody['parentId'];
  readonly position: number | null;
  readonly claimHours: number | null;
  readonly storage: CategoryBody['storage'];
  readonly active: boolean;
}

const LEVELS = 3;

export const categoryDraft = (it: CategoryAnswer): CategoryDraft => {
  const { code, name, parentId, position, claimHours, storage, active } = it;
  return { code, name, parentId, position, claimHours, storage, active };
};

/** A new category, the last among its siblings. */
export function newCategory(all: readonly CategoryAnswer[], parentId: CategoryBody['parentId']): CategoryDraft {
  const siblings = all.filter((each) => each.parentId === parentId);
  const position = Math.max(-1, ...siblings.map((each) => each.position)) + 1;
  return { code: '', name: '', parentId, position, claimHours: null, storage: null, active: true };
}

export function categoryFault({ name, code }: CategoryDraft): string | undefined {
  if (name.trim() === '') return '写上名称';
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(code.trim()) ? undefined : '编码用字母、数字、横线';
}

export const categoryBodyOf = ({ code, name, position, ...rest }: CategoryDraft): CategoryBody => ({
  ...rest,
  code: code.trim(),
  name: name.trim(),
  position: position ?? 0,
});

/** Where a category may lie: not in itself, nor below itself, nor so that anything would be on a fourth level. */
export function parentsFor(all: readonly CategoryAnswer[], moved: CategoryAnswer | undefined): CategoryAnswer[] {
  if (moved === undefined) return all.filter(({ level, active }) => active && level < LEVELS);
  const below = (id: string): CategoryAnswer[] =>
    all.filter((each) => each.parentId === id).flatMap((each) => [each, ...below(each.categoryId)]);
  const own = [moved, ...below(moved.categoryId)];
  const depth = Math.max(...own.map(({ level }) => level)) - moved.level;
  return all.filter((each) => each.active && !own.includes(each) && each.level + 1 + depth <= LEVELS);
}
