import type { ReactNode } from 'react';
import { relativeTime } from '../../shared/format.ts';
import { Icon } from '../../shared/icons.tsx';
import { useOnline } from '../../shared/online.ts';
import { useMe } from '../../shared/session.tsx';
import { Empty } from '../../shared/states.tsx';
import type { Op } from '../outbox/op.ts';
import { outbox, useOutbox } from '../outbox/use-outbox.ts';
import { ask } from '../parts/ask.tsx';
import { Page } from '../parts/page.tsx';

/** What is still on the phone: what waits, and what was refused and why. */
export function WaitingOps(): ReactNode {
  const { userId } = useMe();
  const { ops, sending } = useOutbox();
  const online = useOnline();
  const own = ops.filter((op) => op.userId === userId);
  const waiting = own.filter((op) => op.state.kind === 'waiting');
  const send = (
    <button type="button" className="button button-main" disabled={sending} onClick={() => void outbox.hurry()}>
      {sending ? '正在发送…' : '现在发送'}
    </button>
  );
  return (
    <Page
      title="待发送"
      answer={answerOf(waiting.length, own.length - waiting.length, online)}
      parent="/me"
      {...(waiting.length > 0 && online ? { next: send } : {})}
    >
      {own.length === 0 ? (
        <Empty title="都发出去了" hint="没有网络时做的事会先存在这里，连上网按先后发出。" />
      ) : (
        <ul className="row-list">
          {own.map((op) => (
            <OpRow key={op.opId} op={op} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function answerOf(waiting: number, refused: number, online: boolean): string | undefined {
  const parts = [
    waiting > 0 ? `${waiting} 件等着发送${online ? '' : '，连上网自动发出'}` : '',
    refused > 0 ? `${refused} 件没办成，看过原因可以删掉` : '',
  ];
  return parts.filter((part) => part !== '').join('；') || undefined;
}

function OpRow({ op }: { op: Op }): ReactNode {
  const drop = async (): Promise<void> => {
    const refused = op.state.kind === 'refused';
    const content = refused ? '这件没有办成，删掉后不再提醒。' : '还没发出去，删掉就等于没做。';
    if (await ask({ title: `删掉「${op.label}」？`, content, confirmText: '删掉', cancelText: '留着' })) {
      await outbox.discard(op.opId);
    }
  };
  return (
    <li className="row">
      <span>
        {op.label}
        {op.state.kind === 'refused' ? <small className="row-reason">{op.state.reason}</small> : null}
        <small>
          {relativeTime(op.at)}
          {op.state.kind === 'waiting' && op.tries > 0 ? ` · 试过 ${op.tries} 次` : ''}
        </small>
      </span>
      <button type="button" className="row-drop" aria-label={`删掉 ${op.label}`} onClick={() => void drop()}>
        <Icon name="trash" size={22} />
      </button>
    </li>
  );
}
