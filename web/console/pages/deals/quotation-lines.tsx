import type { ReactNode } from 'react';
import type { QuotationAnswer } from '#modules/commerce/contract';
import { count, yuan } from '../../../shared/format.ts';

type Quotation = Pick<QuotationAnswer, 'lines' | 'totalFen' | 'depositFen'>;

/** The lines of a quotation with their sum; under each, why it costs what it costs. */
export function QuotationLines({ quotation }: { quotation: Quotation }): ReactNode {
  return (
    <table className="deal-lines">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">数量</th>
          <th scope="col">单价</th>
          <th scope="col">小计</th>
        </tr>
      </thead>
      <tbody>
        {quotation.lines.map((line, at) => (
          <tr key={at} className={line.kind === 'discount' ? 'deal-line-discount' : undefined}>
            <th scope="row">
              {line.name}
              <small>{line.why}</small>
            </th>
            <td>{line.kind === 'discount' ? '' : `${count(line.quantity)}${unitOf(line.unit)}`}</td>
            <td>{line.kind === 'discount' ? '' : yuan(line.unitPriceFen)}</td>
            <td>{yuan(line.amountFen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          <td colSpan={2}>定金{yuan(quotation.depositFen)}</td>
          <td>{yuan(quotation.totalFen)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** What is counted: `/套` → 套; 起 says that a price is the lowest, and counts nothing. */
const unitOf = (unit: string): string => unit.replace(/^\//, '').replace(/^起$/, '');
