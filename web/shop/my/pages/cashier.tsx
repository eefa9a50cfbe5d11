import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CashierAnswer, SandboxBehaviour } from '#modules/commerce/contract';
import { api } from '../../../shared/api.ts';
import { dateTime, yuan } from '../../../shared/format.ts';
import { useAct } from '../../../shared/query.tsx';
import { Await, ProblemLine } from '../../../shared/states.tsx';
import { Card, Facts, MyPage } from '../parts/page.tsx';

/** The sandbox's cashier: it stands in for a payment provider, and says so wherever it shows money. */
export function CashierPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const path = `/api/commerce/sandbox/cashier/${encodeURIComponent(params['token'] ?? '')}`;
  const queryKey = ['sandbox', path];
  const query = useQuery({ queryKey, queryFn: () => api.get<CashierAnswer>(path) });
  const [behaviour, setBehaviour] = useState<SandboxBehaviour>('normal');
  const pay = useAct(
    (how: SandboxBehaviour, key: string) => api.post(`${path}/pay`, { body: { behaviour: how }, key }),
    {
      stale: [queryKey],
    },
  );
  const release = useAct((_: object, key: string) => api.post(`${path}/release`, { key }), { stale: [queryKey] });
  return (
    <Await query={query}>
      {(it) => (
        <MyPage title="沙箱收银台" lead={it.notice}>
          <Card
            title={yuan(it.amountFen)}
            state={{ words: { open: '待付', paid: '已付', expired: '已过期' }[it.state] }}
          >
            <Facts
              rows={[
                ['付什么', it.description],
                ['支付单号', it.paymentNumber],
                ['付款时间', it.paidAt === null ? null : dateTime(it.paidAt)],
              ]}
            />
          </Card>
          {it.state === 'open' ? (
            <Card title="怎么付">
              <p className="my-note">选「照常」就像真的付成功。其他几种用来看系统在坏天气里怎么办。</p>
              <div className="my-chips" role="group" aria-label="支付结果">
                {it.behaviours.map(({ code, name }) => (
                  <button key={code} type="button" aria-pressed={behaviour === code} onClick={() => setBehaviour(code)}>
                    {name}
                  </button>
                ))}
              </div>
              <ProblemLine problem={pay.problem} />
              <button type="button" className="my-main" disabled={pay.busy} onClick={() => void pay.run(behaviour)}>
                {pay.busy ? '正在付款…' : `沙箱付款 ${yuan(it.amountFen)}`}
              </button>
            </Card>
          ) : null}
          {it.noticeHeld ? (
            <Card title="通知压着没发">
              <p className="my-note">真实渠道也会晚到。点一下，沙箱才把付款结果发给系统。</p>
              <ProblemLine problem={release.problem} />
              <button type="button" className="my-main" disabled={release.busy} onClick={() => void release.run({})}>
                {release.busy ? '正在发…' : '现在发出通知'}
              </button>
            </Card>
          ) : null}
          <a className="my-file" href={it.returnUrl}>
            {it.state === 'paid' ? '付好了，回到订单' : '不付了，回到订单'}
          </a>
        </MyPage>
      )}
    </Await>
  );
}
