import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { DemoPhones } from '../../shared/demo-accounts.tsx';
import { PhoneSignIn } from '../../shared/phone-sign-in.tsx';
import { createQueryClient, QueryProvider } from '../../shared/query.tsx';
import { Link, Routes } from '../../shared/router.tsx';
import { SessionGate, signOut, useMay, useMe } from '../../shared/session.tsx';
import { Empty, OfflineBanner } from '../../shared/states.tsx';
import { keepOpen } from './keep-open.ts';
import { forgetCodes } from './kept-codes.ts';
import { forgetMe, keepMe, keptMe } from './kept-me.ts';
import { routes } from './routes.ts';
import './my.css';
import './goods.css';

/** What is one's own in the shop, behind signing in by phone. */
export default function MyApp(): ReactNode {
  const [client] = useState(createQueryClient);
  const [remembered] = useState(keptMe);
  return (
    <QueryProvider client={client}>
      <SessionGate signIn={<CustomerSignIn />} remembered={remembered}>
        <Own />
      </SessionGate>
    </QueryProvider>
  );
}

function CustomerSignIn(): ReactNode {
  return (
    <PhoneSignIn
      as="customer"
      title="我的"
      line="订单、提货码、预约，都在这里"
      placeholder="下单或预约时的手机号"
      more={(send, busy) => (
        <DemoPhones of="shop">
          {(accounts) => (
            <div className="my-chips">
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
  );
}

function Own(): ReactNode {
  const me = useMe();
  const isCustomer = useMay('own.read');
  useEffect(() => keepMe(me), [me]);
  useEffect(keepOpen, []);
  return (
    <div className="my">
      <OfflineBanner>没有网络，看到的可能不是最新的。</OfflineBanner>
      {isCustomer ? (
        <Routes
          app="双轮社区优选"
          routes={routes}
          missing={<Empty title="没有这个页面" hint="链接可能过期了。" action={<Link to="/my">回到我的</Link>} />}
        />
      ) : (
        <Empty title="现在登录的是员工账号" hint="员工账号没有自己的订单。退出后用手机号登录。" />
      )}
      <Whoami />
    </div>
  );
}

function Whoami(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const leave = (): void => {
    forgetCodes();
    forgetMe();
    void signOut(client);
  };
  return (
    <footer className="my-whoami">
      <span>{me.displayName}</span>
      <button type="button" onClick={leave}>
        退出登录
      </button>
    </footer>
  );
}
