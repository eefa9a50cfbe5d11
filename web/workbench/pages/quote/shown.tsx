import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ContractToSign, MyOpportunity, PricesChanged, QuotationAnswer } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, yuan } from '../../../shared/format.ts';
import { Icon } from '../../../shared/icons.tsx';
import type { ApiProblem } from '../../../shared/problem.ts';
import { useAct } from '../../../shared/query.tsx';
import { Link, navigate } from '../../../shared/router.tsx';
import { ProblemLine } from '../../../shared/states.tsx';
import { quotationPath } from '../../my/paths.ts';
import { withQuotation } from '../../my/quote-draft.ts';
import { saleKey } from '../../my/visit-queries.ts';
import { ask } from '../../parts/ask.tsx';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toast.tsx';
import { priceWords } from './composer.tsx';

interface ShownProps {
  readonly sale: MyOpportunity;
  readonly quotation: QuotationAnswer;
  readonly parent: string;
  readonly answer: string;
  /** To the composer. */
  readonly onChange: () => void;
  readonly onSent: () => void;
  readonly children: ReactNode;
}

/** A quotation as the server has it, line by line, and what may be done with it. */
export function Shown(props: ShownProps): ReactNode {
  const { sale, quotation, parent, answer, onChange, children } = props;
  const over = sale.state === 'won' || sale.state === 'lost';
  return (
    <Page
      title={quotation.state === 'draft' ? '看一眼' : `第 ${quotation.revision} 版报价`}
      parent={parent}
      answer={answer}
      next={<Next {...props} />}
    >
      <section className="card" aria-labelledby="quotation">
        <h2 id="quotation" className="quote-head">
          <span>{quotation.packageName}</span>
          <span className={`quote-state quote-state-${quotation.state}`}>{quotation.stateName}</span>
        </h2>
        <ul className="quote-lines">
          {quotation.lines.map((line) => (
            <li key={`${line.kind}-${line.code ?? ''}`}>
              <span>
                <strong>{line.name}</strong>
                <small>
                  {line.kind === 'discount'
                    ? line.why
                    : `${priceWords({ priceFen: line.unitPriceFen, unit: line.unit })} × ${line.quantity} · ${line.why}`}
                </small>
              </span>
              <em className={line.amountFen < 0 ? 'quote-off' : undefined}>{yuan(line.amountFen)}</em>
            </li>
          ))}
        </ul>
        <dl className="quote-sums">
          <div>
            <dt>合计</dt>
            <dd>{yuan(quotation.totalFen)}</dd>
          </div>
          <div>
            <dt>签约付定金</dt>
            <dd>{yuan(quotation.depositFen)}</dd>
          </div>
          {quotation.state === 'sent' || quotation.state === 'draft' ? (
            <div>
              <dt>有效期</dt>
              <dd>{quotation.state === 'draft' ? '发出后 7 天' : `到 ${dateTime(quotation.validUntil)}`}</dd>
            </div>
          ) : null}
        </dl>
      </section>
      {quotation.state === 'sent' ? (
        <p className="lead-why">客户用手机号登录就能看到，可以自己签，也可以当面在你手机上签。</p>
      ) : null}
      {!over && quotation.state !== 'draft' && quotation.state !== 'signed' ? (
        <button type="button" className="button button-second" onClick={onChange}>
          改一版再报
        </button>
      ) : null}
      {quotation.state === 'sent' ? <Withdraw sale={sale} quotation={quotation} /> : null}
      {children}
    </Page>
  );
}

function Next({ sale, quotation, onChange, onSent }: ShownProps): ReactNode {
  if (quotation.state === 'draft')
    return <Send sale={sale} quotation={quotation} onChange={onChange} onSent={onSent} />;
  if (quotation.state === 'sent') return <SignHere quotation={quotation} />;
  if (quotation.state === 'signed') {
    return (
      <Link to="/orders" className="button button-main">
        签好了，看订单
      </Link>
    );
  }
  return null;
}

const changesIn = (problem: ApiProblem | undefined): PricesChanged | undefined =>
  problem?.code === 'quotation-prices-changed' ? (problem.told as unknown as PricesChanged) : undefined;

