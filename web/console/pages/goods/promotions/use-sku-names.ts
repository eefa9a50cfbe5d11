import { useQuery } from '@tanstack/react-query';
import type { PromotionItem } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { PRODUCTS_KEY, SKUS_PATH } from '../goods-paths.ts';

interface Named {
  readonly skuId: string;
  readonly name: string;
}

/** The names of the SKUs that a promotion is about; undefined until they are known. */
export function useSkuNames({ rule, scope }: PromotionItem): ((skuId: string) => string) | undefined {
  const ids: readonly string[] = [
    ...(rule.kind === 'bundle_price' ? rule.parts.map(({ skuId }) => skuId) : []),
    ...(scope.kind === 'skus' ? scope.skuIds : []),
  ];
  const query = useQuery({
    queryKey: [...PRODUCTS_KEY, 'names', ids],
    queryFn: async ({ signal }) => {
      const found = await Promise.all(ids.map((id) => api.get<Named>(`${SKUS_PATH}/${id}/prices`, { signal })));
      return new Map(found.map(({ skuId, name }) => [skuId, name]));
    },
    enabled: ids.length > 0,
  });
  if (ids.length === 0) return () => '';
  return query.data === undefined ? undefined : (skuId) => query.data.get(skuId) ?? '商品';
}
