import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ContractToSign, OwnOrderDetail } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { DrawingPad } from '../../../shared/drawing-pad.tsx';
import { dateTime, yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Link, navigate } from '../../../shared/router.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';
import { keyOf, OWN } from '../paths.ts';
import { useOwn } from '../use-own.ts';

/** Reading and signing a contract on one's own phone. */
export function ContractPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const query = useOwn<ContractToSign>('contracts', params['contractId'] ?? '');
  return (
    <Await query={query}>
      {(it) => (
        <MyPage title="合同" lead={`${it.packageName} · ${it.communityName}`}>
          <Card
            title={it.contractNumber}
            state={{ words: it.stateName, tone: it.state === 'signed' ? 'good' : 'waiting' }}
          >
            <Facts
              rows={[
                ['合同总价', yuan(it.totalFen)],
                ['定金', yuan(it.depositFen)],
                ['签署时间', it.signedAt === null ? null : dateTime(it.signedAt)],
                ['文件指纹', <code key="hash">{it.documentSha256.slice(0, 16)}…</code>],
              ]}
            />
            <a className="my-file" href={it.documentUrl} target="_blank" rel="noreferrer">
              打开合同全文（PDF）
            </a>
            {it.certificateUrl === null ? null : (
              <a className="my-file" href={it.certificateUrl} target="_blank" rel="noreferrer">
                签署证明（PDF）
              </a>
            )}
          </Card>
          {it.state === 'offered' ? (
            <Opened contractId={it.contractId}>
              <Sign contract={it} />
            </Opened>
          ) : null}
          {it.state === 'signed' && it.orderId !== null ? <ToOrder orderId={it.orderId} /> : null}
          {it.state === 'voided' ? <p className="my-note">这份合同没有签，已经作废。</p> : null}
        </MyPage>
      )}
    </Await>
  );
}

/**
 * That document and consent were before the signer's eyes is part of the evidence: without it nothing can be signed, so
 * that a failure shows, with a way to try again, before anybody draws their name.
 */
function Opened({ contractId, children }: { contractId: string; children: ReactNode }): ReactNode {
  const query = useQuery({
    queryKey: [...keyOf('contracts', contractId), 'opened'],
    queryFn: () => api.post<ContractToSign>(`${OWN.contracts}/${contractId}/open`),
    staleTime: Infinity,
  });
  return <Await query={query}>{() => children}</Await>;
}

function Sign({ contract }: { contract: ContractToSign }): ReactNode {
  const [agreed, setAgreed] = useState(false);
  const [drawing, setDrawing] = useState<string>();
  const sign = useAct(
    (input: { drawing: string; consentVersion: string }, key: string) =>
      api.post<ContractToSign>(`${OWN.contracts}/${contract.contractId}/sign`, { body: input, key }),
    {
      stale: [keyOf('contracts', contract.contractId), keyOf('quotations'), keyOf('orders')],
      onDone: (signed) => {
        if (signed.orderId !== null) navigate(`/my/orders/${signed.orderId}`, { replace: true });
      },
    },
  );
  return (
    <Card title="签署">
      <label className="my-consent">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        <span>{contract.consent.text}</span>
      </label>
      <p className="my-note">签署人手机号 {contract.signerPhone}，已经用验证码登录核实。</p>
      <DrawingPad onDrawn={setDrawing} />
      <ProblemLine problem={sign.problem} />
      <button
        type="button"
        className="my-main"
        disabled={!agreed || drawing === undefined || sign.busy}
        onClick={() => void sign.run({ drawing: drawing ?? '', consentVersion: contract.consent.version })}
      >
        {sign.busy ? '正在签署…' : '签署合同'}
      </button>
      {agreed && drawing !== undefined ? null : (
        <p className="my-note">{agreed ? '再签上名字就可以了。' : '先看合同，勾选同意，再签名。'}</p>
      )}
      <Decline contractId={contract.contractId} />
    </Card>
  );
}

function Decline({ contractId }: { contractId: string }): ReactNode {
  const decline = useAct((id: string, key: string) => api.post(`${OWN.contracts}/${id}/decline`, { body: {}, key }), {
    stale: [keyOf('contracts', contractId), keyOf('quotations')],
  });
  return (
    <Confirm
      ask="不签了"
      means="这份合同会作废。还想做，要请设计师重新报价。"
      stay="再看看"
      go="确定不签"
      busy={decline.busy}
      problem={decline.problem}
      onGo={() => void decline.run(contractId)}
    />
  );
}

/** What comes next is in the order: the deposit, as long as it has not been paid. */
function ToOrder({ orderId }: { orderId: string }): ReactNode {
  const order = useOwn<OwnOrderDetail>('orders', orderId).data;
  if (order === undefined) return null;
  if (order.state !== 'placed') {
    return (
      <Link className="my-quiet" to={`/my/orders/${orderId}`}>
        看订单
      </Link>
    );
  }
  return (
    <div className="my-bar">
      <button type="button" className="my-main" onClick={() => navigate(`/my/orders/${orderId}`)}>
        去付定金
      </button>
    </div>
  );
}
