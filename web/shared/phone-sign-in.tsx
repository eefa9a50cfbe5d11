import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { api } from './api.ts';
import { Logo } from './logo.tsx';
import { useAct } from './query.tsx';
import { sessionStarted } from './session.tsx';
import { OfflineBanner, ProblemLine } from './states.tsx';
import './phone-sign-in.css';

/** Answer of `POST /api/auth/codes`. */
interface CodeSent {
  readonly sentTo: string;
  readonly expiresInSeconds: number;
  readonly retryAfterSeconds: number;
  /** No message leaves the house: the code is on the console's developer page. */
  readonly sandbox: boolean;
}

interface SignInProps {
  /** Customers may be new; the workbench is for phones that are known. */
  readonly as: 'touchpoint' | 'customer';
  readonly title: string;
  readonly line: string;
  /** In the empty field: which phone is meant. */
  readonly placeholder: string;
  /** Below the form: accounts to try, ways out. Given what sends a code to a phone. */
  readonly more?: (send: (phone: string) => void, busy: boolean) => ReactNode;
}

/** Signing in by a code to one's phone, as the workbench and the shop show it. */
export function PhoneSignIn({ title, line, ...steps }: SignInProps): ReactNode {
  return (
    <main className="sign-in">
      <OfflineBanner>没有网络，连上网才能登录。</OfflineBanner>
      <div className="sign-in-head">
        <Logo size={48} label="双轮" />
        <h1>{title}</h1>
        <p>{line}</p>
      </div>
      <PhoneSteps {...steps} />
    </main>
  );
}

/** The two steps of it, wherever they are needed: the phone, then the code. */
export function PhoneSteps({ as, placeholder, more }: Pick<SignInProps, 'as' | 'placeholder' | 'more'>): ReactNode {
  const [phone, setPhone] = useState('');
  const send = useAct((to: string, key: string) =>
    api.post<CodeSent>('/api/auth/codes', { body: { phone: to, as }, key }),
  );
  const rest = useCountdown(send.answer);
  const digits = phone.replace(/\D/g, '');
  return (
    <>
      {send.answer === undefined ? (
        <>
          <PhoneForm
            phone={phone}
            placeholder={placeholder}
            onPhone={setPhone}
            busy={send.busy}
            onSend={() => void send.run(digits)}
          />
          {more?.((picked) => {
            setPhone(picked);
            void send.run(picked);
          }, send.busy)}
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
    </>
  );
}

interface PhoneFormProps {
  readonly phone: string;
  readonly placeholder: string;
  readonly onPhone: (phone: string) => void;
  readonly busy: boolean;
  readonly onSend: () => void;
}

function PhoneForm({ phone, placeholder, onPhone, busy, onSend }: PhoneFormProps): ReactNode {
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
        placeholder={placeholder}
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
