import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { count } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Jump } from '../../../parts/list-parts.tsx';
import { BULK_KINDS, type BulkKind } from './bulk-draft.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import type { ProductDesk } from './use-products.ts';

/** What can be done with the chosen products, or with everything that the filter finds. */
export function BulkBar({ desk }: { desk: ProductDesk }): ReactNode {
  const { chosen, all, rows, list } = desk;
  const mayPrice = useMay('price.edit');
  const [kind, setKind] = useState<BulkKind>();
  if (chosen.length === 0) return null;
  const skus = chosen.reduce((sum, row) => sum + row.skus.length, 0);
  const kinds = (Object.keys(BULK_KINDS) as BulkKind[]).filter((each) => each !== 'price' || mayPrice);
  const mayChooseAll = !all && chosen.length === rows.length && list.hasMore;
  return (
    <div className="goods-bulk" role="region" aria-label="选上的商品">
      <p>
        <strong>{all ? `选上了筛出来的全部${count(list.total)}个商品` : `选上了${count(chosen.length)}个商品`}</strong>
        <span>
          {all ? '一次最多改 2,000 个规格' : `${count(skus)}个规格`}{' '}
          {mayChooseAll ? <Jump onClick={desk.chooseAll}>选上筛出来的全部{count(list.total)}个</Jump> : null}
        </span>
      </p>
      <Button type="text" onClick={() => desk.choose([])}>
        取消选择
      </Button>
      {kinds.map((each) => (
        <Button key={each} onClick={() => setKind(each)}>
          {BULK_KINDS[each]}
        </Button>
      ))}
      {kind === undefined ? null : (
        <BulkDialog
          kind={kind}
          selection={desk.selection}
          onClose={() => setKind(undefined)}
          onDone={(edit) => {
            setKind(undefined);
            desk.choose([]);
            desk.tell(edit);
          }}
        />
      )}
    </div>
  );
}
