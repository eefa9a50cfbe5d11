import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { api } from '../../shared/api.ts';
import { Logo } from '../../shared/logo.tsx';
import { ApiProblem } from '../../shared/problem.ts';
import { useAct } from '../../shared/query.tsx';
import { sessionStarted } from '../../shared/session.tsx';
import { ProblemLine } from '../../shared/states.tsx';
import { LoopDrawing } from './loop-drawing.tsx';
import './sign-in.css';

interface Credentials {
  readonly login: string;
  readonly password: string;
}

interface DemoAccount extends Credentials {
  readonly label: string;
}

export function SignIn(): ReactNode {
  useEffect(() => void (document.title = '登录 · 双轮'), []);
  return (
    <main className="sign-in">
      <section className="sign-in-story" aria-label="双轮是什么">
        <p className="sign-in-brand">
          <Logo size={28} />
          双轮 Twinwheel
        </p>
        <LoopDrawing />
        <div>
          <h2>系统看得清，人去办得成</h2>
          <p>智慧系统听见小区的需要，给出方案和理由；社区触点面对面办好，结果又让下一次更准。</p>
        </div>
      </section>
      <section className="sign-in-side">
        <SignInForm />
      </section>
    </main>
  );
}

function SignInForm(): ReactNode {
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const enter = useAct((body: Credentials, key: string) => api.post('/api/auth/sign-in', { body, key }), {
    onDone: () => void sessionStarted(client),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter.run({ login: login.trim(), password });
  };
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <h1>登录控制台</h1>
      <label htmlFor="login">账号</label>
      <Input
        id="login"
        size="large"
        autoComplete="username"
        ref={field}
        required
        value={login}
        onChange={(event) => setLogin(event.target.value)}
      />
      <label htmlFor="password">密码</label>
      <Input.Password
        id="password"
        size="large"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <ProblemLine problem={enter.problem} />
      <Button type="primary" size="large" htmlType="submit" block loading={enter.busy}>
        登录
      </Button>
      <DemoAccounts
        busy={enter.busy}
        onPick={({ login: name, password: secret }) => void enter.run({ login: name, password: secret })}
      />
      <p className="sign-in-else">
        在门店或小区干活？用手机打开<a href="/work/">工作台</a>。
      </p>
    </form>
  );
}

/** One tap to come in as somebody of the demo city. The server offers none in production. */
function DemoAccounts({ busy, onPick }: { busy: boolean; onPick: (account: DemoAccount) => void }): ReactNode {
  const accounts = useQuery({ queryKey: ['auth', 'demo-accounts'], queryFn: fetchDemoAccounts, staleTime: Infinity });
  if (accounts.data === undefined || accounts.data.length === 0) return null;
  return (
    <fieldset className="sign-in-demo">
      <legend>演示环境，点一下就进</legend>
      {accounts.data.map((account) => (
        <button key={account.login} type="button" disabled={busy} onClick={() => onPick(account)}>
          {account.label}
        </button>
      ))}
    </fieldset>
  );
}

async function fetchDemoAccounts(): Promise<readonly DemoAccount[]> {
  try {
    return await api.get<readonly DemoAccount[]>('/api/auth/demo-accounts');
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return [];
    throw error;
  }
}
