import { useEffect, useState, type ReactNode } from 'react';
import type { ContractItem, ContractToSign } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { DrawingPad } from '../../../shared/drawing-pad.tsx';
import { yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { contractPath } from '../../my/paths.ts';
import { Page } from '../../parts/page.tsx';

interface SigningProps {
  readonly contract: ContractToSign;
  readonly onSigned: (contract: ContractItem) => void;
  readonly onBack: () => void;
}

interface Proof {
  readonly sentTo: string;
  readonly retryAfterSeconds: number;
  readonly sandbox: boolean;
}

/** What the customer does on the seller's phone: agree, prove their phone, sign. It speaks to them. */
export function Signing({ contract, onSigned, onBack }: SigningProps): ReactNode {
  const [agreed, setAgreed] = useState(false);
  const [code, setCode] = useState('');
  const [drawing, setDrawing] = useState<string>();
  const sign = useAct(
    (body: { code: string; drawing: string; consentVersion: string }, key: string) =>
      api.post<ContractItem>(contractPath(contract.contractId, 'sign'), { body, key, timeoutMs: 30_000 }),
    { onDone: onSigned },
  );
  const lacking = [
    ...(agreed ? [] : ['勾选同意']),
    ...(code.length === 6 ? [] : ['填验证码']),
    ...(drawing === undefined ? ['签名'] : []),
  ];
  return (
    <Page
      title="请您签合同"
      answer={`${contract.packageName}，总价 ${yuan(contract.totalFen)}，定金 ${yuan(contract.depositFen)}`}
      next={
        <>
          <ProblemLine problem={sign.problem} />
          {lacking.length === 0 ? null : <p className="next-note">还要：{lacking.join('、')}</p>}
          <button
            type="button"
            className="button button-main"
            disabled={lacking.length > 0 || sign.busy}
            onClick={() => void sign.run({ code, drawing: drawing ?? '', consentVersion: contract.consent.version })}
          >
            {sign.busy ? '正在签署…' : '签署合同'}
          </button>
        </>
      }
    >
      <section className="card page-stack" aria-labelledby="consent">
        <h2 id="consent">一、看清楚再同意</h2>
        <a href={contract.documentUrl} target="_blank" rel="noreferrer" className="button button-second button-plain">
          打开合同全文 {contract.contractNumber}
        </a>
        <label className="deal-consent">
          <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
          <span>{contract.consent.text}</span>
        </label>
      </section>
      <Code contract={contract} code={code} onCode={setCode} />
      <section className="card page-stack" aria-labelledby="sign-here">
        <h2 id="sign-here">三、手写签名</h2>
        <DrawingPad onDrawn={setDrawing} />
      </section>
      <button type="button" className="button button-quiet" onClick={onBack}>
        先不签，还回去
      </button>
    </Page>
  );
}

interface CodeProps {
  readonly contract: ContractToSign;
  readonly code: string;
  readonly onCode: (code: string) => void;
}

/** A code to the customer's own phone proves that it is them. */
function Code({ contract, code, onCode }: CodeProps): ReactNode {
  const [wait, setWait] = useState(0);
  const proof = useAct(
    (contractId: string, key: string) => api.post<Proof>(contractPath(contractId, 'proof'), { key }),
    { onDone: (sent) => setWait(sent.retryAfterSeconds) },
  );
  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1_000);
    return () => clearTimeout(timer);
  }, [wait]);
  const sent = proof.answer;
  return (
    <section className="card page-stack" aria-labelledby="proof">
      <h2 id="proof">二、用您的手机验证</h2>
      <p>
        {sent === undefined
          ? `验证码发到您的手机 ${contract.signerPhone}。`
          : `发到 ${sent.sentTo} 了，看看您手机上的短信。`}
        {sent?.sandbox === true ? '（演示环境：在控制台的开发者页看验证码）' : ''}
      </p>
      <ProblemLine problem={proof.problem} />
      <div className="deal-code">
        <input
          className="field"
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-label="验证码"
          maxLength={6}
          placeholder="6 位验证码"
          value={code}
          onChange={(event) => onCode(event.target.value.replaceAll(/\D/g, ''))}
        />
        <button
          type="button"
          className="button button-second"
          disabled={proof.busy || wait > 0}
          onClick={() => void proof.run(contract.contractId)}
        >
          {wait > 0 ? `${wait} 秒后再发` : sent === undefined ? '发验证码' : '再发一次'}
        </button>
      </div>
    </section>
  );
}
