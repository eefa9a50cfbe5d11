import { describe, expect, it } from 'vitest';
import type { CategoryAnswer } from '#modules/commerce/contract';
import { categoryFault, newCategory, parentsFor } from './category-draft.ts';

const category = (id: string, parentId: string | null, level: number, position = 0): CategoryAnswer =>
  ({ categoryId: id, parentId, level, position, active: true }) as unknown as CategoryAnswer;
const fresh = category('fresh', null, 1);
const fruit = category('fruit', 'fresh', 2);
const berries = category('berries', 'fruit', 3);
const home = category('home', null, 1, 4);
const all = [fresh, fruit, berries, home];

describe('the tree of categories', () => {
  it('puts a new one behind its siblings', () => {
    expect(newCategory(all, null).position).toBe(5);
    expect(newCategory(all, 'home' as never).position).toBe(0);
  });

  it('never lets one lie in itself, below itself, or on a fourth level', () => {
    expect(parentsFor(all, undefined)).toEqual([fresh, fruit, home]);
    expect(parentsFor(all, fruit)).toEqual([fresh, home]);
    expect(parentsFor(all, fresh)).toEqual([]);
    expect(parentsFor(all, home)).toEqual([fresh, fruit]);
  });

  it('needs a name and a code', () => {
    expect(categoryFault(newCategory(all, null))).toBe('写上名称');
    expect(categoryFault({ ...newCategory(all, null), name: '水果', code: '水果' })).toBe('编码用字母、数字、横线');
    expect(categoryFault({ ...newCategory(all, null), name: '水果', code: 'fruit' })).toBeUndefined();
  });
});
