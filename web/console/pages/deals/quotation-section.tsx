import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { QuotationAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { Await } from '../../../shared/states.tsx';
import { PanelSection } from '../../parts/panel-section.tsx';
import { QUOTATIONS_PATH } from './deals-paths.ts';
import { QuotationLines } from './quotation-lines.tsx';

/** What was quoted and signed, line by line, with why it costs what it costs. */
export function QuotationSection({ quotationId }: { quotationId: string }): ReactNode {
  const query = useQuery({
    queryKey: ['quotations', 'one', quotationId],
    queryFn: ({ signal }) => api.get<QuotationAnswer>(`${QUOTATIONS_PATH}/${quotationId}`, { signal }),
    staleTime: 5 * 60_000,
  });
  return (
    <PanelSection title={query.data === undefined ? '报价明细' : `报价明细 · 第${query.data.revision}版`}>
      <Await query={query}>{(quotation) => <QuotationLines quotation={quotation} />}</Await>
    </PanelSection>
  );
}
