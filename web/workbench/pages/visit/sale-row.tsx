import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MyVisitItem } from '#modules/fulfilment/contract';
import { yuan } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import { Link } from '../../../shared/router.tsx';
import { saleQuery } from '../../my/visit-queries.ts';

/** The way to the quotation, with how far the sale is. */
export function SaleRow({ visit }: { visit: MyVisitItem }): ReactNode {
  const sale = useQuery(saleQuery(visit.visitId)).data;
  const { quotation } = sale ?? {};
  const words =
    quotation === undefined || quotation === null
      ? (visit.packageName ?? '选套餐，算价钱')
      : `${yuan(quotation.totalFen)} · ${quotation.stateName}`;
  return (
    <ul className="row-list">
      <li>
        <Link to={`/visits/${visit.visitId}/quote`} className="row">
          <span>
            报价
            <small>{words}</small>
          </span>
          <Icon name="forward" size={20} />
        </Link>
      </li>
    </ul>
  );
}
