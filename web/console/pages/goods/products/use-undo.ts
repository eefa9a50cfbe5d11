import type { BulkEditAnswer } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { count } from '../../../../shared/format.ts';
import { useAct, type Act } from '../../../../shared/query.tsx';
import { PRICES_KEY } from '../../prices/price-words.ts';
import { BULK_PATH, LISTINGS_KEY, PRODUCTS_KEY } from '../goods-paths.ts';

interface Undone {
  readonly undone: number;
  readonly skipped: readonly { readonly skuId: string; readonly name: string }[];
}

/** Takes an edit of many back; what somebody changed since stays as it is. */
export const useUndo = (): Act<BulkEditAnswer['editId'], Undone> =>
  useAct((editId, key) => api.post<Undone>(`${BULK_PATH}/${editId}/undo`, { key, timeoutMs: 60_000 }), {
    stale: [PRODUCTS_KEY, PRICES_KEY, LISTINGS_KEY],
  });

const NAMED = 3;

/** `撤销了 12 个；鲜牛奶等 2 个后来又被改过，没有动`. */
export function undoneSentence({ undone, skipped }: Undone): string {
  const names = skipped.slice(0, NAMED).map(({ name }) => name);
  const more = skipped.length > NAMED ? `等 ${count(skipped.length)} 个` : '';
  const left = skipped.length === 0 ? '' : `；${names.join('、')}${more}后来又被改过，没有动`;
  return `撤销了 ${count(undone)} 个${left}`;
}
