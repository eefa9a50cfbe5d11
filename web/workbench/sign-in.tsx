import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { api } from '../shared/api.ts';
import { Logo } from '../shared/logo.tsx';
import { asProblem } from '../shared/problem.ts';
import { useAct } from '../shared/query.tsx';
import { sessionStarted } from '../shared/session.tsx';
import { OfflineBanner, ProblemLine } from '../shared/states.tsx';
import { Chips } from './parts/chips.tsx';

/** Answer of `POST /api/auth/codes`. */
interface CodeSent {
  readonly sentTo: string;
  readonly expiresInSeconds: number;
  readonly retryAfterSeconds: number;
  /** No message leaves the house: the code is on the console's developer page. */
  readonly sandbox: boolean;
}

export function SignIn(): ReactNode {
  const [phone, setPhone] = useState('');
  const send = useAct((to: string, key: string) => api.post<CodeSent>('/api/auth/codes', { body: { phone: to }, key }));
  const rest = useCountdown(send.answer);
  const digits = phone.replace(/\D/g, '');
  return (
    <main className="sign-in">
      <OfflineBanner>没有网络，连上网才能登录。</OfflineBanner>
      <div className="sign-in-head">
        <Logo size={48} label="双轮" />
        <h1>双轮工作台</h1>
        <p>今天先做哪一件，一打开就知道</p>
      </div>
      {send.answer === undefined ? (
        <>
          <PhoneForm phone={phone} onPhone={setPhone} busy={send.busy} onSend={() => void send.run(digits)} />
          <DemoAccounts
            busy={send.busy}
            onPick={(picked) => {
              setPhone(picked);
              void send.run(picked);
            }}
          />
        </>
      ) : (
        <CodeForm
          phone={digits}
          sent={send.answer}
          rest={rest}
          onAgain={() => void send.run(digits)}
          onOther={send.forget}
        />
      )}
      <ProblemLine problem={send.problem} />
    </main>
  );
}

interface PhoneFormProps {
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly busy: boolean;
  readonly onSend: () => void;
}

function PhoneForm({ phone, onPhone, busy, onSend }: PhoneFormProps): ReactNode {
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const valid = /^1[3-9]\d{9}$/.test(phone.replace(/\D/g, ''));
    setFault(valid ? undefined : '手机号不对，看看是不是少了一位。');
    if (valid) onSend();
  };
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <label htmlFor="phone">手机号</label>
      <input
        id="phone"
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        maxLength={13}
        placeholder="入职登记的手机号"
        value={phone}
        aria-invalid={fault !== undefined}
        aria-describedby="phone-fault"
        onChange={(event) => onPhone(event.target.value)}
      />
      <p id="phone-fault" className="sign-in-fault" aria-live="polite">
        {fault}
      </p>
      <button type="submit" className="sign-in-button" disabled={busy}>
        {busy ? '正在发送…' : '获取验证码'}
      </button>
    </form>
  );
}

/** Who one can be in the demo, one tap each; nothing outside it. */
function DemoAccounts({ busy, onPick }: { busy: boolean; onPick: (phone: string) => void }): ReactNode {
  const query = useQuery({ queryKey: ['auth', 'demo-accounts'], queryFn: fetchDemoAccounts, staleTime: Infinity });
  const accounts = query.data ?? [];
  if (accounts.length === 0) return null;
  return (
    <div className="demo-accounts">
      <p>这是演示环境，选一个人进去看看：</p>
      <Chips
        label="演示账号"
        disabled={busy}
        choices={accounts.map(({ label, phone }) => ({ code: phone, name: label }))}
        onPick={onPick}
      />
    </div>
  );
}

interface DemoAccount {
  readonly label: string;
  readonly surface: 'console' | 'workbench';
  readonly phone?: string;
}

async function fetchDemoAccounts(): Promise<readonly { readonly label: string; readonly phone: string }[]> {
  try {
    const accounts = await api.get<readonly DemoAccount[]>('/api/auth/demo-accounts');
    return accounts.flatMap(({ label, surface, phone }) =>
      surface === 'workbench' && phone !== undefined ? [{ label, phone }] : [],
    );
  } catch (error) {
    // In production there is no such address.
    if (asProblem(error).status === 404) return [];
    throw error;
  }
}

interface CodeFormProps {
  readonly phone: string;
  readonly sent: CodeSent;
  /** Seconds until another code may be sent. */
  readonly rest: number;
  readonly onAgain: () => void;
  readonly onOther: () => void;
}

function CodeForm({ phone, sent, rest, onAgain, onOther }: CodeFormProps): ReactNode {
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const enter = useAct(
    (input: { phone: string; code: string }, key: string) =>
      api.post('/api/auth/sign-in-with-code', { body: input, key }),
    { onDone: () => void sessionStarted(client) },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter.run({ phone, code });
  };
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <label htmlFor="code">验证码已发到 {sent.sentTo}</label>
      <input
        id="code"
        className="sign-in-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        placeholder="6位数字"
        ref={field}
        value={code}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
      />
      {sent.sandbox ? <p className="sign-in-sandbox">演示环境不发短信，验证码在控制台·系统·开发者页查看。</p> : null}
      <ProblemLine problem={enter.problem} />
      <button type="submit" className="sign-in-button" disabled={enter.busy || code.length < 4}>
        {enter.busy ? '正在登录…' : '登录'}
      </button>
      <div className="sign-in-more">
        <button type="button" onClick={onOther}>
          换个手机号
        </button>
        <button type="button" disabled={rest > 0} onClick={onAgain}>
          {rest > 0 ? `${rest} 秒后可重发` : '重新发送'}
        </button>
      </div>
    </form>
  );
}

function useCountdown(sent: CodeSent | undefined): number {
  const [rest, setRest] = useState(0);
  useEffect(() => {
    if (sent === undefined) return undefined;
    const until = Date.now() + sent.retryAfterSeconds * 1_000;
    const tick = (): void => setRest(Math.max(0, Math.ceil((until - Date.now()) / 1_000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [sent]);
  return rest;
}