/** To the customer. Where prices changed since the draft, what changed is shown first, and the new total agreed to. */
function Send({
  sale,
  quotation,
  onChange,
  onSent,
}: Pick<ShownProps, 'sale' | 'quotation' | 'onChange' | 'onSent'>): ReactNode {
  const client = useQueryClient();
  const send = useAct(
    (confirmedTotalFen: number | undefined, key: string) =>
      api.post<QuotationAnswer>(quotationPath(quotation.quotationId, 'send'), {
        body: confirmedTotalFen === undefined ? {} : { confirmedTotalFen },
        key,
      }),
    {
      stale: [saleKey(sale.visitId)],
      onDone: (sent) => {
        client.setQueryData<MyOpportunity>(saleKey(sale.visitId), (now) => now && withQuotation(now, sent));
        onSent();
        say('发给客户了');
      },
    },
  );
  const changes = changesIn(send.problem);
  if (changes !== undefined) {
    return (
      <div role="alert">
        <p className="quote-changed-head">存草稿以后价目变了：</p>
        <ul className="quote-changed">
          {changes.changes.map((each) => (
            <li key={each.name}>
              {each.name}：{yuan(each.fromFen)} → <strong>{yuan(each.toFen)}</strong>
              <small>{each.why}</small>
            </li>
          ))}
        </ul>
        <div className="quote-buttons">
          <button type="button" className="button button-second" disabled={send.busy} onClick={onChange}>
            再改改
          </button>
          <button
            type="button"
            className="button button-main"
            disabled={send.busy}
            onClick={() => void send.run(changes.totalFen)}
          >
            按 {yuan(changes.totalFen)} 发
          </button>
        </div>
      </div>
    );
  }
  return (
    <>
      <ProblemLine problem={send.problem} />
      <div className="quote-buttons">
        <button type="button" className="button button-second" disabled={send.busy} onClick={onChange}>
          再改改
        </button>
        <button
          type="button"
          className="button button-main"
          disabled={send.busy}
          onClick={() => void send.run(undefined)}
        >
          {send.busy ? '正在发…' : '发给客户'}
        </button>
      </div>
    </>
  );
}

/** The customer is here and signs on this phone. */
function SignHere({ quotation }: { quotation: QuotationAnswer }): ReactNode {
  const [late] = useState(() => Date.parse(quotation.validUntil) <= Date.now());
  const offer = useAct(
    (quotationId: string, key: string) =>
      api.post<ContractToSign>(quotationPath(quotationId, 'contract'), { key, timeoutMs: 30_000 }),
    { onDone: (contract) => navigate(`/contracts/${contract.contractId}`) },
  );
  if (late) return null;
  return (
    <>
      <ProblemLine problem={offer.problem} />
      <button
        type="button"
        className="button button-main"
        disabled={offer.busy}
        onClick={() => void offer.run(quotation.quotationId)}
      >
        {offer.busy ? '正在出合同…' : '在我手机上签'}
      </button>
    </>
  );
}

function Withdraw({ sale, quotation }: Pick<ShownProps, 'sale' | 'quotation'>): ReactNode {
  const client = useQueryClient();
  const withdraw = useAct(
    (quotationId: string, key: string) => api.post<QuotationAnswer>(quotationPath(quotationId, 'withdraw'), { key }),
    {
      stale: [saleKey(sale.visitId)],
      onDone: (made) => {
        client.setQueryData<MyOpportunity>(saleKey(sale.visitId), (now) => now && withQuotation(now, made));
        say('撤回了，客户不能再签这一版');
      },
    },
  );
  const go = async (): Promise<void> => {
    const question = {
      title: '撤回这份报价？',
      content: '客户就不能再签这一版了，要重新报。',
      confirmText: '撤回',
      cancelText: '留着',
    };
    if (await ask(question)) void withdraw.run(quotation.quotationId);
  };
  return (
    <>
      <ProblemLine problem={withdraw.problem} />
      <button type="button" className="button button-quiet" disabled={withdraw.busy} onClick={() => void go()}>
        <Icon name="close" size={20} /> 撤回
      </button>
    </>
  );
}
