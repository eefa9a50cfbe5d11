import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { DemoPhones } from '../../shared/demo-accounts.tsx';
import { PhoneSteps } from '../../shared/phone-sign-in.tsx';
import { api } from '../../shared/api.ts';
import { fetchMe, ME_KEY, signOut, type Me } from '../../shared/session.tsx';

/** Who is signed in; null for nobody, undefined while it is not known. */
export function useBuyer(): Me | null | undefined {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ME_KEY, queryFn: fetchMe, staleTime: 5 * 60_000 });
  useEffect(() => api.onSignedOut(() => client.setQueryData(ME_KEY, null)), [client]);
  return query.data;
}

export const mayBuy = (me: Me | null | undefined): boolean => me?.permissions.includes('own.act') === true;

/** Signing in where one is, now that it is needed. */
export function SignInHere({ me, why }: { me: Me | null; why: string }): ReactNode {
  const client = useQueryClient();
  if (me !== null) {
    return (
      <section className="shop-card buy-sign-in" aria-labelledby="sign-in">
        <h2 id="sign-in">现在登录的是员工账号</h2>
        <p className="shop-hint">{me.displayName}，下单要用自己的手机号。</p>
        <button type="button" className="shop-quiet" onClick={() => void signOut(client)}>
          退出，换手机号登录
        </button>
      </section>
    );
  }
  return (
    <section className="shop-card buy-sign-in" aria-labelledby="sign-in">
      <h2 id="sign-in">{why}</h2>
      <PhoneSteps
        as="customer"
        placeholder="取货、退款都用这个手机号"
        more={(send, busy) => (
          <DemoPhones of="shop">
            {(accounts) => (
              <div className="buy-demo">
                {accounts.map(({ label, phone }) => (
                  <button key={phone} type="button" disabled={busy} onClick={() => send(phone)}>
                    {label}
                  </button>
                ))}
              </div>
            )}
          </DemoPhones>
        )}
      />
    </section>
  );
}
