import { useQuery } from '@tanstack/react-query';
import type { CategoryAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { useMay } from '../../../shared/session.tsx';
import type { Choice } from '../../parts/choices.ts';
import { CATEGORIES_KEY, CATEGORIES_PATH } from './goods-paths.ts';

const NONE: readonly CategoryAnswer[] = [];

/** All categories, parents before their children. */
export function useCategories(): readonly CategoryAnswer[] {
  const may = useMay('product.read');
  const result = useQuery({
    queryKey: CATEGORIES_KEY,
    queryFn: ({ signal }) => api.get<{ items: CategoryAnswer[] }>(CATEGORIES_PATH, { signal }),
    enabled: may,
  });
  return result.data?.items ?? NONE;
}

/** Categories by their whole path, those out of use left out. */
export const categoryChoices = (categories: readonly CategoryAnswer[]): Choice[] =>
  categories.filter(({ active }) => active).map(({ categoryId, path }) => ({ value: categoryId, label: path }));
