import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { QuotationAnswer, StaffOpportunityDetail } from '#modules/commerce/contract';
import { api } from '../../../../shared/api.ts';
import { dateTime, relativeTime, yuan } from '../../../../shared/format.ts';
import { useMay } from '../../../../shared/session.tsx';
import { Await } from '../../../../shared/states.tsx';
import { useLiveQuery } from '../../../../shared/use-live.ts';
import { useNow } from '../../../../shared/use-now.ts';
import { Facts, Panel, PanelSection } from '../../../parts/panel-section.tsx';
import type { SidePanelProps } from '../../../parts/side-panel.tsx';
import { StateWord } from '../../../parts/state-word.tsx';
import { OPPORTUNITIES_KEY, OPPORTUNITIES_PATH, OPPORTUNITY_TOPICS } from '../deals-paths.ts';
import { QuotationLines } from '../quotation-lines.tsx';
import { GiveUp } from './give-up.tsx';
import { editionOf, QUOTATION_TONES } from './opportunity-words.ts';

/** The open opportunity beside its list. */
export function useOpportunityPanel(id: string | undefined, onClose: () => void): SidePanelProps | undefined {
  const queryKey = [...OPPORTUNITIES_KEY, 'one', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<StaffOpportunityDetail>(`${OPPORTUNITIES_PATH}/${id ?? ''}`, { signal }),
    enabled: id !== undefined,
  });
  useLiveQuery(id === undefined ? [] : OPPORTUNITY_TOPICS, queryKey);
  if (id === undefined) return undefined;
  const it = query.data;
  return {
    title: it === undefined ? '商机' : `${it.communityName} · ${it.customerName === '' ? '已删除' : it.customerName}`,
    subtitle: it === undefined ? '' : `${it.stateName} · ${it.packageName ?? '还没定做什么'} · ${it.cityName}`,
    onClose,
    children: <Await query={query}>{(found) => <Body key={found.visitId} it={found} />}</Await>,
  };
}

function Body({ it }: { it: StaffOpportunityDetail }): ReactNode {
  const now = useNow();
  const standing = it.quotation;
  return (
    <Panel>
      {it.state === 'quoted' && standing !== null ? (
        <p className="deal-next">
          {yuan(standing.totalFen)}等顾客签，{relativeTime(standing.validUntil, now)}到期。
        </p>
      ) : null}
      <Whose it={it} />
      <PanelSection title={it.quotations.length === 0 ? '报价' : `报价 · ${it.quotations.length}版`}>
        {it.quotations.length === 0 ? (
          <p className="panel-note">还没有报价。上门量完房，谈的人在手机上报。</p>
        ) : (
          it.quotations.map((quotation, at) => (
            <Quotation key={quotation.quotationId} quotation={quotation} newest={at === 0} />
          ))
        )}
      </PanelSection>
      <GiveUp it={it} />
    </Panel>
  );
}

function Quotation({ quotation, newest }: { quotation: QuotationAnswer; newest: boolean }): ReactNode {
  const now = useNow();
  const standing = quotation.state === 'sent' || quotation.state === 'signed';
  return (
    <details className={standing ? 'deal-quotation' : 'deal-quotation deal-over'} open={newest || standing}>
      <summary>
        <strong>{editionOf(quotation)}</strong>
        <StateWord tone={QUOTATION_TONES[quotation.state]}>{quotation.stateName}</StateWord>
        <span>{yuan(quotation.totalFen)}</span>
        <time dateTime={quotation.sentAt ?? quotation.createdAt}>
          {quotation.sentAt === null
            ? `${dateTime(quotation.createdAt, now)}起草`
            : `${dateTime(quotation.sentAt, now)}发出`}
        </time>
      </summary>
      <QuotationLines quotation={quotation} />
    </details>
  );
}

function Whose({ it }: { it: StaffOpportunityDetail }): ReactNode {
  const now = useNow();
  const mayVisit = useMay('visit.read');
  return (
    <PanelSection title="谁的，谁在谈">
      <Facts
        facts={[
          ['顾客', it.customerName === '' ? '已删除' : `${it.customerName} · ${it.customerPhone}`],
          [
            '谁在谈',
            it.touchpointId === null ? (
              '没人：上门取消了'
            ) : (
              <Link key="seller" to="/touchpoints" search={{ person: it.touchpointId } as never}>
                {it.sellerName} · {it.sellerRoleName}
              </Link>
            ),
          ],
          [
            '小区',
            <Link key="place" to="/communities" search={{ open: it.communityId } as never}>
              {it.cityName}
              {it.communityName}
            </Link>,
          ],
          [
            '上门',
            mayVisit ? (
              <Link key="visit" to="/service" search={{ visit: it.visitId, state: 'all' } as never}>
                {it.visitStartsAt === null ? '看这次上门' : dateTime(it.visitStartsAt, now)}
              </Link>
            ) : it.visitStartsAt === null ? undefined : (
              dateTime(it.visitStartsAt, now)
            ),
          ],
          [
            '线索',
            it.leadId === null ? undefined : (
              <Link key="lead" to="/leads" search={{ lead: it.leadId, state: 'all' } as never}>
                看怎么来的
              </Link>
            ),
          ],
          ['来了', dateTime(it.openedAt, now)],
          [
            '没成',
            it.lossReasonName === null ? undefined : [it.lossReasonName, it.lossNote].filter(Boolean).join('：'),
          ],
        ]}
      />
    </PanelSection>
  );
}
