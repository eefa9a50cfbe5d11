import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DemoPhones } from '../../shared/demo-accounts.tsx';
import { PhoneSignIn } from '../../shared/phone-sign-in.tsx';
import { createQueryClient, QueryProvider } from '../../shared/query.tsx';
import { Link, Routes } from '../../shared/router.tsx';
import { SessionGate, signOut, useMay, useMe } from '../../shared/session.tsx';
import { Empty, OfflineBanner } from '../../shared/states.tsx';
import { routes } from './routes.ts';
import './my.css';

/** What is one's own in the shop, behind signing in by phone. */
export default function MyApp(): ReactNode {
  const [client] = useState(createQueryClient);
  return (
    <QueryProvider client={client}>
      <SessionGate signIn={<CustomerSignIn />}>
        <Own />
      </SessionGate>
    </QueryProvider>
  );
}

function CustomerSignIn(): ReactNode {
  return (
    <PhoneSignIn
      as="customer"
      title="我的预约"
      line="看进度、改主意，都在这里"
      placeholder="预约时留的手机号"
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
  const isCustomer = useMay('own.read');
  return (
    <div className="my">
      <OfflineBanner>没有网络，看到的可能不是最新的。</OfflineBanner>
      {isCustomer ? (
        <Routes
          app="双轮社区优选"
          routes={routes}
          missing={<Empty title="没有这个页面" hint="链接可能过期了。" action={<Link to="/my">回到我的预约</Link>} />}
        />
      ) : (
        <Empty title="现在登录的是员工账号" hint="员工账号没有自己的预约。退出后用手机号登录。" />
      )}
      <Whoami />
    </div>
  );
}

function Whoami(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  return (
    <footer className="my-whoami">
      <span>{me.displayName}</span>
      <button type="button" onClick={() => void signOut(client)}>
        退出登录
      </button>
    </footer>
  );
}
