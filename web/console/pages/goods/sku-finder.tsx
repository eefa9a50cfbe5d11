import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import type { SkuItem } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { yuan } from '../../../shared/format.ts';
import { useSettled } from '../../../shared/use-settled.ts';
import { PRODUCTS_KEY, SKUS_PATH } from './goods-paths.ts';

interface SkuFinderProps {
  /** What it is for; also its placeholder. */
  readonly label: string;
  readonly onFind: (sku: SkuItem) => void;
  /** Those that need not be found again. */
  readonly without?: readonly string[];
  /** Parts of bundles are no bundles. */
  readonly noBundles?: boolean;
  readonly width?: number | string;
}

const PAUSE_MS = 250;

/** Finds one SKU that is still sold, by name, code or barcode; the field is empty again afterwards. */
export function SkuFinder({
  label,
  onFind,
  without = [],
  noBundles = false,
  width = '100%',
}: SkuFinderProps): ReactNode {
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim(), PAUSE_MS);
  const found = useQuery({
    queryKey: [...PRODUCTS_KEY, 'find', text],
    queryFn: ({ signal }) =>
      api.get<{ items: SkuItem[] }>(SKUS_PATH, {
        query: { text: text === '' ? undefined : text, active: true, limit: 30 },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const items = (found.data?.items ?? []).filter(
    ({ skuId, kind }) => !without.includes(skuId) && !(noBundles && kind === 'bundle'),
  );
  return (
    <Select
      aria-label={label}
      placeholder={label}
      style={{ width }}
      value={null}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={found.isPending ? '正在找…' : '没有这样的商品'}
      options={items.map((sku) => ({ value: sku.skuId as string, label: `${sku.name} · ${yuan(sku.listFen)}` }))}
      onChange={(id) => {
        const sku = items.find((each) => each.skuId === id);
        setTyped('');
        if (sku !== undefined) onFind(sku);
      }}
    />
  );
}
