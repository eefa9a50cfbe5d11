import type { ReactNode } from 'react';
import type { ContractToSign, OwnQuotation } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { navigate } from '../../../shared/router.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import { OWN } from '../paths.ts';
import { useOwn } from '../use-own.ts';

/** What it costs, line by line, and why; then the way to the contract. */
export function QuotationPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useOwn<OwnQuotation>('quotations', params['quotationId'] ?? '');
  return (
    <Await query={query}>
      {(it) => (
        <MyPage title="报价" lead={`${it.packageName} · ${it.communityName}`}>
          <Card
            title={yuan(it.totalFen)}
            state={{ words: it.stateName, ...(it.state === 'sent' ? { tone: 'waiting' } : { tone: 'over' }) }}
          >
            <Lines quotation={it} />
            <Facts
              rows={[
                ['定金', yuan(it.depositFen)],
                ['有效期', it.state === 'sent' ? `到 ${dateTime(it.validUntil)}` : null],
                ['谁报的', `${it.sellerRoleName} ${it.sellerName}`],
              ]}
            />
          </Card>
          {it.state === 'sent' ? <ToContract quotation={it} /> : <Closed quotation={it} />}
        </MyPage>
      )}
    </Await>
  );
}

function Lines({ quotation }: { quotation: OwnQuotation }): ReactNode {
  return (
    <ul className="my-lines">
      {quotation.lines.map((line) => (
        <li key={`${line.kind}-${line.code ?? ''}`}>
          <span>
            <strong>{line.name}</strong>
            <small>
              {line.kind === 'discount'
                ? line.why
                : `${yuan(line.unitPriceFen)}${line.unit === '' ? '' : `/${line.unit.replace(/^\//, '')}`} × ${line.quantity} · ${line.why}`}
            </small>
          </span>
          <em className={line.amountFen < 0 ? 'my-off' : undefined}>{yuan(line.amountFen)}</em>
        </li>
      ))}
    </ul>
  );
}

function ToContract({ quotation }: { quotation: OwnQuotation }): ReactNode {
  const offer = useAct(
    (quotationId: string, key: string) =>
      api.post<ContractToSign>(`${OWN.quotations}/${quotationId}/contract`, { key }),
    { onDone: (contract) => navigate(`/my/contracts/${contract.contractId}`) },
  );
  return (
    <div className="my-bar">
      <ProblemLine problem={offer.problem} />
      <button
        type="button"
        className="my-main"
        disabled={offer.busy}
        onClick={() => void offer.run(quotation.quotationId)}
      >
        {offer.busy ? '正在生成合同…' : '没问题，看合同'}
      </button>
      <p>看了合同再决定签不签。</p>
    </div>
  );
}

function Closed({ quotation }: { quotation: OwnQuotation }): ReactNode {
  if (quotation.state === 'signed') return <p className="my-note">已经按这份报价签了合同。</p>;
  if (quotation.state === 'superseded') return <p className="my-note">后来有一份新的报价，以新的为准。</p>;
  return <p className="my-note">这份报价已经失效。还想做，直接跟{quotation.sellerRoleName}说一声，会重新报。</p>;
}
