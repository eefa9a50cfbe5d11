import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { dateTime, relativeTime } from '../../../shared/format.ts';
import { Empty, ProblemView, Skeleton } from '../../../shared/states.tsx';
import { useNow } from '../../../shared/use-now.ts';
import { AreaTabs } from '../../parts/area-tabs.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { codeIn, readableBody } from './system-words.ts';
import type { SandboxMessage } from './system-types.ts';
import { useItems } from './use-items.ts';
import './system.css';

const EVERY_MS = 3_000;
const CHANNELS: Readonly<Record<string, string>> = { sms: '短信', wechat: '微信', wecom: '企业微信' };

/** 沙箱里发了什么验证码？ Nothing here left the machine. */
export default function DeveloperPage(): ReactNode {
  const list = useItems<SandboxMessage>('/api/system/sandbox-messages', EVERY_MS);
  return (
    <PageFrame
      title="开发者页"
      question="沙箱里发了什么验证码？"
      tabs={<AreaTabs area="system" />}
      filter={
        <p className="sandbox-label">
          <strong>沙箱</strong>这些消息没有真的发出去，只给演示和开发看。每 3 秒自己刷新。
        </p>
      }
    >
      {list.rows === undefined ? (
        list.problem === undefined ? (
          <Skeleton rows={6} />
        ) : (
          <ProblemView problem={list.problem} onRetry={list.retry} />
        )
      ) : list.rows.length === 0 ? (
        <Empty title="还没有发过消息" hint="在工作台用手机号登录，验证码几秒内就会出现在这里。" />
      ) : (
        <ul className="sandbox-list" aria-label="沙箱消息">
          {list.rows.map((message) => (
            <Message key={message.messageId} message={message} />
          ))}
        </ul>
      )}
    </PageFrame>
  );
}

function Message({ message }: { message: SandboxMessage }): ReactNode {
  const now = useNow(10_000);
  const { message: toast } = App.useApp();
  const code = codeIn(message.body);
  const copy = (): void => {
    const written = navigator.clipboard?.writeText(code ?? '') ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => void toast.success('验证码已复制'),
      () => void toast.error('浏览器不让复制，请手动选中'),
    );
  };
  return (
    <li>
      <p className="sandbox-code">{code ?? '—'}</p>
      <div>
        <p>
          <strong>{message.maskedTo}</strong>{' '}
          <span className="system-note">{CHANNELS[message.channel] ?? message.channel}</span>
        </p>
        <p>{readableBody(message.body, (at) => dateTime(at, now))}</p>
      </div>
      <time dateTime={message.sentAt}>{relativeTime(message.sentAt, now)}</time>
      {code === undefined ? null : (
        <Button size="small" onClick={copy}>
          复制
        </Button>
      )}
    </li>
  );
}
