import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ContractItem, ContractToSign } from '#modules/commerce/contract';
import { api } from '../../shared/api.ts';
import { dateTime, yuan } from '../../shared/format.ts';
import { useAct } from '../../shared/query.tsx';
import { Await, ProblemLine } from '../../shared/states.tsx';
import { contractPath } from '../my/paths.ts';
import { contractKey, contractQuery } from '../my/deal-queries.ts';
import { CardSkeletons } from '../parts/card-skeletons.tsx';
import { Page } from '../parts/page.tsx';
import { Link } from '../../shared/router.tsx';
import { NextForCustomer } from './deal/next-for-customer.tsx';
import { Signing } from './deal/signing.tsx';
import './deal/deal.css';

/** A contract that the customer signs on my phone: what it says, then the phone goes to them. */
export function ContractPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useQuery(contractQuery(params['contractId'] ?? ''));
  return (
    <Await
      query={query}
      loading={
        <Page title="合同" parent="/visits">
          <CardSkeletons cards={2} />
        </Page>
      }
    >
      {(contract) => <ContractView contract={contract} />}
    </Await>
  );
}

function ContractView({ contract }: { contract: ContractToSign }): ReactNode {
  const client = useQueryClient();
  const [handed, setHanded] = useState(false);
  const show = (signed: ContractItem): void => {
    client.setQueryData<ContractToSign>(contractKey(contract.contractId), (now) => now && { ...now, ...signed });
    void client.invalidateQueries({ queryKey: ['my'] });
  };
  if (handed && contract.state === 'offered') {
    return <Signing contract={contract} onSigned={show} onBack={() => setHanded(false)} />;
  }
  return (
    <Page
      title={contract.state === 'signed' ? '签好了' : '合同'}
      parent="/visits"
      answer={`${contract.packageName} · ${contract.communityName}`}
      {...(contract.state === 'offered'
        ? { next: <HandOver contract={contract} onHanded={() => setHanded(true)} /> }
        : {})}
    >
      {contract.state === 'signed' && contract.orderId !== null ? <NextForCustomer orderId={contract.orderId} /> : null}
      <section className="card page-stack" aria-labelledby="contract">
        <h2 id="contract">{contract.contractNumber}</h2>
        <dl className="facts deal-facts">
          <dt>状态</dt>
          <dd>{contract.stateName}</dd>
          <dt>总价</dt>
          <dd>
            <strong>{yuan(contract.totalFen)}</strong>
          </dd>
          <dt>定金</dt>
          <dd>
            <strong>{yuan(contract.depositFen)}</strong>
          </dd>
          {contract.signedAt === null ? (
            <>
              <dt>最晚签</dt>
              <dd>{dateTime(contract.validUntil)}</dd>
            </>
          ) : (
            <>
              <dt>签署</dt>
              <dd>{dateTime(contract.signedAt)}</dd>
            </>
          )}
        </dl>
        <a className="button button-second button-plain" href={contract.documentUrl} target="_blank" rel="noreferrer">
          打开合同全文（PDF）
        </a>
        {contract.certificateUrl === null ? null : (
          <a
            className="button button-second button-plain"
            href={contract.certificateUrl}
            target="_blank"
            rel="noreferrer"
          >
            签署证明（PDF）
          </a>
        )}
      </section>
      {contract.state === 'voided' ? (
        <p className="card">{VOIDED[contract.voidReason ?? 'withdrawn']}这份合同不能签了。</p>
      ) : null}
      {contract.state === 'signed' ? (
        <Link to="/orders" className="button button-quiet">
          看我的订单
        </Link>
      ) : null}
    </Page>
  );
}

const VOIDED: Readonly<Record<NonNullable<ContractToSign['voidReason']>, string>> = {
  superseded: '有了新的报价，',
  withdrawn: '报价撤回了，',
  expired: '过了签署期限，',
  declined: '客户选了不签，',
};

/** From here on the customer holds the phone: that the text was put before them is written down. */
function HandOver({ contract, onHanded }: { contract: ContractToSign; onHanded: () => void }): ReactNode {
  const open = useAct(
    (contractId: string, key: string) => api.post<ContractToSign>(contractPath(contractId, 'open'), { key }),
    { stale: [contractKey(contract.contractId)], onDone: onHanded },
  );
  return (
    <>
      <ProblemLine problem={open.problem} />
      <p className="next-note">先和客户一起看合同全文，再把手机递给客户本人。</p>
      <button
        type="button"
        className="button button-main"
        disabled={open.busy}
        onClick={() => void open.run(contract.contractId)}
      >
        {open.busy ? '请稍等…' : '递给客户签'}
      </button>
    </>
  );
}
