import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MyOpportunity, QuotationAnswer } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { useAct } from '../../shared/query.tsx';
import { Await, Empty } from '../../shared/states.tsx';
import { salePath } from '../my/paths.ts';
import {
  firstDraft,
  quoteBody,
  saysTheSame,
  sumOf,
  withQuotation,
  type Areas,
  type QuoteDraft,
} from '../my/quote-draft.ts';
import { useDraft } from '../my/use-draft.ts';
import { measureQuery, saleKey, saleQuery } from '../my/visit-queries.ts';
import { AsOf } from '../parts/as-of.tsx';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Page } from '../parts/page.tsx';
import { Composer } from './quote/composer.tsx';
import { GiveUp } from './quote/give-up.tsx';
import { Revisions } from './quote/revisions.tsx';
import { Shown } from './quote/shown.tsx';
import './quote/quote.css';

/** Quoting for a home that was measured: put together, look at it, send it, sign it. */
export function QuotePage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const visitId = params['visitId'] ?? '';
  const parent = `/visits/${visitId}`;
  const query = useQuery(saleQuery(visitId));
  const measure = useQuery(measureQuery(visitId));
  const loading = (
    <Page title="报价" parent={parent}>
      <CardSkeletons cards={2} />
    </Page>
  );
  // The first guess of quantities wants what was measured; without a network it goes on without.
  if (query.data !== undefined && measure.isPending) return loading;
  const areas: Areas = { floor: measure.data?.totalArea, walls: measure.data?.totalWallArea };
  return (
    <Await query={query} loading={loading}>
      {(sale) => <Quoting sale={sale} areas={areas} parent={parent} asOf={<AsOf query={query} />} />}
    </Await>
  );
}

interface QuotingProps {
  readonly sale: MyOpportunity;
  readonly areas: Areas;
  readonly parent: string;
  readonly asOf: ReactNode;
}

type Looking = { readonly at: 'composer' } | { readonly at: 'quotation'; readonly quotationId: string } | undefined;

function Quoting({ sale, areas, parent, asOf }: QuotingProps): ReactNode {
  const [looking, setLooking] = useState<Looking>();
  const kept = useDraft<QuoteDraft>(`quote:${sale.visitId}`);
  const standing = sale.quotations.find(({ state }) => state === 'sent' || state === 'signed');
  const quotation =
    looking?.at === 'quotation'
      ? sale.quotations.find(({ quotationId }) => quotationId === looking.quotationId)
      : looking === undefined
        ? standing
        : undefined;
  const closed = sale.state === 'won' || sale.state === 'lost';
  const answer = `${sale.communityName} · ${sale.customerName}`;
  const revisions = (
    <>
      <Revisions
        quotations={sale.quotations}
        shown={quotation?.quotationId}
        onLook={(quotationId) => setLooking({ at: 'quotation', quotationId })}
      />
      <GiveUp sale={sale} />
    </>
  );
  if (quotation !== undefined) {
    return (
      <Shown
        sale={sale}
        quotation={quotation}
        parent={parent}
        answer={answer}
        onChange={() => setLooking({ at: 'composer' })}
        onSent={() => kept.keep(undefined)}
      >
        {asOf}
        {revisions}
      </Shown>
    );
  }
  if (closed || sale.packages.length === 0) {
    return (
      <Page title="报价" parent={parent} answer={answer}>
        {asOf}
        <Empty
          title={closed ? `这个商机${sale.stateName}，不能再报价` : '还没有能报价的套餐'}
          hint={closed ? endOf(sale) : '请总部先上架套餐和价目。'}
        />
        {revisions}
      </Page>
    );
  }
  const draft = kept.value ?? firstDraft(sale, areas);
  if (!kept.ready || draft === undefined) return <CardSkeletons cards={2} />;
  return (
    <Composing
      sale={sale}
      areas={areas}
      draft={draft}
      parent={parent}
      answer={answer}
      onDraft={kept.keep}
      onLook={(quotationId) => setLooking({ at: 'quotation', quotationId })}
    >
      {asOf}
      {revisions}
    </Composing>
  );
}

const endOf = ({ lossReasonName, lossNote }: MyOpportunity): string =>
  lossReasonName === null ? '签好的在「我的订单」里。' : `${[lossReasonName, lossNote].filter(Boolean).join('：')}。`;

interface ComposingProps extends Omit<QuotingProps, 'asOf'> {
  readonly draft: QuoteDraft;
  readonly answer: string;
  readonly onDraft: (draft: QuoteDraft) => void;
  readonly onLook: (quotationId: string) => void;
  readonly children: ReactNode;
}

function Composing(props: ComposingProps): ReactNode {
  const { sale, areas, draft, parent, answer, onDraft, onLook, children } = props;
  const client = useQueryClient();
  const [first] = sale.packages;
  const offered = sale.packages.find(({ packageId }) => packageId === draft.packageId) ?? first;
  const saved = sale.quotations.find(({ state }) => state === 'draft');
  const store = useAct(
    (body: unknown, key: string) => api.post<QuotationAnswer>(salePath(sale.visitId, 'quotations'), { body, key }),
    {
      onDone: (made) =>
        client.setQueryData<MyOpportunity>(saleKey(sale.visitId), (now) => now && withQuotation(now, made)),
    },
  );
  if (offered === undefined) return null;
  const same = saved !== undefined && saysTheSame(draft, saved, sale);
  const save = async (): Promise<QuotationAnswer | undefined> => (same ? saved : store.run(quoteBody(draft, offered)));
  const look = async (): Promise<void> => {
    const made = await save();
    if (made !== undefined) onLook(made.quotationId);
  };
  return (
    <Composer
      sale={sale}
      offered={offered}
      areas={areas}
      draft={draft}
      parent={parent}
      answer={answer}
      busy={store.busy}
      problem={store.problem}
      saved={same}
      sum={sumOf(draft, offered)}
      onDraft={onDraft}
      onSave={() => void save()}
      onLook={() => void look()}
    >
      {children}
    </Composer>
  );
}
